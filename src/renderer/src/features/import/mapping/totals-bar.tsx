import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { DraftSummary, DraftView } from '#shared/ipc/contract/imports.ts';
import { formatCount, formatPeriod } from '../../../lib/format/format.ts';
import { useLanguage } from '../../../lib/settings-store.ts';
import { Money, MoneyDifference, Quantity } from '../../../ui/figures.tsx';
import { StatusMark } from '../../../ui/status-mark.tsx';
import classes from './mapping.module.css';

/** What an import would bring, against what the invoice states: kept = stated, and whether it ties out. */
export function TotalsBar({ view }: { readonly view: DraftView }): ReactElement {
  const { t } = useTranslation('imports');
  const { summary } = view;
  return (
    <section
      className={classes['totals']}
      aria-label={t('totals.label')}
      aria-live="polite"
      data-tie-out={summary?.tieOut.status ?? 'unread'}
    >
      {summary === null ? (
        <p>{t('totals.unread')}</p>
      ) : (
        <>
          <TieOut summary={summary} />
          <Facts summary={summary} />
        </>
      )}
    </section>
  );
}

function TieOut({ summary }: { readonly summary: DraftSummary }): ReactElement {
  const { t } = useTranslation('imports');
  const { tieOut, currency, keptAmount } = summary;
  if (tieOut.status === 'no-data')
    return (
      <div className={classes['equation']}>
        <dl>
          <div>
            <dt>{t('totals.kept')}</dt>
            <dd>
              <Money value={keptAmount} currency={currency} withCurrency />
            </dd>
          </div>
        </dl>
        <StatusMark tone="neutral">{t('totals.noData')}</StatusMark>
      </div>
    );
  const isOk = tieOut.status === 'ok';
  return (
    <div className={classes['equation']}>
      <dl>
        <div>
          <dt>{t('totals.kept')}</dt>
          <dd>
            <Money value={tieOut.kept} currency={currency} />
          </dd>
        </div>
      </dl>
      <span className={classes['sign']} aria-hidden="true">
        {isOk ? '=' : '≠'}
      </span>
      <dl>
        <div>
          <dt>{t('totals.stated')}</dt>
          <dd>
            <Money value={tieOut.stated} currency={currency} withCurrency />
          </dd>
        </div>
        {!isOk && (
          <div>
            <dt>{t('totals.difference')}</dt>
            <dd>
              <MoneyDifference value={tieOut.difference} currency={currency} />
            </dd>
          </div>
        )}
      </dl>
      <StatusMark tone={isOk ? 'good' : 'bad'}>{t(isOk ? 'totals.ok' : 'totals.check')}</StatusMark>
    </div>
  );
}

function Facts({ summary }: { readonly summary: DraftSummary }): ReactElement {
  const { t } = useTranslation('imports');
  const language = useLanguage();
  return (
    <dl>
      <div>
        <dt>{t('totals.charges')}</dt>
        <dd>
          <Money value={summary.chargeAmount} currency={summary.currency} />
        </dd>
      </div>
      <div>
        <dt>{t('totals.quantity')}</dt>
        <dd>
          <Quantity value={summary.chargeQuantity} />
        </dd>
      </div>
      <div>
        <dt>{t('totals.rows')}</dt>
        <dd>{formatCount(summary.rows, language)}</dd>
      </div>
      <div>
        <dt>{t('totals.quarantined')}</dt>
        <dd className={summary.quarantined > 0 ? 'bad-text' : undefined}>
          {formatCount(summary.quarantined, language)}
        </dd>
      </div>
      {summary.window !== null && (
        <div>
          <dt>{t('totals.window')}</dt>
          <dd>{formatPeriod(summary.window, language)}</dd>
        </div>
      )}
      {summary.number !== null && (
        <div>
          <dt>{t('totals.number')}</dt>
          <dd>{summary.number}</dd>
        </div>
      )}
    </dl>
  );
}
