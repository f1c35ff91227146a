import { picos, type Picos } from '../decimal/micros.ts';

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

/** Adds up source rows by the ids of the rows that they belong to, while the rows stream past. */
export interface RowSums {
  readonly addInvoice: (
    id: string,
    figures: { quantity: Picos; amount: Picos; product: Picos },
    position: number,
  ) => void;
  readonly addUsage: (id: string, userDays: Picos) => void;
  /** What it adds up to by now; it changes where more rows are added. */
  readonly of: (id: string) => RowSum;
}

/** Starts with nothing added up. */
export function rowSums(): RowSums {
  const sums = new Map<string, MutableSum>();
  const sumOf = (id: string): MutableSum => {
    let sum = sums.get(id);
    if (!sum) {
      sum = { ...EMPTY };
      sums.set(id, sum);
    }
    return sum;
  };
  return {
    addInvoice: (id, { quantity, amount, product }, position) => {
      const sum = sumOf(id);
      sum.invoicedQuantity = picos(sum.invoicedQuantity + quantity);
      sum.invoicedAmount = picos(sum.invoicedAmount + amount);
      sum.product = picos(sum.product + product);
      if (sum.invoiceRows === 0) sum.firstInvoiceRow = position;
      sum.invoiceRows += 1;
    },
    addUsage: (id, userDays) => {
      const sum = sumOf(id);
      sum.userDays = picos(sum.userDays + userDays);
      sum.usageRows += 1;
    },
    of: (id) => sums.get(id) ?? EMPTY,
  };
}
