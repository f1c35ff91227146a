/** A month for workbook tests: an invoice with every kind of row and trouble, its reports, and the run's document. */
import {
  addMicros,
  formatMicros,
  micros,
  multiply,
  picosToMicros,
  type Micros,
} from '#core/decimal/micros.ts';
import type { InvoiceDocument, InvoiceRow } from '#core/invoice/invoice-row.ts';
import { reconcile } from '#core/reconcile/reconcile.ts';
import type { ReconcileParameters } from '#core/reconcile/parameters.ts';
import type { ResultDocument } from '#core/reconcile/result-document.ts';
import { toResultBody } from '#core/reconcile/to-result-body.ts';
import type { RowIssue } from '#core/source.ts';
import type { UsageLevel, UsageRow } from '#core/usage/usage-row.ts';
import type { WorkbookSources } from '#engine/exporters/workbook-sources.ts';
import { memoryUsage, type TestUsage } from './memory-usage.ts';
import { amountOf, invoiceRow, OCTOBER, type TestCharge } from './months.ts';

const FILE_NAMES = new Map([
  ['invoice', 'invoice-2026-10.xlsx'],
  ['partner', 'partner.csv'],
  ['customer', 'customer.csv'],
  ['user', 'user.csv'],
]);

/** Names that a spreadsheet program could take for something else. */
export const HOSTILE_NAMES = [
  '=SUM Holdings',
  '+49 30 12345',
  '@x Corp',
  '-Minus & Söhne <GmbH>',
  '株式会社ウェベックス',
  'O\'Neil "Quotes"',
  'Tab\there',
  'Bell\u0007 and _x0041_ text',
] as const;

/** A run and what its workbook is written from. */
export interface WorkbookMonth {
  readonly result: ResultDocument;
  readonly sources: WorkbookSources;
}

/** What a test varies. */
export interface MonthOptions {
  readonly currency?: string;
  readonly customers?: number;
  /** Without trouble the invoice ties out. */
  readonly isClean?: boolean;
  /** Which reports are held. */
  readonly levels?: readonly UsageLevel[];
  /** Which id the invoice names: none, the customer, or the user. */
  readonly grain?: UsageLevel;
  readonly description?: string;
  readonly parameters?: Partial<ReconcileParameters>;
}

const SKUS = [
  { sku: 'A-FLEX-WXC-PROF', price: '7.5', priceJpy: '820', share: 31 },
  { sku: 'A-FLEX-WXC-CMA', price: '3.25', priceJpy: '410', share: 62 },
] as const;

const idOf = (kind: string, number: number): string =>
  `${kind}000000-0000-4000-8000-${number.toString().padStart(12, '0')}`;

/** Builds the month; the same options give the same month. */
export function workbookMonth(options: MonthOptions = {}): WorkbookMonth {
  const { currency = 'USD', customers = 8, isClean = false, grain = 'customer' } = options;
  const levels = options.levels ?? ['partner', 'customer', 'user'];
  const users: TestUsage[] = [];
  const charges: (TestCharge & { name?: string })[] = [];
  for (let customer = 0; customer < customers; customer += 1) {
    for (const [index, { sku, price, priceJpy }] of SKUS.entries()) {
      const unitPrice = currency === 'JPY' ? priceJpy : price;
      let days = 0n as Micros;
      const count = 2 + ((customer * 7 + index * 3) % 5);
      for (let user = 0; user < count; user += 1) {
        const quantity = amountOf(user === 0 && customer % 3 === 1 ? '12.5' : '31');
        days = addMicros(days, quantity);
        users.push({
          subscription: 'Sub100200',
          sku,
          customer: idOf('c0', customer),
          externalId: `EXT-${customer}`,
          consumer: idOf('d0', customer * 100 + index * 10 + user),
          quantity: formatMicros(quantity),
        });
        if (grain === 'user') {
          charges.push(
            charge(sku, customer, formatMicros(micros((quantity / 31n / 10_000n) * 10_000n)), unitPrice, {
              consumer: idOf('d0', customer * 100 + index * 10 + user),
            }),
          );
        }
      }
      if (grain === 'customer') {
        charges.push(charge(sku, customer, roundedMonths(days), unitPrice, {}));
      }
    }
  }
  if (grain === 'partner') {
    for (const { sku, price } of SKUS) {
      const days = users
        .filter((row) => row.sku === sku)
        .reduce((sum, row) => sum + amountOf(row.quantity), 0n);
      const { customer: _customer, ...rest } = charge(sku, 0, roundedMonths(micros(days)), price, {});
      charges.push(rest);
    }
  }
  if (!isClean) spoil(charges, users, currency);
  const rows = charges.map((own, position) => rowOf(own, position, currency, options));
  const withTail = [...rows, ...tailRows(rows, currency, isClean)];
  return finish(withTail, users, levels, currency, options);
}

function charge(
  sku: string,
  customer: number,
  quantity: string,
  price: string,
  more: Partial<TestCharge>,
): TestCharge & { name?: string } {
  const amount = formatMicros(picosToMicros(multiply(amountOf(quantity), amountOf(price)), 'half-up'));
  const name = HOSTILE_NAMES[customer];
  return {
    sku,
    subscription: 'Sub100200',
    customer: idOf('c0', customer),
    quantity,
    price,
    amount,
    unitOfMeasure: 'user-month',
    ...(name === undefined ? {} : { name }),
    ...more,
  };
}

/** User-days to user-months of two decimals, half up. */
const roundedMonths = (days: Micros): string => {
  const hundredths = (days * 2n + 31n * 10_000n) / (31n * 10_000n * 2n);
  return formatMicros(micros(hundredths * 10_000n));
};

function spoil(charges: (TestCharge & { name?: string })[], users: TestUsage[], currency: string): void {
  const at = (index: number): TestCharge & { name?: string } => charges[index % charges.length]!;
  const duplicate = at(2);
  const overBilled = {
    ...charge(at(4).sku, 2, '99.5', at(4).price!, {}),
    ...(at(4).consumer ? { consumer: at(4).consumer! } : {}),
  };
  charges[4 % charges.length] = { ...at(4), quantity: overBilled.quantity!, amount: overBilled.amount };
  const dearer = currency === 'JPY' ? '900' : '8.125';
  const priced = charge(at(0).sku, 0, at(0).quantity!, dearer, {});
  charges[0] = { ...at(0), price: dearer, amount: priced.amount };
  charges.push({ ...duplicate });
  charges.push(charge('A-FLEX-UNKNOWN', 3, '4', currency === 'JPY' ? '100' : '2', {}));
  charges.push({ ...charge(SKUS[0].sku, 1, '1', '1', {}), quarantined: true, lineNumber: '77' });
  users.push({
    subscription: 'Sub100200',
    sku: 'A-FLEX-NOT-BILLED',
    customer: idOf('c0', 1),
    externalId: 'EXT-1',
    consumer: idOf('d0', 9001),
    quantity: '15.5',
  });
}

function rowOf(
  own: TestCharge & { name?: string },
  position: number,
  currency: string,
  options: MonthOptions,
): InvoiceRow {
  return {
    ...invoiceRow(own, position),
    currency,
    invoiceNumber: '0012345678',
    lineNumber: own.lineNumber ?? (position + 1).toString().padStart(4, '0'),
    serviceName: 'Webex Calling',
    description: options.description ?? `Webex Calling ${own.sku}`,
    ...(own.name === undefined ? {} : { customerName: own.name }),
  };
}

function tailRows(rows: readonly InvoiceRow[], currency: string, isClean: boolean): readonly InvoiceRow[] {
  const sum = rows
    .filter(({ quarantined }) => !quarantined)
    .reduce((total, { amount }) => total + (amount ?? 0n), 0n);
  const credit = isClean ? 0n : amountOf('-25');
  const tax = amountOf(currency === 'JPY' ? '1000' : '12.34');
  const make = (
    index: number,
    rowClass: InvoiceRow['rowClass'],
    label: string,
    amount: bigint,
  ): InvoiceRow => ({
    ref: { source: 'invoice', sheet: 'Usage', row: rows.length + 2 + index },
    rowClass,
    classRule: `words:${rowClass}`,
    quarantined: false,
    flags: [],
    raw: [label, '', formatMicros(micros(amount))],
    description: label,
    amount: micros(amount),
    currency,
  });
  const { amount: _amount, ...blank } = make(0, 'blank', '', 0n);
  return [
    blank,
    ...(isClean ? [] : [make(1, 'credit', 'Service credit', credit)]),
    make(2, 'subtotal', 'Subtotal', sum + credit),
    make(3, 'tax', 'Tax', tax),
    make(4, 'subtotal', 'Total', sum + credit + tax),
  ];
}

const ISSUES: readonly RowIssue[] = [
  {
    code: 'AMOUNT_UNPARSABLE',
    severity: 'error',
    source: 'invoice',
    sheet: 'Usage',
    row: 20,
    column: 'Amount',
    text: '12,5O',
  },
  {
    code: 'HIDDEN_ROW',
    severity: 'info',
    source: 'invoice',
    sheet: 'Usage',
    row: 5,
    column: undefined,
    text: undefined,
  },
];

function finish(
  rows: readonly InvoiceRow[],
  users: readonly TestUsage[],
  levels: readonly UsageLevel[],
  currency: string,
  options: MonthOptions,
): WorkbookMonth {
  const reports = reportsOf(users);
  const total = rows.at(-1)?.amount ?? micros(0n);
  const document: InvoiceDocument = {
    number: '0012345678',
    date: OCTOBER.end,
    currency,
    statedTotals: [{ kind: 'total', amount: total, ref: rows.at(-1)!.ref }],
    columns: ['Line', 'Amount'],
    rows,
  };
  const parameters: ReconcileParameters = {
    period: OCTOBER,
    unitBasis: 'auto',
    unitDecimals: undefined,
    rounding: undefined,
    roundingGrain: undefined,
    tolerance: { quantity: undefined, amount: undefined, percent: amountOf('0'), cap: undefined },
    priceBook: SKUS.map(({ sku, price, priceJpy }, index) => ({
      sku,
      unitPrice: amountOf(currency === 'JPY' ? priceJpy : price),
      currency,
      subscriptionId: undefined,
      customerOrgId: undefined,
      validFrom: undefined,
      validTo: undefined,
      row: index + 2,
    })),
    aliases: [{ field: 'sku', from: 'Calling Pro', to: SKUS[0].sku }],
    ...options.parameters,
  };
  const held = Object.fromEntries(levels.map((level) => [level, reports[level]]));
  const body = toResultBody(
    reconcile({
      invoices: [document],
      usage: memoryUsage(held, OCTOBER),
      usageLeftOut: { quarantinedRows: 0, outsidePeriodRows: 0 },
      period: OCTOBER,
      parameters,
      sources: [
        { kind: 'invoice', source: 'invoice', rows: rows.length, level: null },
        ...levels.map((level) => ({
          kind: 'report' as const,
          source: level,
          rows: reports[level].length,
          level,
        })),
      ],
      issues: options.isClean === true ? [] : ISSUES,
    }),
    (source) => FILE_NAMES.get(source) ?? source,
  );
  const usageRows = (level: UsageLevel): readonly UsageRow[] =>
    levels.includes(level) ? reports[level].map((row, index) => usageRow(row, level, index)) : [];
  return {
    result: {
      ...body,
      runId: '0f8fad5b-d9cb-469f-a165-70867728950e',
      generatedAt: '2026-11-02T01:00:00Z',
      resultHash: `sha256:${'ab12'.repeat(16)}`,
    },
    sources: {
      invoiceRows: () => rows,
      usageRows,
      counts: {
        invoiceRows: rows.length,
        usageRows: {
          partner: usageRows('partner').length,
          customer: usageRows('customer').length,
          user: usageRows('user').length,
        },
      },
      fileNames: FILE_NAMES,
      events: [
        {
          at: '2026-11-02T00:58:00Z',
          who: 'hanako',
          what: 'invoice-imported',
          before: undefined,
          after: 'invoice',
        },
        {
          at: '2026-11-02T01:00:00Z',
          who: 'hanako',
          what: 'reconciled',
          before: undefined,
          after: body.verdict,
        },
      ],
      parameters,
      columnMapping: [{ file: 'invoice-2026-10.xlsx', column: 'Amount', field: 'amount' }],
      statedTotals: document.statedTotals,
      invoiceNumber: document.number,
      invoiceDate: document.date,
      partnerName: 'Example Telecom K.K.',
      appVersion: '0.1.0',
    },
  };
}

/** The three reports of some users: they agree with each other. */
function reportsOf(users: readonly TestUsage[]): Record<UsageLevel, readonly TestUsage[]> {
  const grouped = (keyOf: (row: TestUsage) => TestUsage): readonly TestUsage[] => {
    const groups = new Map<string, { row: TestUsage; sum: bigint }>();
    for (const user of users) {
      const row = keyOf(user);
      const key = JSON.stringify([row.sku, row.customer]);
      const group = groups.get(key) ?? { row, sum: 0n };
      group.sum += amountOf(user.quantity);
      groups.set(key, group);
    }
    return [...groups.values()].map(({ row, sum }) => ({ ...row, quantity: formatMicros(micros(sum)) }));
  };
  return {
    user: users,
    customer: grouped(({ consumer: _consumer, ...row }) => row),
    partner: grouped(({ subscription, sku, quantity }) => ({ subscription, sku, quantity })),
  };
}

function usageRow(row: TestUsage, level: UsageLevel, index: number): UsageRow {
  return {
    ref: { source: level, sheet: undefined, row: index + 2 },
    partnerName: 'Example Telecom K.K.',
    partnerOrgId: idOf('a0', 1),
    subscriptionId: row.subscription,
    serviceName: 'Webex Calling',
    sku: row.sku,
    description: undefined,
    start: OCTOBER.start,
    end: OCTOBER.end,
    quantity: amountOf(row.quantity),
    customerOrgId: row.customer,
    customerExternalId: row.externalId,
    subscriberId: row.consumer,
    userId: undefined,
    workspaceId: undefined,
    locationId: undefined,
    extra: level === 'user' ? { REGION: 'JP' } : {},
  };
}
