import type { ReactElement } from 'react';
import type { ProofInvoiceRow } from '#shared/ipc/contract/result-proof.ts';
import { Money, Quantity } from '../../../ui/figures.tsx';
import { Address } from '../proof/address.tsx';
import classes from './work.module.css';

/** Which invoice row a dialog is about: its place, what it says, and its figures. */
export function RowFacts({
  row,
  currency,
}: {
  readonly row: ProofInvoiceRow;
  readonly currency: string | null;
}): ReactElement {
  return (
    <div className={classes['rowFacts']}>
      <Address {...row} />
      {row.description !== null && <p>{row.description}</p>}
      <p>
        <Quantity value={row.quantity} /> × <Money value={row.unitPrice} currency={currency} /> ={' '}
        <strong>
          <Money value={row.amount} currency={currency} withCurrency />
        </strong>
      </p>
    </div>
  );
}
