import { useEffect, type ReactElement } from 'react';
import type { WirePeriodOverview } from '#shared/ipc/contract/periods.ts';
import { DOMAIN_WORDS } from '#shared/messages/domain-words.ts';
import { formatSignedAmount } from '#shared/format/decimal-text.ts';
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { formatCount, formatDays } from '../../lib/format/format.ts';
import { useLanguage } from '../../lib/settings-store.ts';
import { followPeriods, usePeriods, writeWorkbook } from './period-store.ts';

/** What the workspace holds, period by period. */
export function PeriodList(): ReactElement {
  const { t } = useTranslation('periods');
  const periods = usePeriods((state) => state.periods);
  const withoutPeriod = usePeriods((state) => state.withoutPeriod);
  useEffect(followPeriods, []);
  return (
    <section className="panel" aria-labelledby="periods-heading" data-loaded={periods !== undefined}>
      <h2 id="periods-heading">{t('heading')}</h2>
      {periods?.length === 0 && <p className="quiet">{t('empty')}</p>}
      {periods !== undefined && periods.length > 0 && (
        <div className="scroll">
          <table className="table" aria-labelledby="periods-heading">
            <thead>
              <tr>
                <th scope="col">{t('period')}</th>
                <th scope="col">{t('invoices')}</th>
                <th scope="col">{t('reports')}</th>
                <th scope="col">{t('lastRun')}</th>
              </tr>
            </thead>
            <tbody>
              {periods.map((period) => (
                <PeriodRow key={period.period.start + period.period.end} overview={period} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {withoutPeriod.length > 0 && (
        <p className="quiet">
          {t('withoutPeriod')}: {withoutPeriod.map(({ fileName }) => fileName).join(', ')}
        </p>
      )}
    </section>
  );
}

function PeriodRow({ overview }: { readonly overview: WirePeriodOverview }): ReactElement {
  const { t } = useTranslation('periods');
  const language = useLanguage();
  const { levels } = DOMAIN_WORDS[language];
  return (
    <tr>
      <th scope="row" className="figures">
        {formatDays(overview.period, language)}
      </th>
      <td>
        {overview.invoices.length === 0 && t('none')}
        {overview.invoices.map(({ batchId, fileName, currency }) => (
          <p key={batchId} className="name">
            {fileName} {currency !== null && <span className="quiet">{currency}</span>}
          </p>
        ))}
      </td>
      <td>
        {overview.reports.length === 0 && t('none')}
        {overview.reports.map(({ batchId, fileName, level }) => (
          <p key={batchId} className="name">
            {fileName} <span className="quiet">{levels[level]}</span>
          </p>
        ))}
      </td>
      <td>
        <LastRun overview={overview} />
      </td>
    </tr>
  );
}

function LastRun({ overview }: { readonly overview: WirePeriodOverview }): ReactElement {
  const { t } = useTranslation('periods');
  const language = useLanguage();
  const { lastRun } = overview;
  const summary = usePeriods(({ summaries }) => (lastRun ? summaries[lastRun.runId] : undefined));
  if (!lastRun) return <span className="quiet">{t('notReconciled')}</span>;
  // Until its coverage is there, nothing is said: a verdict alone could be taken for more than it is.
  if (!summary) return <span className="quiet">…</span>;
  const { coverage, totals, currency } = summary;
  return (
    <>
      <p className={summary.verdict === 'tied' ? 'good-text' : 'warn-text'} data-verdict={summary.verdict}>
        {DOMAIN_WORDS[language].verdicts[summary.verdict]}
      </p>
      <p className="figures">
        {t('coverage', {
          audited: formatCount(coverage.audited, language),
          rows: formatCount(coverage.invoiceRows, language),
        })}
      </p>
      <p className="figures">
        {t('variance', { amount: formatSignedAmount(totals.variance, currency ?? undefined) })} {currency}
      </p>
      <Button
        variant="default"
        size="xs"
        onClick={() =>
          void writeWorkbook(overview, t('workbookName', { start: overview.period.start.slice(0, 7) }))
        }
      >
        {t('workbook')}
      </Button>
    </>
  );
}
