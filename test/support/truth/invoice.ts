/** What a partner is billed: rows made from the usage, before faults and before a file is written. */
import type { Span } from './calendar.ts';
import { divide, exact, round, sum, times, type Exact, type Mode } from './exact.ts';
import { consumerKey, SERVICES, type Consumer, type Customer, type World } from './world.ts';

export type Basis = 'user-days' | 'user-months' | 'user-months-30';
export type Grain = 'partner' | 'customer' | 'user';
export type RowKind =
  'charge' | 'credit' | 'adjustment' | 'tax' | 'fee' | 'rounding' | 'subtotal' | 'total' | 'blank';

/** The columns an invoice may have. */
export const FIELDS = [
  'invoiceNumber',
  'lineNumber',
  'subscription',
  'customerId',
  'customerName',
  'consumerId',
  'sku',
  'description',
  'chargeType',
  'start',
  'end',
  'quantity',
  'unitPrice',
  'amount',
  'currency',
] as const;
export type Field = (typeof FIELDS)[number];

/** One row of the invoice. Charges carry the ids by which the truth knows them. */
export interface BilledRow {
  kind: RowKind;
  subscription?: string;
  sku?: string;
  customer?: Customer;
  consumer?: Consumer;
  window?: Span;
  quantity?: Exact;
  unitPrice?: Exact;
  amount?: Exact;
  description?: string;
  chargeType?: string;
  /** Cells written otherwise than their value says: another spelling of an id, or something unreadable. */
  texts?: Partial<Record<Field, string>>;
  /** The row can't be read: it takes no part in any sum, though `amount` may say what was meant. */
  quarantined?: boolean;
  /** The codes that an explanation of this row's key must hold. */
  because?: string[];
}

export interface BillingTerms {
  readonly grain: Grain;
  readonly basis: Basis;
  /** Undefined for user-days, which need no rounding. */
  readonly decimals?: number;
  readonly rounding?: Mode;
  readonly prices: Readonly<Record<string, string>>;
  readonly currencyDecimals?: number;
  readonly window?: Span;
}

/** How many days make one unit. */
export const unitDays = (basis: Basis, days: number): bigint =>
  basis === 'user-days' ? 1n : basis === 'user-months-30' ? 30n : BigInt(days);

/** User-days in the invoice's unit. */
export const inUnit = (
  userDays: Exact,
  terms: Pick<BillingTerms, 'basis' | 'decimals' | 'rounding'>,
  days: number,
): Exact =>
  terms.basis === 'user-days'
    ? userDays
    : divide(userDays, unitDays(terms.basis, days), terms.decimals ?? 2, terms.rounding ?? 'half-up');

/** The amount of a quantity, in the currency's smallest unit. */
export const priced = (quantity: Exact, unitPrice: Exact, currencyDecimals = 2): Exact =>
  round(times(quantity, unitPrice), currencyDecimals);

/** Bills the usage as it is, one row for each key, in the order of the usage. */
export function bill(world: World, terms: BillingTerms): BilledRow[] {
  const rows = new Map<string, { row: BilledRow; userDays: Exact }>();
  for (const holding of world.holdings) {
    const parts = [holding.subscription, holding.sku];
    if (terms.grain !== 'partner') parts.push(holding.customer.orgId);
    if (terms.grain === 'user') parts.push(consumerKey(holding.consumer));
    const key = parts.join('|');
    const known = rows.get(key);
    if (known) {
      known.userDays += holding.userDays;
      continue;
    }
    const row: BilledRow = {
      kind: 'charge',
      subscription: holding.subscription,
      sku: holding.sku,
      window: terms.window ?? world.period,
      description: SERVICES[holding.sku]?.[1] ?? holding.sku,
      chargeType: 'Recurring',
    };
    if (terms.grain !== 'partner') row.customer = holding.customer;
    if (terms.grain === 'user') row.consumer = holding.consumer;
    rows.set(key, { row, userDays: holding.userDays });
  }
  return [...rows.values()].map(({ row, userDays }) => {
    const unitPrice = exact(terms.prices[row.sku ?? ''] ?? '10');
    const quantity = inUnit(userDays, terms, world.days);
    return { ...row, quantity, unitPrice, amount: priced(quantity, unitPrice, terms.currencyDecimals) };
  });
}

/** Gives a row another quantity, and the amount that goes with it. */
export function rebill(row: BilledRow, quantity: Exact, currencyDecimals = 2): void {
  row.quantity = quantity;
  row.amount = priced(quantity, row.unitPrice ?? 0n, currencyDecimals);
}

/** Gives a row another price, and the amount that goes with it. */
export function reprice(row: BilledRow, unitPrice: Exact, currencyDecimals = 2): void {
  row.unitPrice = unitPrice;
  row.amount = priced(row.quantity ?? 0n, unitPrice, currencyDecimals);
}

/** The sum of the amounts of the rows that are no subtotals. */
export const amountOf = (rows: readonly BilledRow[]): Exact =>
  sum(rows.filter((row) => row.kind !== 'subtotal' && row.kind !== 'total').map((row) => row.amount ?? 0n));

export interface Words {
  readonly subtotal: string;
  readonly tax: string;
  readonly total: string;
}
export const ENGLISH: Words = { subtotal: 'Subtotal', tax: 'Tax', total: 'Total' };
export const JAPANESE: Words = { subtotal: '小計', tax: '消費税', total: '合計' };

export interface Closing {
  readonly words?: Words;
  /** A subtotal after each customer's (or SKU's) rows. */
  readonly subtotals?: boolean;
  /** A blank row after each block. */
  readonly blanks?: boolean;
  /** Rows between the charges and the totals: credits and the like. */
  readonly others?: readonly BilledRow[];
  /** Percent of the sum, rounded to the currency. */
  readonly taxPercent?: number;
  readonly currencyDecimals?: number;
  /** A row with the sum of everything before tax. */
  readonly netTotal?: boolean;
  /** False for an invoice that states no total. */
  readonly total?: boolean;
  /** Added to the stated total, so that it does not add up. */
  readonly misstatedBy?: Exact;
}

/** Adds subtotals, blank rows, other rows, tax and the grand total below the charges. */
export function close(charges: readonly BilledRow[], closing: Closing = {}): BilledRow[] {
  const words = closing.words ?? ENGLISH;
  const rows: BilledRow[] = [];
  if (closing.subtotals === true) {
    const blocks = new Map<string, BilledRow[]>();
    for (const charge of charges) {
      const key = charge.customer?.orgId ?? charge.sku ?? '';
      const block = blocks.get(key);
      if (block) block.push(charge);
      else blocks.set(key, [charge]);
    }
    for (const block of blocks.values()) {
      rows.push(...block);
      rows.push({ kind: 'subtotal', description: words.subtotal, amount: amountOf(block) });
      if (closing.blanks === true) rows.push({ kind: 'blank' });
    }
  } else {
    rows.push(...charges);
    if (closing.blanks === true) rows.push({ kind: 'blank' });
  }
  rows.push(...(closing.others ?? []));
  const net = amountOf(rows);
  if (closing.netTotal === true) rows.push({ kind: 'subtotal', description: words.subtotal, amount: net });
  let tax = 0n;
  if (closing.taxPercent !== undefined) {
    tax = round(times(net, exact(closing.taxPercent) / 100n), closing.currencyDecimals ?? 2);
    rows.push({ kind: 'tax', description: words.tax, amount: tax });
  }
  if (closing.total !== false)
    rows.push({ kind: 'total', description: words.total, amount: net + tax + (closing.misstatedBy ?? 0n) });
  return rows;
}
