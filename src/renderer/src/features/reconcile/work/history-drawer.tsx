import { Button, Drawer } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { WirePeriod } from '#shared/ipc/contract/channel-contract.ts';
import { api } from '../../../lib/api.ts';
import { useApiQuery } from '../../../lib/api-query.ts';
import { formatMoment, formatPeriod } from '../../../lib/format/format.ts';
import { useLanguage } from '../../../lib/settings-store.ts';
import { EmptyState, ErrorState, LoadingState } from '../../../ui/states.tsx';
import { useFocusReturn } from '../../../lib/focus-return.ts';
import { actText } from './act-text.ts';
import { reasonText } from './reason-text.ts';
import { StandingRules } from './standing-rules.tsx';
import classes from './work.module.css';

const AT_ONCE = 50;

/** Who decided what in a month, the newest first. */
export function HistoryDrawer({
  runId,
  period,
  onClose,
}: {
  readonly runId: string;
  readonly period: WirePeriod;
  readonly onClose: () => void;
}): ReactElement {
  useFocusReturn();
  const { t } = useTranslation('work');
  const language = useLanguage();
  const [limit, setLimit] = useState(AT_ONCE);
  const { data, error } = useApiQuery(['work:get-history', period, limit], () =>
    api().work.getHistory({ period, offset: 0, limit: Math.min(limit, 500) }),
  );
  return (
    <Drawer
      opened
      position="right"
      size="lg"
      onClose={onClose}
      title={t('history.title', { period: formatPeriod(period, language) })}
      closeButtonProps={{ 'aria-label': t('history.close') }}
    >
      <StandingRules runId={runId} period={period} />
      {error ? (
        <ErrorState error={error.wireError} />
      ) : data === undefined ? (
        <LoadingState />
      ) : data.total === 0 ? (
        <EmptyState title={t('history.empty')} />
      ) : (
        <ol className={classes['entries']}>
          {data.rows.map((entry) => (
            <li key={entry.sequence} className={classes['entry']} data-undone={entry.isUndone}>
              <p>
                <span className={classes['what']}>
                  {entry.of === null
                    ? actText(entry, t, language)
                    : t('acts.about', { act: t(`acts.${entry.kind}`), about: entry.about[0] ?? '' })}
                </span>
                {entry.isUndone && <span className="quiet"> · {t('history.undone')}</span>}
              </p>
              {entry.reason !== null && entry.of === null && (
                <p>{reasonText({ reason: entry.reason, note: entry.note ?? undefined }, language)}</p>
              )}
              <p className="quiet">
                {t('line.by', { by: entry.by, at: formatMoment(entry.at, language) })} ·{' '}
                {t('history.changes', { count: entry.changes })}
              </p>
            </li>
          ))}
        </ol>
      )}
      {data !== undefined && data.total > data.rows.length && limit < 500 && (
        <Button
          variant="default"
          onClick={() => {
            setLimit((count) => count + AT_ONCE);
          }}
        >
          {t('history.more')}
        </Button>
      )}
    </Drawer>
  );
}
