import { Button } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { JobOutcome, JobSnapshot } from '#shared/ipc/contract/jobs.ts';
import { DOMAIN_WORDS } from '#shared/messages/domain-words.ts';
import { formatCount, formatPeriod } from '../../lib/format/format.ts';
import { cancelJob, isRunning } from '../../lib/job-store.ts';
import { useLanguage } from '../../lib/settings-store.ts';
import { ErrorText } from '../../ui/error-notice.tsx';
import { JobProgress } from '../../ui/job-progress.tsx';
import classes from './jobs-panel.module.css';

/** A job: what it is about, how far it is, what it came to. */
export function JobItem({ job }: { readonly job: JobSnapshot }): ReactElement {
  const { t } = useTranslation('jobs');
  return (
    <>
      <div className={classes['row']}>
        <div>
          <p>
            {t(`kinds.${job.kind}`)} · <span aria-live="polite">{t(`states.${job.state}`)}</span>
          </p>
          <p className="quiet">{job.files.join(', ')}</p>
        </div>
        {isRunning(job) && (
          <Button
            variant="default"
            size="xs"
            disabled={job.state === 'cancelling'}
            onClick={() => {
              cancelJob(job.jobId);
            }}
          >
            {t('cancel')}
          </Button>
        )}
      </div>
      {isRunning(job) && <JobProgress job={job} />}
      {job.outcome && <Outcome outcome={job.outcome} />}
      {job.error && <ErrorText error={job.error} />}
    </>
  );
}

function Outcome({ outcome }: { readonly outcome: JobOutcome }): ReactElement {
  const { t } = useTranslation('jobs');
  const language = useLanguage();
  switch (outcome.kind) {
    case 'import':
      return (
        <ul className="quiet">
          {outcome.files.map(({ fileName, counts, reused }, index) => (
            <li key={index}>
              {fileName}:{' '}
              {reused
                ? t('reused')
                : t('rows', {
                    stored: formatCount(counts.stored, language),
                    read: formatCount(counts.read, language),
                  })}
              {counts.quarantined > 0 && (
                <span className="warn-text">
                  {' · '}
                  {t('quarantined', { count: counts.quarantined })}
                </span>
              )}
            </li>
          ))}
        </ul>
      );
    case 'inspect':
    case 'fit-units':
    case 'replay-template':
      // What it came to stands on the screen that asked for it.
      return <></>;
    case 'reconcile':
      return (
        <p className="quiet">
          {formatPeriod(outcome.period, language)} · {DOMAIN_WORDS[language].verdicts[outcome.verdict]}
        </p>
      );
    case 'export':
      return <p className="quiet">{t('written', { file: outcome.fileName })}</p>;
    case 'fetch':
      return <p className="quiet">{t('fetched', { count: outcome.reports })}</p>;
    case 'create-reports':
      return <p className="quiet">{t('created', { made: outcome.made, existing: outcome.existing })}</p>;
    case 'list-reports':
      return <p className="quiet">{t('listed', { count: outcome.reports })}</p>;
    case 'delete-report':
      return <p className="quiet">{t('deleted')}</p>;
    case 'backup':
      return (
        <p className="quiet">
          {t('backedUp', { file: outcome.fileName })}
          {outcome.damaged > 0 && (
            <span className="warn-text"> · {t('damaged', { count: outcome.damaged })}</span>
          )}
        </p>
      );
    case 'restore':
    case 'move':
      return <p className="quiet">{t('placed', { folder: outcome.folderName })}</p>;
  }
}
