import { fromInteger, micros, type Micros } from '../decimal/micros.ts';
import { AppError } from '../errors.ts';
import { currencyHintOf } from '../mapping/column-claims.ts';
import { decideCurrency, isCurrencyWithoutDecimals, readCurrencyHint } from '../mapping/currency.ts';
import type { DateOrder } from '../mapping/date-text.ts';
import type { FigureField } from '../mapping/invoice-field.ts';
import type { NumberStyle } from '../mapping/number-style.ts';
import { remembered } from '../remember.ts';
import type { RowIssue, SourceId } from '../source.ts';
import { finish, type Steps } from '../steps.ts';
import { cellText, type SheetRow } from '../tabular/table.ts';
import { classifyTable, sumsOf, type ClassifiedTable } from './classify-table.ts';
import {
  currencyHints,
  documentDate,
  documentText,
  documentValues,
  statedTotalsOfSides,
  totalNumbers,
  type PlacedValue,
  type SideLines,
} from './document-values.ts';
import { hiddenIssues } from './hidden-issues.ts';
import type { InvoiceDocument, InvoiceRow, StatedTotal } from './invoice-row.ts';
import { columnsByField, type InvoiceTable } from './invoice-table.ts';
import { readFigureCell } from './read-cell.ts';
import { decideReading, type ReadingChoices } from './reading-choices.ts';
import { lineSignature } from './same-lines.ts';
import { statedTotalsOfRows, unfittingSubtotals } from './stated-totals.ts';
import { withCustomerIds } from './customer-column.ts';
import { taxColumnTotal } from './tax-column.ts';

/** What a person, a locale or a saved mapping has decided beforehand. */
export interface DocumentKnowledge {
  readonly numberStyle: NumberStyle | undefined;
  readonly dateOrder: DateOrder | undefined;
  readonly localeDateOrder: DateOrder | undefined;
  readonly mappingStyles: Readonly<Partial<Record<FigureField, NumberStyle>>>;
  readonly mappingDateOrder: DateOrder | undefined;
  /** Stands in where the file names no currency. */
  readonly mappingCurrency: string | undefined;
  readonly isSkipped: (row: SheetRow, table: InvoiceTable) => boolean;
}

/** Nothing decided beforehand. */
export const NO_KNOWLEDGE: DocumentKnowledge = {
  numberStyle: undefined,
  dateOrder: undefined,
  localeDateOrder: undefined,
  mappingStyles: {},
  mappingDateOrder: undefined,
  mappingCurrency: undefined,
  isSkipped: () => false,
};

/** The tables and lines of a file that make up its invoice. */
export interface DocumentInput {
  readonly source: { readonly id: SourceId; readonly name: string };
  readonly tables: readonly InvoiceTable[];
  readonly sides: readonly SideLines[];
  /** True for a zip: its members may hold the same lines twice, in two formats. */
  readonly isArchive: boolean;
  readonly knowledge: DocumentKnowledge;
}

/** An invoice document and how it came about. */
export interface BuiltDocument {
  readonly document: InvoiceDocument;
  readonly issues: readonly RowIssue[];
  readonly choices: ReadingChoices;
  /** Tables left out because another one holds the same lines. */
  readonly repeated: ReadonlySet<InvoiceTable>;
}

/** Rows that are gone through in one step. */
const STEP_ROWS = 1000;

const JAPANESE = /[\u3040-\u30ff\u3400-\u9fff]/;

function isJapanese(tables: readonly InvoiceTable[]): boolean {
  const names = tables.flatMap((table) => table.columns.map(({ name }) => name));
  return names.length > 0 && names.filter((name) => JAPANESE.test(name)).length * 2 > names.length;
}

/** A currency column's text that looks like a code is one, though the list does not have it. */
const codeLike = (text: string): string | undefined =>
  /^[A-Za-z]{3}$/.test(text) ? text.toUpperCase() : undefined;

const currencyHintOfText = remembered((text: string) => readCurrencyHint(text) ?? codeLike(text));

/** Gives rows that carry a shared sign the currency that the file as a whole has. */
const withCurrency = (row: InvoiceRow, currency: string | undefined): InvoiceRow =>
  currency !== undefined && (row.currency === '$' || row.currency === '¥') ? { ...row, currency } : row;

function* currencyOf(
  input: DocumentInput,
  values: readonly PlacedValue[],
): Steps<{ readonly currency: string | undefined; readonly issues: readonly RowIssue[] }> {
  const hints = new Set<string>(currencyHints(values));
  for (const table of input.tables) {
    const fields = columnsByField(table);
    const stated = fields.get('currency')?.[0];
    const money = (['unitPrice', 'amount'] as const).flatMap((field) => fields.get(field)?.slice(0, 1) ?? []);
    for (const { name } of money) {
      const hint = currencyHintOf(name);
      if (hint !== undefined) hints.add(hint);
    }
    for (const [index, { cells }] of table.rows.entries()) {
      if (index % STEP_ROWS === STEP_ROWS - 1) yield;
      const hint = stated && currencyHintOfText(cellText(cells[stated.column] ?? '').trim());
      if (hint !== undefined) hints.add(hint);
      for (const { column } of money) {
        const cell = cells[column] ?? '';
        // A typed number carries no currency.
        if (typeof cell !== 'string') continue;
        const reading = readFigureCell(cell);
        if (reading.kind === 'text' && reading.number.currency !== undefined)
          hints.add(reading.number.currency);
      }
    }
  }
  const decision = decideCurrency(hints);
  const { mappingCurrency } = input.knowledge;
  if (decision.kind === 'mixed') {
    throw new AppError('CURRENCY_MIXED', { file: input.source.name, currencies: decision.found.join(', ') });
  }
  if (decision.kind === 'none') return { currency: mappingCurrency, issues: [] };
  const { currency, assumed } = decision;
  if (assumed && mappingCurrency !== undefined) return { currency: mappingCurrency, issues: [] };
  const issues: RowIssue[] = [];
  if (assumed) issues.push(fileIssue(input, 'CURRENCY_ASSUMED', 'info', '$'));
  if (mappingCurrency !== undefined && mappingCurrency !== currency) {
    issues.push(fileIssue(input, 'CURRENCY_DIFFERS_FROM_MAPPING', 'warning', currency));
  }
  return { currency, issues };
}

function fileIssue(
  { source }: DocumentInput,
  code: string,
  severity: RowIssue['severity'],
  text: string | undefined,
): RowIssue {
  return { code, severity, source: source.id, sheet: undefined, row: undefined, column: undefined, text };
}

const minorUnitOf = (currency: string | undefined): Micros =>
  currency !== undefined && isCurrencyWithoutDecimals(currency) ? fromInteger(1) : micros(10_000n);

interface ReadTables {
  readonly classified: readonly ClassifiedTable[];
  readonly repeated: ReadonlySet<InvoiceTable>;
  readonly issues: readonly RowIssue[];
}

const memberOf = (sheet: string | undefined): string | undefined => sheet?.split('#')[0];

function* classifyAll(input: DocumentInput, choices: ReadingChoices, minorUnit: Micros): Steps<ReadTables> {
  const classified: ClassifiedTable[] = [];
  const repeated = new Set<InvoiceTable>();
  const issues: RowIssue[] = [];
  const seen = new Map<string, InvoiceTable>();
  let before = { all: micros(0n), withoutTax: micros(0n) };
  for (const table of input.tables) {
    const read = yield* classifyTable(table, {
      source: input.source.id,
      file: input.source.name,
      choices,
      minorUnit,
      isSkipped: input.knowledge.isSkipped,
      before,
    });
    // Only a file of several tables can hold the same lines twice.
    const signature = input.tables.length > 1 ? lineSignature(read.rows) : undefined;
    const twin = signature === undefined ? undefined : seen.get(signature);
    if (twin !== undefined) {
      const isOtherMember = input.isArchive && memberOf(twin.sheet) !== memberOf(table.sheet);
      const code = isOtherMember ? 'TABLE_REPEATED' : 'TABLE_LOOKS_REPEATED';
      issues.push({ ...fileIssue(input, code, 'warning', twin.sheet), sheet: table.sheet });
      if (isOtherMember) {
        repeated.add(table);
        continue;
      }
    }
    if (signature !== undefined) seen.set(signature, table);
    classified.push(read);
    const own = sumsOf(read.rows);
    before = {
      all: micros(before.all + own.all),
      withoutTax: micros(before.withoutTax + own.withoutTax),
    };
  }
  return { classified, repeated, issues };
}

function stateTotals(
  input: DocumentInput,
  values: readonly PlacedValue[],
  { classified, repeated }: ReadTables,
  style: NumberStyle,
): { readonly totals: readonly StatedTotal[]; readonly issues: readonly RowIssue[] } {
  const sides = statedTotalsOfSides(values, classified.length, style, input.source.id);
  const ofRows = statedTotalsOfRows(classified);
  const issues: RowIssue[] = [...sides.issues];
  const kept = input.tables.filter((table) => !repeated.has(table));
  const taxColumn = taxColumnTotal(kept, classified, style);
  const totals: StatedTotal[] = [...sides.totals];
  if (taxColumn !== undefined && !totals.some(({ kind }) => kind === 'tax')) totals.push(taxColumn);
  for (const stated of ofRows) {
    const side = sides.totals.find(({ kind }) => kind === stated.kind);
    if (side !== undefined && side.amount !== stated.amount) {
      const { sheet, row } = side.ref;
      issues.push({ ...fileIssue(input, 'STATED_TOTALS_DIFFER', 'warning', stated.kind), sheet, row });
    }
    totals.push(stated);
  }
  for (const table of classified) {
    for (const row of unfittingSubtotals(table, totals)) {
      issues.push({
        code: 'SUBTOTAL_DIFFERS',
        severity: 'warning',
        ...row.ref,
        column: undefined,
        text: row.raw.filter((cell) => cell.trim() !== '').join(' | '),
      });
    }
  }
  return { totals, issues };
}

function invoiceNumberOf(
  input: DocumentInput,
  rows: readonly InvoiceRow[],
  values: readonly PlacedValue[],
): { readonly number: string | undefined; readonly issues: readonly RowIssue[] } {
  const numbers = new Set<string>();
  for (const { invoiceNumber, rowClass } of rows) {
    if (invoiceNumber !== undefined && rowClass !== 'subtotal' && rowClass !== 'unknown') {
      numbers.add(invoiceNumber);
    }
  }
  const sorted = [...numbers].sort();
  if (sorted.length <= 1) return { number: sorted[0] ?? documentText(values, 'invoiceNumber'), issues: [] };
  return {
    number: documentText(values, 'invoiceNumber'),
    issues: [fileIssue(input, 'INVOICE_NUMBERS_MIXED', 'warning', sorted.slice(0, 20).join(', '))],
  };
}

/** The date that all rows agree on, else what stands above them. */
function invoiceDateOf(
  rows: readonly InvoiceRow[],
  values: readonly PlacedValue[],
  choices: ReadingChoices,
): InvoiceDocument['date'] {
  const dates = new Set(rows.map(({ invoiceDate }) => invoiceDate).filter((date) => date !== undefined));
  return dates.size === 1 ? [...dates][0] : documentDate(values, choices.dateOrder);
}

/** Columns that are named and hold no header name twice are shown as they are; unnamed ones have an empty name. */
const columnNames = (tables: readonly InvoiceTable[]): readonly string[] => tables[0]?.names ?? [];

/**
 * Turns the tables of a file into an invoice document. Pure and deterministic: what is inferred (number style, date
 * order, currency) is inferred over all rows, whatever their order.
 * Throws NUMBER_STYLE_AMBIGUOUS, DATE_ORDER_AMBIGUOUS, CURRENCY_MIXED, FORMULA_WITHOUT_VALUE or HEADER_CHANGES.
 */
export const buildDocument = (given: DocumentInput): BuiltDocument => finish(buildDocumentInSteps(given));

/** The same in steps of a few milliseconds. */
export function* buildDocumentInSteps(given: DocumentInput): Steps<BuiltDocument> {
  const refined = given.tables.map((table) => [table, withCustomerIds(table)] as const);
  const input: DocumentInput = { ...given, tables: refined.map(([, table]) => table) };
  const { knowledge, source } = input;
  const values = documentValues(input.sides);
  const money = yield* currencyOf(input, values);
  const isYen = money.currency === 'JPY' || money.currency === 'KRW';
  const choices = yield* decideReading(source.name, input.tables, {
    style: {
      explicit: knowledge.numberStyle,
      mapping: knowledge.mappingStyles,
      elsewhere: totalNumbers(values),
      commaGroups: isYen || isJapanese(input.tables),
    },
    order: {
      explicit: knowledge.dateOrder,
      mapping: knowledge.mappingDateOrder,
      locale: knowledge.localeDateOrder,
    },
  });
  const read = yield* classifyAll(input, choices, minorUnitOf(money.currency));
  const rows = read.classified.flatMap((table) => table.rows.map((row) => withCurrency(row, money.currency)));
  yield;
  const stated = stateTotals(input, values, read, choices.styles.amount.style);
  yield;
  const number = invoiceNumberOf(input, rows, values);
  const changed = choices.changedStyles.map(({ sheet, row, field, text }): RowIssue => ({
    ...fileIssue(input, 'NUMBER_STYLE_CHANGED', 'warning', text),
    sheet,
    row,
    column: field,
  }));
  return {
    document: {
      number: number.number,
      date: invoiceDateOf(rows, values, choices),
      currency: money.currency,
      statedTotals: stated.totals,
      columns: columnNames(input.tables),
      rows,
    },
    issues: [
      ...money.issues,
      ...number.issues,
      ...changed,
      ...read.issues,
      ...stated.issues,
      ...hiddenIssues(source.id, input.tables, read.repeated),
      ...read.classified.flatMap((table) => table.issues),
    ],
    choices,
    repeated: new Set(refined.filter(([, table]) => read.repeated.has(table)).map(([table]) => table)),
  };
}
