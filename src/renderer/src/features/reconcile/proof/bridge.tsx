import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { LineProof } from '#shared/ipc/contract/result-proof.ts';
import { Money, MoneyDifference, Quantity, QuantityDifference } from '../../../ui/figures.tsx';
import classes from './proof-pane.module.css';
import { ProofSection } from './proof-section.tsx';

interface Side {
  readonly quantity: string | null;
  readonly price?: string | null;
  readonly amount: string | null;
}

const COMPONENTS = ['quantity', 'price', 'lineRounding', 'unitRounding', 'unexplained'] as const;

/** Invoice, expected and difference side by side, and what the difference is made of: an addition that can be checked. */
export function Bridge({
  figures,
  currency,
  components,
  priceSource,
}: {
  readonly figures: {
    readonly invoiced: Side;
    readonly expected: Side;
    readonly variance: Side;
    readonly userDays: string;
  };
  readonly currency: string | null;
  /** Undefined for a sum; null where the expected price is unknown. */
  readonly components?: LineProof['line']['components'];
  readonly priceSource?: LineProof['line']['expected']['priceSource'];
}): ReactElement {
  const { t } = useTranslation('reconcile');
  const { invoiced, expected, variance, userDays } = figures;
  return (
    <>
      <table className={classes['bridge']} aria-label={t('proof.bridge')}>
        <thead>
          <tr>
            <td />
            <th scope="col">{t('proof.side.invoice')}</th>
            <th scope="col">{t('proof.side.expected')}</th>
            <th scope="col">{t('proof.side.difference')}</th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">{t('proof.userDays')}</th>
            <td />
            <td>
              <Quantity value={userDays} />
            </td>
            <td />
          </tr>
          <tr>
            <th scope="row">{t('proof.quantity')}</th>
            <td>
              <Quantity value={invoiced.quantity} />
            </td>
            <td>
              <Quantity value={expected.quantity} />
            </td>
            <td>
              <QuantityDifference value={variance.quantity} />
            </td>
          </tr>
          <tr>
            <th scope="row">{t('proof.price')}</th>
            <td>
              <Money value={invoiced.price ?? null} currency={currency} />
            </td>
            <td>
              <Money value={expected.price ?? null} currency={currency} />
            </td>
            <td />
          </tr>
          <tr className={classes['sum']}>
            <th scope="row">{t('proof.amount')}</th>
            <td>
              <Money value={invoiced.amount} currency={currency} />
            </td>
            <td>
              <Money value={expected.amount} currency={currency} />
            </td>
            <td>
              <MoneyDifference value={variance.amount} currency={currency} />
            </td>
          </tr>
        </tbody>
      </table>
      {priceSource !== undefined && (
        <p className="quiet">
          {priceSource === null
            ? expected.amount === null && t('proof.noPrice')
            : `${t('proof.price')}: ${t(`proof.priceFrom.${priceSource}`)}`}
        </p>
      )}
      {components !== undefined && (
        <ProofSection title={t('proof.components')}>
          {components === null ? (
            <p className="quiet">{t('proof.componentsNone')}</p>
          ) : (
            <table className={classes['components']}>
              <tbody>
                {COMPONENTS.filter((name) => components[name] !== '0').map((name) => (
                  <tr key={name}>
                    <th scope="row">{t(`proof.component.${name}`)}</th>
                    <td>
                      <MoneyDifference value={components[name]} currency={currency} />
                    </td>
                  </tr>
                ))}
                <tr className={classes['sum']}>
                  <th scope="row">{t('proof.equals')}</th>
                  <td>
                    <MoneyDifference value={variance.amount} currency={currency} />
                  </td>
                </tr>
              </tbody>
            </table>
          )}
        </ProofSection>
      )}
    </>
  );
}
