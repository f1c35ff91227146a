import { BarChart } from '@mantine/charts';
import { SegmentedControl } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { WireTrendPoint } from '#shared/ipc/contract/periods.ts';
import { api } from '../../lib/api.ts';
import { useApiQuery } from '../../lib/api-query.ts';
import { formatMoney, formatMoneyDifference, formatPeriod } from '../../lib/format/format.ts';
import { periodKey } from '../../lib/period-choice.ts';
import { useLanguage } from '../../lib/settings-store.ts';
import { Panel } from '../../ui/panel.tsx';
import { TrendTable } from './trend-table.tsx';
import { mainCurrency } from './trend-currency.ts';
import classes from './trend.module.css';

/** How the months went: invoiced against expected, and the variance below, as a chart or as a table. */
export function Trend(): ReactElement | null {
  const { t } = useTranslation('periods');
  const { data } = useApiQuery(['periods:get-trend'], () => api().periods.getTrend());
  const [view, setView] = useState<'chart' | 'table'>('chart');
  const points = data?.points ?? [];
  if (points.length === 0) return null;
  const currency = mainCurrency(points);
  const shown = points.filter((point) => point.currency === currency);
  const hasChart = shown.length > 1;
  return (
    <Panel
      title={t('trend.heading')}
      actions={
        hasChart && (
          <SegmentedControl
            aria-label={t('trend.view')}
            value={view}
            onChange={(value) => {
              setView(value === 'table' ? 'table' : 'chart');
            }}
            data={[
              { value: 'chart', label: t('trend.chart') },
              { value: 'table', label: t('trend.table') },
            ]}
          />
        )
      }
    >
      {hasChart && view === 'chart' ? (
        <>
          <TrendChart points={shown} currency={currency} />
          {shown.length < points.length && <p className="quiet">{t('trend.otherCurrency')}</p>}
          <div className="for-readers">
            <TrendTable points={points} />
          </div>
        </>
      ) : (
        <>
          <TrendTable points={points} />
          {!hasChart && <p className="quiet">{t('trend.later')}</p>}
        </>
      )}
    </Panel>
  );
}

function TrendChart({
  points,
  currency,
}: {
  readonly points: readonly WireTrendPoint[];
  readonly currency: string | null;
}): ReactElement {
  const { t } = useTranslation('periods');
  const language = useLanguage();
  const labelOf = (point: WireTrendPoint): string => formatPeriod(point.period, language);
  // Numbers only place the bars: what is read as a figure is the exact text.
  const rows = points.map((point) => ({
    period: labelOf(point),
    invoiced: Number(point.totals.invoiced),
    expected: Number(point.totals.expected),
    variance: Number(point.totals.variance),
  }));
  const exactOf = (label: unknown): WireTrendPoint | undefined =>
    points.find((point) => labelOf(point) === label);
  const tooltip = {
    content: ({ label }: { readonly label?: unknown }) => <PointTooltip point={exactOf(label)} />,
  };
  const common = {
    data: rows,
    dataKey: 'period',
    tickLine: 'none',
    gridAxis: 'x',
    withTooltip: true,
    tooltipProps: tooltip,
    tooltipAnimationDuration: 0,
    barProps: { isAnimationActive: false },
    valueFormatter: (value: number) => axisFigure(value, language),
    yAxisProps: { width: 72 },
  } as const;
  const [first, last] = [points[0], points.at(-1)];
  return (
    <figure
      className={classes['figure']}
      role="img"
      aria-label={t('trend.summary', {
        currency: currency ?? '',
        count: points.length,
        first: first ? labelOf(first) : '',
        last: last ? labelOf(last) : '',
      })}
    >
      <ul className={classes['legend']} aria-hidden="true">
        <li data-series="invoiced">{t('trend.invoiced')}</li>
        <li data-series="expected">{t('trend.expected')}</li>
        <li data-series="variance">
          {t('trend.variance')} ({currency})
        </li>
      </ul>
      <BarChart
        {...common}
        h={180}
        withXAxis={false}
        series={[
          { name: 'invoiced', label: t('trend.invoiced'), color: 'var(--accent)' },
          { name: 'expected', label: t('trend.expected'), color: 'var(--edge)' },
        ]}
        maxBarWidth={28}
        key={`${periodKey(points[0]?.period ?? { start: '', end: '' })}-above`}
      />
      <BarChart
        {...common}
        h={110}
        series={[{ name: 'variance', label: t('trend.variance'), color: 'var(--warn)' }]}
        maxBarWidth={28}
        referenceLines={[{ y: 0, color: 'var(--edge)' }]}
      />
    </figure>
  );
}

/** A figure of an axis: rounded, and only there to read off heights. */
const axisFigure = (value: number, language: string): string =>
  new Intl.NumberFormat(language, { notation: 'compact', maximumFractionDigits: 1 }).format(value);

function PointTooltip({ point }: { readonly point: WireTrendPoint | undefined }): ReactElement | null {
  const { t } = useTranslation('periods');
  const language = useLanguage();
  if (point === undefined) return null;
  const { totals, currency } = point;
  return (
    <dl className={classes['tooltip']}>
      <div>
        <dt>{formatPeriod(point.period, language)}</dt>
        <dd>{currency}</dd>
      </div>
      <div>
        <dt>{t('trend.invoiced')}</dt>
        <dd>{formatMoney(totals.invoiced, currency)}</dd>
      </div>
      <div>
        <dt>{t('trend.expected')}</dt>
        <dd>{formatMoney(totals.expected, currency)}</dd>
      </div>
      <div>
        <dt>{t('trend.variance')}</dt>
        <dd>{formatMoneyDifference(totals.variance, currency)}</dd>
      </div>
    </dl>
  );
}
