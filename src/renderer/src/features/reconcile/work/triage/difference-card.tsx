import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { hasChangedSince, type LineState } from '#core/work/line-state.ts';
import { DOMAIN_WORDS } from '#shared/messages/domain-words.ts';
import { api } from '../../../../lib/api.ts';
import { useApiQuery } from '../../../../lib/api-query.ts';
import { formatDay, formatMoneyDifference } from '../../../../lib/format/format.ts';
import { useLanguage } from '../../../../lib/settings-store.ts';
import { Money, MoneyDifference, Quantity, QuantityDifference } from '../../../../ui/figures.tsx';
import { FoundCauses } from './found-causes.tsx';
import { LineEvidence } from './line-evidence.tsx';
import { reasonText } from '../reason-text.ts';
import { WorkStatus } from '../work-status.tsx';
import type { OfferedReason } from '../work-acts.ts';
import classes from './triage.module.css';
import type { Difference } from './use-triage.ts';

/** A difference with everything that one needs to decide on it. */
export function DifferenceCard({
  runId,
  line,
  state,
  offered,
  currency,
  asking,
}: {
  readonly runId: string;
  readonly line: Difference;
  readonly state: LineState;
  readonly offered: OfferedReason | undefined;
  readonly currency: string | null;
  /** The form for a reason, while one is asked for; it takes the place of the decision. */
  readonly asking: ReactElement | undefined;
}): ReactElement {
  const { t } = useTranslation('work');
  const language = useLanguage();
  const words = DOMAIN_WORDS[language];
  const { data: proof } = useApiQuery(['results:get-proof', runId, line.position], () =>
    api().results.getProof({ runId, position: line.position }),
  );
  const own = proof?.position === line.position ? proof : undefined;
  const amountText = (amount: string | null): string =>
    amount === null ? t('line.unknownAmount') : formatMoneyDifference(amount, currency);
  const hasChanged = hasChangedSince(state, {
    quantity: line.varianceQuantity ?? '0',
    amount: line.varianceAmount,
  });
  return (
    <article className={classes['card']} data-line={line.lineKey}>
      <div className={classes['main']}>
        <header>
          <p className={classes['direction']} data-direction={line.direction}>
            {t(`triage.${line.direction}`)}
            {line.class !== null && <> · {words.classes[line.class]}</>}
          </p>
          <p className={classes['amount']}>
            <MoneyDifference value={line.varianceAmount} currency={currency} withCurrency />
          </p>
          <h2 className={classes['name']}>
            {line.customerName ?? line.customerExternalId ?? line.customerOrgId ?? line.sku}
          </h2>
          <p className={classes['ids']}>
            {[line.sku, line.subscriptionId, line.customerExternalId, line.consumerId]
              .filter((id) => id !== null)
              .join(' · ')}
          </p>
        </header>
        <table className={classes['figures']}>
          <thead>
            <tr>
              <td />
              <th scope="col">{t('triage.sides.invoice')}</th>
              <th scope="col">{t('triage.sides.expected')}</th>
              <th scope="col">{t('triage.sides.difference')}</th>
            </tr>
          </thead>
          <tbody>
            <Figures
              label={t('triage.quantity')}
              cells={[
                <Quantity key="i" value={line.invoicedQuantity} />,
                <Quantity key="e" value={line.expectedQuantity} />,
                <QuantityDifference key="d" value={line.varianceQuantity} />,
              ]}
            />
            <Figures
              label={t('triage.price')}
              cells={[
                <Money key="i" value={line.invoicedPrice} currency={currency} />,
                <Money key="e" value={line.expectedPrice} currency={currency} />,
                null,
              ]}
            />
            <Figures
              label={t('triage.amount')}
              cells={[
                <Money key="i" value={line.invoicedAmount} currency={currency} />,
                <Money key="e" value={line.expectedAmount} currency={currency} />,
                <MoneyDifference key="d" value={line.varianceAmount} currency={currency} />,
              ]}
            />
          </tbody>
        </table>
      </div>
      <div className={classes['beside']}>
        <FoundCauses line={own?.line} currency={currency} />
        {asking ?? (
          <div className={classes['decision']}>
            <p>
              <WorkStatus status={state.status} />
            </p>
            {state.reason !== undefined && state.status !== 'open' && (
              <p>{reasonText({ reason: state.reason, note: state.note }, language)}</p>
            )}
            {state.assignee !== undefined && (
              <p>
                {t('line.assignee')}: {state.assignee}
              </p>
            )}
            {state.due !== undefined && (
              <p>
                {t('line.due')}: {formatDay(state.due, language)}
              </p>
            )}
            {hasChanged && (
              <p className={classes['changed']}>
                {t('line.changed', {
                  was: amountText(state.judged?.amount ?? null),
                  is: amountText(line.varianceAmount),
                })}
              </p>
            )}
            <p className="quiet" data-offered={offered?.reason}>
              {offered === undefined
                ? t('triage.noReason')
                : t('triage.withReason', { reason: reasonText(offered, language) })}
            </p>
          </div>
        )}
      </div>
      {own !== undefined && <LineEvidence proof={own} />}
    </article>
  );
}

const Figures = ({
  label,
  cells,
}: {
  readonly label: string;
  readonly cells: readonly ReactNode[];
}): ReactElement => (
  <tr>
    <th scope="row">{label}</th>
    {cells.map((cell, index) => (
      <td key={index}>{cell}</td>
    ))}
  </tr>
);
