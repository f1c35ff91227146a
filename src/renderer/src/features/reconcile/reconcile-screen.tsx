import { Button } from '@mantine/core';
import { IconFileImport, IconScale } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { formatPeriod } from '../../lib/format/format.ts';
import { goTo } from '../../lib/navigation.ts';
import { useChosenPeriod, usePeriods } from '../../lib/period-choice.ts';
import { useLanguage } from '../../lib/settings-store.ts';
import { Screen } from '../../ui/screen.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../ui/states.tsx';
import { RunView } from './run-view.tsx';
import { useShownRun } from './use-run.ts';

/** The heart: invoice, expected and difference of every line, and the proof of each. */
export function ReconcileScreen(): ReactElement {
  const { t } = useTranslation('reconcile');
  const language = useLanguage();
  const periods = usePeriods();
  const chosen = useChosenPeriod();
  const period = chosen === undefined ? '' : `${chosen.period.start}..${chosen.period.end}`;
  const runId = useShownRun(chosen?.lastRun, period);
  if (runId !== undefined) return <RunView key={runId} runId={runId} />;
  return (
    <Screen title={t('heading')}>
      {periods.isPending ? (
        <LoadingState rows={12} />
      ) : periods.error ? (
        <ErrorState error={periods.error.wireError} onRetry={() => void periods.refetch()} />
      ) : chosen === undefined ? (
        <EmptyState
          icon={<IconFileImport stroke={1.5} />}
          title={t('noPeriod.title')}
          text={t('noPeriod.text')}
          actions={
            <Button
              onClick={() => {
                goTo('import');
              }}
            >
              {t('noPeriod.action')}
            </Button>
          }
        />
      ) : (
        <EmptyState
          icon={<IconScale stroke={1.5} />}
          title={t('noRun.title', { period: formatPeriod(chosen.period, language) })}
          text={t('noRun.text')}
          actions={
            <Button
              onClick={() => {
                goTo('periods');
              }}
            >
              {t('noRun.action')}
            </Button>
          }
        />
      )}
    </Screen>
  );
}
