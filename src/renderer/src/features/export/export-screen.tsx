import { Button } from '@mantine/core';
import { IconFileExport } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { WirePeriod } from '#shared/ipc/contract/channel-contract.ts';
import { api } from '../../lib/api.ts';
import { useApiQuery } from '../../lib/api-query.ts';
import { formatPeriod } from '../../lib/format/format.ts';
import { goTo } from '../../lib/navigation.ts';
import { useChosenPeriod } from '../../lib/period-choice.ts';
import { useLanguage } from '../../lib/settings-store.ts';
import { Screen } from '../../ui/screen.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../ui/states.tsx';
import { ExportForm } from './export-form.tsx';

/** The way out: the workbook of the period's result, what it will say, and where it goes. */
export function ExportScreen(): ReactElement {
  const { t } = useTranslation('export');
  const language = useLanguage();
  const chosen = useChosenPeriod();
  const run = chosen?.lastRun;
  if (chosen === undefined || run === null || run === undefined) {
    return (
      <Screen title={t('heading')}>
        <EmptyState
          icon={<IconFileExport size={40} stroke={1.2} />}
          title={t('nothing')}
          text={t('nothingText')}
          actions={
            <Button
              onClick={() => {
                goTo('periods');
              }}
            >
              {t('toPeriods')}
            </Button>
          }
        />
      </Screen>
    );
  }
  return (
    <Screen
      title={t('heading')}
      description={t('description', { period: formatPeriod(chosen.period, language) })}
    >
      <Export key={run.runId} runId={run.runId} period={chosen.period} />
    </Screen>
  );
}

function Export({ runId, period }: { readonly runId: string; readonly period: WirePeriod }): ReactElement {
  const preview = useApiQuery(['exports:get-preview', runId], () => api().exports.getPreview({ runId }));
  const summary = useApiQuery(['results:get-summary', runId], () => api().results.getSummary({ runId }));
  const error = preview.error ?? summary.error;
  if (error !== null) return <ErrorState error={error.wireError} onRetry={() => void preview.refetch()} />;
  if (preview.data === undefined || summary.data === undefined) return <LoadingState />;
  return <ExportForm period={period} preview={preview.data} summary={summary.data} />;
}
