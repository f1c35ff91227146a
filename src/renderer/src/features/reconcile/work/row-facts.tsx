import type { ReactElement } from 'react';
import type { ProofInvoiceRow } from '#shared/ipc/contract/result-proof.ts';
import { Address } from '../proof/address.tsx';
import { RowArithmetic } from '../proof/row-arithmetic.tsx';
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
        <RowArithmetic row={row} currency={currency} withCurrency />
      </p>
    </div>
  );
}
