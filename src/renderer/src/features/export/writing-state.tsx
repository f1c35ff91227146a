import { Button } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../lib/api.ts';
import { valueOf } from '../../lib/error-store.ts';
import { formatBytes } from '../../lib/format/format.ts';
import { cancelJob } from '../../lib/job-store.ts';
import { useLanguage } from '../../lib/settings-store.ts';
import { ErrorText } from '../../ui/error-notice.tsx';
import { JobProgress } from '../../ui/job-progress.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';
import classes from './export.module.css';
import type { Writing } from './use-writing.ts';

/** How far a file is; once it is there, the way to it. */
export function WritingState({ writing }: { readonly writing: Writing }): ReactElement | null {
  const { t } = useTranslation('export');
  const language = useLanguage();
  const { job, output, isBusy } = writing;
  if (job === undefined || output === undefined) return null;
  if (isBusy) {
    return (
      <div className={classes['writing']}>
        <JobProgress job={job} />
        <Button
          variant="default"
          size="xs"
          onClick={() => {
            cancelJob(job.jobId);
          }}
        >
          {t('cancel')}
        </Button>
      </div>
    );
  }
  if (job.error !== null) return <ErrorText error={job.error} />;
  if (job.outcome?.kind !== 'export') return null;
  return (
    <div className={classes['written']} role="status" data-written={output.name}>
      <StatusMark tone="good">{t('written', { file: output.name })}</StatusMark>
      <span className="quiet">{formatBytes(job.outcome.bytes, language)}</span>
      <Button
        variant="default"
        size="xs"
        onClick={() => void valueOf(api().files.revealOutput({ output: output.token }))}
      >
        {t('reveal')}
      </Button>
    </div>
  );
}
