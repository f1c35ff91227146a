/** One month from end to end: write the files, run the command line, hold the document against the truth. */
import { expect } from 'vitest';
import type { ResultDocument } from '../../../src/core/reconcile/result-document.ts';
import { disagreements, exitFor, type Surroundings } from './compare.ts';
import { bill, close, type BilledRow, type BillingTerms, type Closing } from './invoice.ts';
import {
  columnsFor,
  writeTextInvoice,
  writeWorkbookInvoice,
  type InvoiceStyle,
  type WrittenInvoice,
} from './invoice-file.ts';
import { reportRows, writeReport, type Level, type ReportRow, type ReportStyle } from './reports.ts';
import { makeFolder, reconcile, type Folder, type Outcome } from './run.ts';
import { storedZip } from './text-files.ts';
import { truthOf, type Reports, type Terms, type Truth } from './truth.ts';
import type { World } from './world.ts';

export interface Month {
  readonly world: World;
  readonly rows: readonly BilledRow[];
  readonly reports: Reports;
  readonly terms: Terms;
  readonly style: InvoiceStyle;
  readonly reportStyle?: ReportStyle;
  /** `zip`: the CSV beside an invoice header file, as Cisco's usage API delivers it. */
  readonly format?: 'csv' | 'tsv' | 'xlsx' | 'zip';
  /** The invoice in several files, each with its own rows; together they are `rows`. */
  readonly invoiceParts?: readonly (readonly BilledRow[])[];
  /** A level's report in several files; together they are that level of `reports`. */
  readonly reportParts?: Partial<Record<Level, readonly (readonly ReportRow[])[]>>;
  /** The header file of a zip. */
  readonly zipHeader?: string;
  /** The invoice's file name without its ending. */
  readonly invoiceName?: string;
  readonly args?: readonly string[];
  /** Passes `--period`; the contract takes it from the invoice's windows otherwise. */
  readonly statesPeriod?: boolean;
  /** Lets the engine infer basis and decimals, or only the decimals. */
  readonly infers?: 'basis' | 'everything';
  readonly around?: Surroundings;
}

export interface MonthRun extends Outcome {
  readonly document: ResultDocument;
  readonly truth: Truth;
  readonly written: WrittenInvoice;
  readonly found: readonly string[];
}

/** The options that tell the engine the month's terms. */
export function termArgs(month: Pick<Month, 'terms' | 'infers' | 'statesPeriod'>): string[] {
  const { terms } = month;
  const args: string[] = [];
  if (month.statesPeriod !== false) args.push('--period', `${terms.period.start}..${terms.period.end}`);
  if (month.infers === undefined) args.push('--unit-basis', terms.basis);
  if (month.infers !== 'everything' && terms.decimals !== undefined && terms.basis !== 'user-days')
    args.push('--unit-decimals', terms.decimals.toString());
  if (terms.rounding !== undefined) args.push('--rounding', terms.rounding);
  if (terms.roundingGrain !== undefined) args.push('--rounding-grain', terms.roundingGrain);
  if (terms.toleranceQty !== undefined) args.push('--tolerance-qty', terms.toleranceQty);
  if (terms.toleranceAmount !== undefined) args.push('--tolerance-amount', terms.toleranceAmount);
  if (terms.percent !== undefined) args.push('--tolerance-pct', terms.percent);
  if (terms.cap !== undefined) args.push('--tolerance-cap', terms.cap);
  return args;
}

/** The price book as CSV. */
export function priceBookText(terms: Terms): string {
  const lines = (terms.book ?? []).map((row) =>
    [
      row.sku,
      row.unitPrice,
      terms.currency,
      row.subscription ?? '',
      row.customer ?? '',
      row.from ?? '',
      row.to ?? '',
    ].join(','),
  );
  return ['SKU,UNIT_PRICE,CURRENCY,SUBSCRIPTION_ID,CUSTOMER_ORG_ID,VALID_FROM,VALID_TO', ...lines, ''].join(
    '\n',
  );
}

async function writeInvoice(
  month: Month,
  rows: readonly BilledRow[],
  name: string,
): Promise<WrittenInvoice & { name: string }> {
  const format = month.format ?? 'csv';
  if (format === 'xlsx') return { ...(await writeWorkbookInvoice(rows, month.style)), name: `${name}.xlsx` };
  const style: InvoiceStyle = format === 'tsv' ? { ...month.style, delimiter: '\t' } : month.style;
  const written = writeTextInvoice(rows, style);
  if (format !== 'zip') return { ...written, name: `${name}.${format}` };
  const members = [
    { name: `${name}_header.csv`, bytes: Buffer.from(month.zipHeader ?? '') },
    { name: `${name}_usage.csv`, bytes: written.bytes },
  ];
  return { ...written, bytes: storedZip(members), name: `${name}.zip` };
}

/** Writes a month's files into a folder and gives the arguments that name them. */
export async function writeMonth(
  month: Month,
  folder: Folder,
): Promise<{ args: string[]; written: WrittenInvoice }> {
  const args: string[] = ['--invoice'];
  const rowOf = new Map<BilledRow, number>();
  let above = 0;
  let bytes: Buffer = Buffer.alloc(0);
  for (const [index, rows] of (month.invoiceParts ?? [month.rows]).entries()) {
    const name = `${month.invoiceName ?? 'invoice'}${index === 0 ? '' : `-${index + 1}`}`;
    const written = await writeInvoice(month, rows, name);
    for (const [row, line] of written.rowOf) rowOf.set(row, line);
    above += written.above;
    bytes = written.bytes;
    args.push(folder.put(written.name, bytes));
  }
  for (const level of ['partner', 'customer', 'user'] as const satisfies Level[]) {
    const rows = month.reports[level];
    if (rows === undefined) continue;
    for (const [index, part] of (month.reportParts?.[level] ?? [rows]).entries()) {
      const report = writeReport(month.world, level, part, month.reportStyle);
      args.push('--report', folder.put(`${level}${index === 0 ? '' : `-${index + 1}`}.csv`, report));
    }
  }
  if (month.terms.book !== undefined)
    args.push('--price-book', folder.put('prices.csv', priceBookText(month.terms)));
  return { args: [...args, ...termArgs(month), ...(month.args ?? [])], written: { bytes, rowOf, above } };
}

/** Runs a month and lists what differs from the truth. */
export async function runMonth(month: Month, within?: Folder): Promise<MonthRun> {
  const folder = within ?? makeFolder();
  try {
    const { args, written } = await writeMonth(month, folder);
    const outcome = await reconcile(folder, args);
    const truth = truthOf(month.rows, month.reports, month.terms);
    const around = { rowOf: written.rowOf, above: written.above, ...month.around };
    const found = disagreements(outcome.document, truth, around);
    if (outcome.exitCode !== exitFor(truth.verdict))
      found.push(
        `exit code: want ${exitFor(truth.verdict)}, got ${String(outcome.exitCode)}: ${outcome.stderr}`,
      );
    return { ...outcome, truth, written, found };
  } finally {
    if (within === undefined) folder.dispose();
  }
}

/** Runs a month and expects that nothing differs. */
export async function expectMonth(month: Month, within?: Folder): Promise<MonthRun> {
  const run = await runMonth(month, within);
  expect(run.found).toEqual([]);
  return run;
}

/** All three reports of a world, which agree. */
export const allReports = (world: World): Required<Reports> => ({
  partner: reportRows(world, 'partner'),
  customer: reportRows(world, 'customer'),
  user: reportRows(world, 'user'),
});

/** The prices that most months use. */
export const PRICES: Readonly<Record<string, string>> = {
  'A-WX-CALL': '12.5',
  'A-WX-SUITE': '18',
  'A-WX-MEET': '7.25',
  'A-WX-CAC': '4.1',
};

export interface Draft extends Partial<Omit<Month, 'world' | 'rows' | 'terms'>> {
  readonly billing?: Partial<BillingTerms>;
  readonly terms?: Partial<Terms>;
  readonly closing?: Closing;
  /** Plants faults: changes the charges in place, or gives others. */
  readonly faults?: (charges: BilledRow[]) => BilledRow[] | undefined;
}

/** A month billed as used, with totals below; by default by customer, in user-months with two decimals. */
export function draftMonth(world: World, draft: Draft = {}): Month {
  const { billing: billed, terms: stated, closing, faults, ...rest } = draft;
  const billing: BillingTerms = {
    grain: 'customer',
    basis: 'user-months',
    decimals: 2,
    prices: PRICES,
    ...billed,
  };
  const charges = bill(world, billing);
  const rows = close(faults?.(charges) ?? charges, {
    currencyDecimals: billing.currencyDecimals ?? 2,
    ...closing,
  });
  const { decimals, rounding, currencyDecimals } = billing;
  const terms: Terms = {
    period: world.period,
    grain: billing.grain,
    basis: billing.basis,
    currency: rest.style?.currency ?? 'USD',
    ...(decimals === undefined ? {} : { decimals }),
    ...(rounding === undefined ? {} : { rounding }),
    ...(currencyDecimals === undefined ? {} : { currencyDecimals }),
    ...stated,
  };
  return {
    reports: allReports(world),
    ...rest,
    style: { currency: 'USD', columns: columnsFor(billing.grain), ...rest.style },
    world,
    rows,
    terms,
  };
}

/** The n-th charge; throws where there is none, since a month without it would test nothing. */
export function nth(rows: readonly BilledRow[], index: number): BilledRow {
  const row = rows.at(index);
  if (row === undefined) throw new Error(`no row ${index}`);
  return row;
}
