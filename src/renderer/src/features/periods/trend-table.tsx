import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { WireTrendPoint } from '#shared/ipc/contract/periods.ts';
import { DOMAIN_WORDS } from '#shared/messages/domain-words.ts';
import { formatPercent, formatPeriod } from '../../lib/format/format.ts';
import { periodKey } from '../../lib/period-choice.ts';
import { useLanguage } from '../../lib/settings-store.ts';
import { Money, MoneyDifference } from '../../ui/figures.tsx';

/** The trend's exact figures, newest first. */
export function TrendTable({ points }: { readonly points: readonly WireTrendPoint[] }): ReactElement {
  const { t } = useTranslation('periods');
  const language = useLanguage();
  return (
    <table className="table">
      <caption className="for-readers">{t('trend.caption')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('period')}</th>
          <th scope="col" className="figures">
            {t('trend.invoiced')}
          </th>
          <th scope="col" className="figures">
            {t('trend.expected')}
          </th>
          <th scope="col" className="figures">
            {t('trend.variance')}
          </th>
          <th scope="col" className="figures">
            {t('trend.coverage')}
          </th>
          <th scope="col">{t('verdict')}</th>
        </tr>
      </thead>
      <tbody>
        {points.toReversed().map(({ period, totals, currency, amountShare, verdict }) => (
          <tr key={periodKey(period)}>
            <th scope="row">{formatPeriod(period, language)}</th>
            <td className="figures">
              <Money value={totals.invoiced} currency={currency} withCurrency />
            </td>
            <td className="figures">
              <Money value={totals.expected} currency={currency} withCurrency />
            </td>
            <td className="figures">
              <MoneyDifference value={totals.variance} currency={currency} withCurrency />
            </td>
            <td className="figures">{formatPercent(amountShare)}</td>
            <td>{DOMAIN_WORDS[language].verdicts[verdict]}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
