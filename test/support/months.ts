import { parseDecimal, type Micros } from '#core/decimal/micros.ts';
import type { InvoiceDocument, InvoiceRow, RowClass, StatedTotal } from '#core/invoice/invoice-row.ts';
import { parsePeriod, parsePlainDate, type Period } from '#core/period.ts';
import type { ReconcileParameters } from '#core/reconcile/parameters.ts';
import { reconcile } from '#core/reconcile/reconcile.ts';
import { toResultBody } from '#core/reconcile/to-result-body.ts';
import type { LineDocument, ResultBody } from '#core/reconcile/result-document.ts';
import type { UsageLevel } from '#core/usage/usage-row.ts';
import { memoryUsage, type TestUsage } from './memory-usage.ts';

/** October 2026: 31 days. */
export const OCTOBER = periodOf('2026-10-01..2026-10-31');

/** A charge for tests; figures as decimal text. */
export interface TestCharge {
  readonly sku: string;
  readonly quantity?: string;
  readonly price?: string;
  readonly amount: string;
  readonly subscription?: string;
  readonly customer?: string;
  readonly consumer?: string;
  readonly start?: string;
  readonly end?: string;
  readonly unitOfMeasure?: string;
  readonly rowClass?: RowClass;
  readonly quarantined?: boolean;
  readonly lineNumber?: string;
}

/** A month for tests. */
export interface TestMonth {
  readonly charges: readonly TestCharge[];
  readonly usage: Partial<Record<UsageLevel, readonly TestUsage[]>>;
  readonly statedTotals?: Partial<Record<StatedTotal['kind'], string>>;
  readonly currency?: string;
  readonly parameters?: Partial<ReconcileParameters>;
  readonly quarantinedUsageRows?: number;
}

/** A period from its text. */
export function periodOf(text: string): Period {
  const period = parsePeriod(text);
  if (!period) throw new Error(`no period: ${text}`);
  return period;
}

/** Exact micros from decimal text. */
export function amountOf(text: string): Micros {
  const parsed = parseDecimal(text);
  if (!parsed) throw new Error(`no decimal: ${text}`);
  return parsed.value;
}

const DEFAULTS: ReconcileParameters = {
  period: undefined,
  unitBasis: 'auto',
  unitDecimals: undefined,
  rounding: undefined,
  roundingGrain: undefined,
  tolerance: { quantity: undefined, amount: undefined, percent: amountOf('0'), cap: undefined },
  priceBook: undefined,
  aliases: [],
};

/** An invoice row as the importer would have read it. */
export function invoiceRow(charge: TestCharge, index: number): InvoiceRow {
  return {
    ref: { source: 'invoice', sheet: 'Usage', row: index + 2 },
    rowClass: charge.rowClass ?? 'charge',
    classRule: 'test',
    quarantined: charge.quarantined ?? false,
    flags: [],
    raw: [
      charge.lineNumber ?? '',
      charge.subscription ?? 'Sub100',
      charge.sku,
      charge.customer ?? '',
      charge.consumer ?? '',
      charge.quantity ?? '',
      charge.price ?? '',
      charge.amount,
      charge.start ?? '',
    ],
    subscriptionId: charge.subscription ?? 'Sub100',
    sku: charge.sku,
    amount: amountOf(charge.amount),
    ...(charge.lineNumber === undefined ? {} : { lineNumber: charge.lineNumber }),
    ...(charge.customer === undefined ? {} : { customerId: charge.customer }),
    ...(charge.consumer === undefined ? {} : { consumerId: charge.consumer }),
    ...(charge.unitOfMeasure === undefined ? {} : { unitOfMeasure: charge.unitOfMeasure }),
    ...(charge.quantity === undefined ? {} : { quantity: amountOf(charge.quantity) }),
    ...(charge.price === undefined ? {} : { unitPrice: amountOf(charge.price) }),
    ...dateField('chargeStart', charge.start ?? OCTOBER.start),
    ...dateField('chargeEnd', charge.end ?? OCTOBER.end),
  };
}

function dateField(name: 'chargeStart' | 'chargeEnd', text: string): Partial<InvoiceRow> {
  const date = parsePlainDate(text);
  return date === undefined ? {} : { [name]: date };
}

/** Reconciles a test month and writes the result document's body. */
export function reconcileMonth(month: TestMonth): ResultBody {
  const rows = month.charges.map(invoiceRow);
  const document: InvoiceDocument = {
    number: 'INV-1',
    date: undefined,
    currency: month.currency ?? 'USD',
    statedTotals: Object.entries(month.statedTotals ?? {}).map(([kind, amount]) => ({
      kind: kind as StatedTotal['kind'],
      amount: amountOf(amount),
      ref: { source: 'invoice', sheet: 'Usage', row: rows.length + 2 },
    })),
    columns: ['Line', 'Subscription', 'SKU', 'Customer', 'User', 'Quantity', 'Price', 'Amount', 'Start'],
    rows,
  };
  const result = reconcile({
    invoices: [document],
    usage: memoryUsage(month.usage, OCTOBER),
    usageLeftOut: { quarantinedRows: month.quarantinedUsageRows ?? 0, outsidePeriodRows: 0 },
    period: month.parameters?.period ?? OCTOBER,
    parameters: { ...DEFAULTS, ...month.parameters },
    sources: [{ kind: 'invoice', source: 'invoice', rows: rows.length, level: null }],
    issues: [],
  });
  return toResultBody(result, (source) => source);
}

/** The one line of a key. */
export function lineOf(body: ResultBody, sku: string, customer?: string): LineDocument {
  const found = body.lines.filter(
    (line) => line.sku === sku && (customer === undefined || line.customerOrgId === customer),
  );
  if (found.length !== 1 || !found[0]) throw new Error(`${found.length} lines for ${sku} ${customer ?? ''}`);
  return found[0];
}

/** The explanation codes of a line. */
export const codesOf = (line: LineDocument): readonly string[] => line.explanations.map(({ code }) => code);
