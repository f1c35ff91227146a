import { Button } from '@mantine/core';
import { IconListCheck } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { formatPeriod } from '../../lib/format/format.ts';
import { goTo } from '../../lib/navigation.ts';
import { useChosenPeriod, usePeriods } from '../../lib/period-choice.ts';
import { useLanguage } from '../../lib/settings-store.ts';
import { Screen } from '../../ui/screen.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../ui/states.tsx';
import { RunChecksView } from './run-checks-view.tsx';

/** The tie-outs of the chosen period's last run, and what fails them. */
export function ChecksScreen(): ReactElement {
  const { t } = useTranslation(['checks', 'reconcile']);
  const language = useLanguage();
  const periods = usePeriods();
  const chosen = useChosenPeriod();
  const run = chosen?.lastRun;
  if (run)
    return (
      <Screen
        layout="fill"
        measure="table"
        title={`${t('heading')} · ${formatPeriod(chosen.period, language)}`}
        description={t('description')}
      >
        <RunChecksView key={run.runId} runId={run.runId} />
      </Screen>
    );
  const isEmpty = chosen === undefined;
  return (
    <Screen title={t('heading')} description={t('description')}>
      {periods.isPending ? (
        <LoadingState rows={10} />
      ) : periods.error ? (
        <ErrorState error={periods.error.wireError} onRetry={() => void periods.refetch()} />
      ) : (
        <EmptyState
          icon={<IconListCheck stroke={1.5} />}
          title={
            isEmpty
              ? t('reconcile:noPeriod.title')
              : t('reconcile:noRun.title', { period: formatPeriod(chosen.period, language) })
          }
          text={t(isEmpty ? 'reconcile:noPeriod.text' : 'reconcile:noRun.text')}
          actions={
            <Button
              onClick={() => {
                goTo(isEmpty ? 'import' : 'periods');
              }}
            >
              {t(isEmpty ? 'reconcile:noPeriod.action' : 'reconcile:noRun.action')}
            </Button>
          }
        />
      )}
    </Screen>
  );
}
