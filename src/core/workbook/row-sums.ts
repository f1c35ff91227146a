import { picos, type Picos } from '../decimal/micros.ts';
import type { VarianceRow } from './lay-out-lines.ts';

/** What the source rows that carry a row id add up to. Exact. */
export interface RowSum {
  /** Micros widened to picos. */
  readonly invoicedQuantity: Picos;
  readonly invoicedAmount: Picos;
  /** Sum of quantity x unit price. */
  readonly product: Picos;
  readonly userDays: Picos;
  readonly invoiceRows: number;
  readonly usageRows: number;
  /** 1-based position of its first invoice row within the table; 0 without any. */
  readonly firstInvoiceRow: number;
}

type MutableSum = { -readonly [Part in keyof RowSum]: RowSum[Part] };

const EMPTY: RowSum = {
  invoicedQuantity: picos(0n),
  invoicedAmount: picos(0n),
  product: picos(0n),
  userDays: picos(0n),
  invoiceRows: 0,
  usageRows: 0,
  firstInvoiceRow: 0,
};

/** Adds up source rows by the rows that they belong to, and those above them, while the rows stream past. */
export interface RowSums {
  readonly addInvoice: (
    row: VarianceRow,
    figures: { quantity: Picos; amount: Picos; product: Picos },
    position: number,
  ) => void;
  readonly addUsage: (row: VarianceRow, userDays: Picos) => void;
  /** What it adds up to by now; it changes where more rows are added. */
  readonly of: (row: VarianceRow) => RowSum;
}

/** Starts with nothing added up. */
export function rowSums(): RowSums {
  const sums: (MutableSum | undefined)[] = [];
  const sumOf = ({ place }: VarianceRow): MutableSum => (sums[place] ??= { ...EMPTY });
  const addInvoice = (
    sum: MutableSum,
    { quantity, amount, product }: Parameters<RowSums['addInvoice']>[1],
    position: number,
  ): void => {
    sum.invoicedQuantity = picos(sum.invoicedQuantity + quantity);
    sum.invoicedAmount = picos(sum.invoicedAmount + amount);
    sum.product = picos(sum.product + product);
    if (sum.invoiceRows === 0) sum.firstInvoiceRow = position;
    sum.invoiceRows += 1;
  };
  const addUsage = (sum: MutableSum, userDays: Picos): void => {
    sum.userDays = picos(sum.userDays + userDays);
    sum.usageRows += 1;
  };
  return {
    addInvoice: (row, figures, position) => {
      addInvoice(sumOf(row), figures, position);
      for (const above of row.above) addInvoice(sumOf(above), figures, position);
    },
    addUsage: (row, userDays) => {
      addUsage(sumOf(row), userDays);
      for (const above of row.above) addUsage(sumOf(above), userDays);
    },
    of: ({ place }) => sums[place] ?? EMPTY,
  };
}
