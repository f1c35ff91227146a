import { Button } from '@mantine/core';
import { useEffect, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { ResultSummary } from '#shared/ipc/contract/results.ts';
import { DOMAIN_WORDS } from '#shared/messages/domain-words.ts';
import { formatCount, formatMoment, formatPercent, formatPeriod } from '../../lib/format/format.ts';
import { goTo, useNavigation } from '../../lib/navigation.ts';
import { useLanguage } from '../../lib/settings-store.ts';
import { Screen } from '../../ui/screen.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../ui/states.tsx';
import { StatusMark, type Tone } from '../../ui/status-mark.tsx';
import { FilterPane } from './filters/filter-pane.tsx';
import { LinesPane } from './grid/lines-pane.tsx';
import { filterOf } from './place-filter.ts';
import { ProofPane } from './proof/proof-pane.tsx';
import classes from './run-view.module.css';
import { useFacets, useSummary } from './use-run.ts';
import { changeView, useReconcileView } from './view-store.ts';
import { RunWorkBar } from './work/run-work-bar.tsx';

const VERDICT_TONES: Readonly<Record<ResultSummary['verdict'], Tone>> = {
  tied: 'good',
  variances: 'warn',
  blocked: 'bad',
  'not-reconcilable': 'bad',
};

/** From here on there is room for the filters beside the grid. */
const WIDE = 1500;

/** A run: filters, lines and the proof of the one that is looked at. */
export function RunView({ runId }: { readonly runId: string }): ReactElement {
  const { t } = useTranslation('reconcile');
  const language = useLanguage();
  const summary = useSummary(runId);
  const facets = useFacets(runId);
  const about = useNavigation((place) => place.about);
  const [hasFilters, setFilters] = useState(() => window.innerWidth >= WIDE);
  const active = useReconcileView((view) => view.active);
  useEffect(() => {
    if (useReconcileView.getState().runId !== runId) changeView({ runId });
  }, [runId]);
  useEffect(() => {
    const place = filterOf(about);
    if (place) changeView({ filter: place.filter, ...(place.level ? { level: place.level } : {}) });
  }, [about]);

  const error = summary.error ?? facets.error;
  if (error)
    return (
      <Screen title={t('heading')}>
        <ErrorState error={error.wireError} onRetry={() => void summary.refetch()} />
      </Screen>
    );
  if (!summary.data || !facets.data)
    return (
      <Screen title={t('heading')}>
        <LoadingState rows={12} />
      </Screen>
    );
  const { data } = summary;
  return (
    <Screen
      layout="fill"
      title={`${t('heading')} · ${formatPeriod(data.period, language)}`}
      actions={data.lines > 0 && <RunWorkBar runId={runId} />}
      description={
        <span className={classes['about']}>
          <StatusMark tone={VERDICT_TONES[data.verdict]}>
            {DOMAIN_WORDS[language].verdicts[data.verdict]}
          </StatusMark>
          <span>
            {t('coverage', {
              audited: formatCount(data.coverage.audited, language),
              rows: formatCount(data.coverage.invoiceRows, language),
              share: formatPercent(data.coverage.amountShare),
            })}
          </span>
          <span className="quiet">{t('ranAt', { moment: formatMoment(data.generatedAt, language) })}</span>
        </span>
      }
    >
      {data.lines === 0 ? (
        <EmptyState
          title={t('nothingCompared.title')}
          text={t('nothingCompared.text')}
          actions={
            <Button
              onClick={() => {
                goTo('checks');
              }}
            >
              {t('nothingCompared.action')}
            </Button>
          }
        />
      ) : (
        <div className={classes['panes']} data-filters={hasFilters} data-proof={active !== undefined}>
          {hasFilters && <FilterPane runId={runId} facets={facets.data} currency={data.currency} />}
          <LinesPane
            runId={runId}
            currency={data.currency}
            facets={facets.data}
            lines={data.lines}
            hasFilters={hasFilters}
            onFilters={setFilters}
          />
          {active !== undefined && <ProofPane runId={runId} row={active} currency={data.currency} />}
        </div>
      )}
    </Screen>
  );
}
