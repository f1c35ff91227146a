import { Button, Skeleton } from '@mantine/core';
import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { WireError } from '#shared/ipc/envelope.ts';
import { ErrorText } from './error-notice.tsx';
import classes from './states.module.css';

/** Where there is nothing yet: why, and what to do about it. Never an empty screen. */
export function EmptyState({
  title,
  text,
  icon,
  actions,
}: {
  readonly title: string;
  readonly text?: ReactNode;
  /** A line icon; decoration only. */
  readonly icon?: ReactNode;
  readonly actions?: ReactNode;
}): ReactElement {
  return (
    <div className={classes['state']} data-state="empty">
      {icon !== undefined && (
        <div className={classes['icon']} aria-hidden="true">
          {icon}
        </div>
      )}
      <h2>{title}</h2>
      {text !== undefined && <p className={classes['text']}>{text}</p>}
      {actions !== undefined && <div className={classes['actions']}>{actions}</div>}
    </div>
  );
}

/** While something is on its way: the shape of rows, and a word for screen readers. */
export function LoadingState({ rows = 6 }: { readonly rows?: number }): ReactElement {
  const { t } = useTranslation();
  return (
    <div role="status" data-state="loading" className={classes['loading']}>
      <span className="for-readers">{t('loading')}</span>
      {Array.from({ length: rows }, (_row, index) => (
        <Skeleton key={index} height="var(--row-height)" radius="sm" />
      ))}
    </div>
  );
}

/** Where something could not be fetched: what happened, what is unchanged, what to do, and another try. */
export function ErrorState({
  error,
  onRetry,
}: {
  readonly error: WireError;
  readonly onRetry?: () => void;
}): ReactElement {
  const { t } = useTranslation();
  return (
    <div className={classes['state']} role="alert" data-state="error" data-error={error.code}>
      <ErrorText error={error} />
      {onRetry && (
        <div className={classes['actions']}>
          <Button variant="default" onClick={onRetry}>
            {t('tryAgain')}
          </Button>
        </div>
      )}
    </div>
  );
}
