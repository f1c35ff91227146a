import { Anchor, Loader, UnstyledButton } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { isRunning, useJobs } from '../lib/job-store.ts';
import { toggleJobsPanel, useJobsPanel } from '../lib/jobs-panel-store.ts';
import { useNews } from '../lib/news-store.ts';
import { useSettings } from '../lib/settings-store.ts';
import { MaskSign } from './mask-sign.tsx';
import classes from './status-bar.module.css';

/** The lower edge of the window: the workspace, the last news, what is running, and the version. */
export function StatusBar(): ReactElement {
  const { t } = useTranslation();
  const info = useSettings((state) => state.info);
  return (
    <footer className={classes['bar']}>
      <span className={classes['workspace']} data-testid="workspace">
        {t('workspace')}: {info?.workspaceName}
      </span>
      <NewsLine />
      <MaskSign />
      <JobsButton />
      {info && (
        <span className={classes['version']}>
          Tieout {info.version}
          {info.electronVersion !== '' && ` · Electron ${info.electronVersion}`}
        </span>
      )}
    </footer>
  );
}

function NewsLine(): ReactElement {
  const { news, count } = useNews();
  return (
    <span className={classes['news']} role="status">
      {news && (
        <span key={count}>
          {news.text}{' '}
          {news.action && (
            <Anchor component="button" type="button" size="sm" onClick={news.action.run}>
              {news.action.title}
            </Anchor>
          )}
        </span>
      )}
    </span>
  );
}

function JobsButton(): ReactElement {
  const { t } = useTranslation('jobs');
  const isOpen = useJobsPanel((state) => state.isOpen);
  const running = useJobs(({ jobs }) => jobs.filter(isRunning).length);
  return (
    <UnstyledButton
      className={classes['jobs']}
      aria-expanded={isOpen}
      aria-controls="jobs-panel"
      onClick={toggleJobsPanel}
    >
      {running > 0 && <Loader size={12} aria-hidden="true" />}
      {running > 0 ? t('running', { count: running }) : t('idle')}
    </UnstyledButton>
  );
}
