import { Progress } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { JobSnapshot } from '#shared/ipc/contract/jobs.ts';
import { PHASES } from '#shared/messages/phases.ts';
import { formatCount } from '../lib/format/format.ts';
import { useLanguage } from '../lib/settings-store.ts';

/** The bar of a job; striped where nobody knows the end. */
export function JobProgress({ job }: { readonly job: JobSnapshot }): ReactElement {
  const { t } = useTranslation('jobs');
  const language = useLanguage();
  const { progress } = job;
  const label = t('progress', { job: t(`kinds.${job.kind}`) });
  const share =
    progress && progress.total !== null && progress.total > 0
      ? Math.min(100, Math.floor((100 * progress.done) / progress.total))
      : undefined;
  return (
    <>
      <Progress.Root size="sm">
        <Progress.Section
          value={share ?? 100}
          aria-label={label}
          striped={share === undefined}
          animated={share === undefined}
          aria-valuetext={share === undefined ? t('states.running') : `${share} %`}
        />
      </Progress.Root>
      {progress && (
        <p className="quiet">
          {PHASES[language][progress.phase]}
          {progress.unit === 'rows' && ` · ${formatCount(progress.done, language)}`}
        </p>
      )}
    </>
  );
}
