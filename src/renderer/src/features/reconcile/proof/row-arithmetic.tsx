import type { ReactElement } from 'react';
import type { ProofInvoiceRow } from '#shared/ipc/contract/result-proof.ts';
import { Money, Quantity } from '../../../ui/figures.tsx';

/** An invoice row's own arithmetic: `18 × 8.25 = 148.50`. */
export const RowArithmetic = ({
  row,
  currency,
  withCurrency = false,
}: {
  readonly row: ProofInvoiceRow;
  readonly currency: string | null;
  readonly withCurrency?: boolean;
}): ReactElement => (
  <>
    <Quantity value={row.quantity} /> × <Money value={row.unitPrice} currency={currency} /> ={' '}
    <strong>
      <Money value={row.amount} currency={currency} withCurrency={withCurrency} />
    </strong>
  </>
);
