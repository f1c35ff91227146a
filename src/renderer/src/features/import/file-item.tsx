import { Button, CloseButton, Loader } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { DATE_ORDERS } from '#core/mapping/date-text.ts';
import type { UsageLevel } from '#core/usage/usage-row.ts';
import { DOMAIN_WORDS } from '#shared/messages/domain-words.ts';
import { formatPeriod } from '../../lib/format/format.ts';
import { cancelJob } from '../../lib/job-store.ts';
import { useLanguage } from '../../lib/settings-store.ts';
import { ErrorText } from '../../ui/error-notice.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';
import { forget, importReports } from './import-acts.ts';
import classes from './import-screen.module.css';
import { openMapping, type ImportedFile, type Input } from './import-store.ts';
import { PasswordDialog } from './password-dialog.tsx';
import { UndoButton } from './undo-button.tsx';

/** One file: its name, what it is, where it stands, and the next step. */
export function FileItem({ input }: { readonly input: Input }): ReactElement {
  const { t } = useTranslation('imports');
  const { state, name, kind } = input;
  const isBusy = state.step === 'inspecting' || state.step === 'importing';
  return (
    <li className={classes['item']} data-kind={kind ?? 'unread'} data-step={state.step}>
      <span className={classes['name']}>{name}</span>
      <Kind input={input} />
      <State input={input} />
      <div className={classes['acts']}>
        <Acts input={input} />
        {!isBusy && (
          <CloseButton
            aria-label={t('acts.remove', { name })}
            onClick={() => {
              forget(input);
            }}
          />
        )}
      </div>
      {state.step === 'failed' && <Trouble input={input} error={state.error} />}
    </li>
  );
}

function Kind({ input: { kind, level } }: { readonly input: Input }): ReactElement {
  const { t } = useTranslation('imports');
  const words = DOMAIN_WORDS[useLanguage()].levels;
  const isLevel = (text: string): text is UsageLevel => Object.hasOwn(words, text);
  return (
    <span className="quiet">
      {t(`kinds.${kind ?? 'unknown'}`)}
      {level !== undefined && isLevel(level) && ` · ${words[level]}`}
    </span>
  );
}

function State({ input: { state } }: { readonly input: Input }): ReactElement {
  const { t } = useTranslation('imports');
  switch (state.step) {
    case 'inspecting':
    case 'importing':
      return (
        <span className={classes['state']} role="status">
          <Loader size="xs" aria-hidden />
          {t(`steps.${state.step}`)}
        </span>
      );
    case 'mapping':
      return <StatusMark tone="accent">{t('steps.mapping')}</StatusMark>;
    case 'password':
      return (
        <StatusMark tone="warn">
          {t(state.isWrong ? 'steps.passwordWrong' : 'steps.passwordNeeded')}
        </StatusMark>
      );
    case 'imported':
      return <Outcome outcome={state.outcome} />;
    case 'failed':
      return <StatusMark tone="bad">{t('steps.failed')}</StatusMark>;
    case 'undone':
    case 'cancelled':
      return <StatusMark tone="neutral">{t(`steps.${state.step}`)}</StatusMark>;
  }
}

function Outcome({ outcome }: { readonly outcome: ImportedFile }): ReactElement {
  const { t } = useTranslation('imports');
  const language = useLanguage();
  const { counts, reused, window } = outcome;
  return (
    <span className={classes['state']}>
      <StatusMark tone="good">{t(reused ? 'steps.reused' : 'steps.imported')}</StatusMark>
      <span>{t('rowsStored', { count: counts.stored })}</span>
      {window !== null && <span className="quiet">{formatPeriod(window, language)}</span>}
      {counts.quarantined > 0 && (
        <StatusMark tone="warn">{t('quarantined', { count: counts.quarantined })}</StatusMark>
      )}
    </span>
  );
}

function Acts({ input }: { readonly input: Input }): ReactElement | null {
  const { t } = useTranslation('imports');
  const [isAsking, setIsAsking] = useState(false);
  const { state, id, name } = input;
  switch (state.step) {
    case 'mapping':
      return (
        <Button
          onClick={() => {
            openMapping(id);
          }}
        >
          {t('acts.openMapping')}
        </Button>
      );
    case 'password':
      return (
        <>
          <Button
            variant="default"
            onClick={() => {
              setIsAsking(true);
            }}
          >
            {t('acts.enterPassword')}
          </Button>
          <PasswordDialog
            input={input}
            isOpen={isAsking}
            onClose={() => {
              setIsAsking(false);
            }}
          />
        </>
      );
    case 'inspecting':
    case 'importing': {
      const { jobId } = state;
      if (jobId === undefined) return null;
      return (
        <Button
          variant="default"
          onClick={() => {
            cancelJob(jobId);
          }}
        >
          {t('acts.cancel')}
        </Button>
      );
    }
    case 'imported':
      if (state.outcome.reused) return null;
      return (
        <UndoButton entry={{ batchId: state.outcome.batchId, fileName: name }}>{t('acts.undo')}</UndoButton>
      );
    case 'failed':
    case 'undone':
    case 'cancelled':
      return null;
  }
}

function Trouble({
  input,
  error,
}: {
  readonly input: Input;
  readonly error: Parameters<typeof ErrorText>[0]['error'];
}): ReactElement {
  const { t } = useTranslation('imports');
  return (
    <div className={classes['trouble']} role="alert" data-error={error.code}>
      <ErrorText error={error} />
      {error.code === 'REPORT_DATE_AMBIGUOUS' && input.token !== undefined && (
        <>
          <span>{t('acts.readDates')}</span>
          {DATE_ORDERS.map((order) => (
            <Button
              key={order}
              variant="default"
              size="compact-sm"
              onClick={() => void importReports([input.id], order)}
            >
              {t(`settings.orders.${order}`)}
            </Button>
          ))}
        </>
      )}
    </div>
  );
}
