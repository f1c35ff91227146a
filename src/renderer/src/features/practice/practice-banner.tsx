import { Button } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../lib/api.ts';
import { useApiQuery } from '../../lib/api-query.ts';
import { isRunning, useJobs } from '../../lib/job-store.ts';
import { goTo } from '../../lib/navigation.ts';
import { leavePractice } from '../../lib/practice.ts';
import { Banner } from '../../ui/banner.tsx';

/** On every screen of the practice workspace: that nothing here is anybody's, and the ways out. */
export function PracticeBanner(): ReactElement | null {
  const { t } = useTranslation('periods');
  const { data } = useApiQuery(['workspace:get-state'], () => api().workspace.getState());
  const isLoading = useJobs(({ jobs }) => jobs.some((job) => isRunning(job) && job.kind === 'practice'));
  if (data?.isPractice !== true) return null;
  const leave = (remove: boolean): void => {
    goTo('periods');
    void leavePractice(remove);
  };
  return (
    <Banner
      tone="warn"
      role="status"
      data-practice="on"
      actions={
        <Button.Group>
          <Button
            size="xs"
            variant="default"
            onClick={() => {
              leave(false);
            }}
          >
            {t('practice.leave')}
          </Button>
          <Button
            size="xs"
            variant="default"
            onClick={() => {
              leave(true);
            }}
          >
            {t('practice.remove')}
          </Button>
        </Button.Group>
      }
    >
      <p>{isLoading ? t('practice.loading') : t('practice.banner')}</p>
    </Banner>
  );
}
