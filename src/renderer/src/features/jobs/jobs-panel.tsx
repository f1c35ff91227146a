import { CloseButton } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useJobs } from '../../lib/job-store.ts';
import { toggleJobsPanel, useJobsPanel } from '../../lib/jobs-panel-store.ts';
import { JobItem } from './job-item.tsx';
import classes from './jobs-panel.module.css';

/** The jobs of this session beside the screen, newest first, each with its progress and its end. */
export function JobsPanel(): ReactElement | null {
  const { t } = useTranslation('jobs');
  const isOpen = useJobsPanel((state) => state.isOpen);
  const jobs = useJobs((state) => state.jobs);
  if (!isOpen) return null;
  return (
    <aside id="jobs-panel" className={classes['panel']} aria-labelledby="jobs-heading" data-pane="jobs">
      <div className={classes['head']}>
        <h2 id="jobs-heading">{t('heading')}</h2>
        <CloseButton aria-label={t('hide')} onClick={toggleJobsPanel} />
      </div>
      {jobs.length === 0 && <p className="quiet">{t('empty')}</p>}
      <ul className={classes['list']}>
        {jobs.map((job) => (
          <li key={job.jobId} className={classes['item']} data-job={job.kind} data-state={job.state}>
            <JobItem job={job} />
          </li>
        ))}
      </ul>
    </aside>
  );
}
