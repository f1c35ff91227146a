import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { LineTotals } from '#shared/ipc/contract/result-lines.ts';
import { formatCount, formatMoneyDifference } from '../../../lib/format/format.ts';
import { useLanguage } from '../../../lib/settings-store.ts';
import { Money, MoneyDifference } from '../../../ui/figures.tsx';
import classes from './lines-pane.module.css';

/** What the lines that are shown come to. Over and under stand apart: a sum in which they cancel out is no agreement. */
export function LineFigures({
  totals,
  currency,
  lines,
}: {
  readonly totals: LineTotals;
  readonly currency: string | null;
  readonly lines: number;
}): ReactElement {
  const { t } = useTranslation('reconcile');
  const language = useLanguage();
  return (
    <>
      <dl className={classes['figures']} aria-label={t('figures.label')}>
        <div className={classes['figure']}>
          <dt>{t('figures.invoiced')}</dt>
          <dd>
            <Money value={totals.invoicedAmount} currency={currency} withCurrency />
          </dd>
        </div>
        <div className={classes['figure']}>
          <dt>{t('figures.expected')}</dt>
          <dd>
            <Money value={totals.expectedAmount} currency={currency} withCurrency />
          </dd>
        </div>
        <div className={classes['figure']}>
          <dt>{t('figures.variance')}</dt>
          <dd>
            <MoneyDifference value={totals.varianceAmount} currency={currency} withCurrency />{' '}
            <small>
              {t('figures.over', { amount: formatMoneyDifference(totals.over, currency) })} ·{' '}
              {t('figures.under', { amount: formatMoneyDifference(totals.under, currency) })}
            </small>
          </dd>
        </div>
        <div className={classes['figure']}>
          <dt>{t('figures.differences')}</dt>
          <dd>
            {formatCount(totals.differences, language)}{' '}
            <small>{t('figures.ofLines', { lines: formatCount(lines, language) })}</small>
          </dd>
        </div>
      </dl>
      {totals.unpriced > 0 && (
        <p className="warn-text">{t('figures.unpriced', { count: totals.unpriced })}</p>
      )}
    </>
  );
}
