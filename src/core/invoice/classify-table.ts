import { micros, ZERO, type Micros } from '../decimal/micros.ts';
import { furtherHeader, repeatsHeader } from '../mapping/header-detection.ts';
import { AppError } from '../errors.ts';
import type { RowIssue, SourceId, SourceRef } from '../source.ts';
import type { Steps } from '../steps.ts';
import { cellText, isEmptyCell, type SheetRow } from '../tabular/table.ts';
import { buildRow, type BuiltRow, type RowEntry } from './build-row.ts';
import { classifyRow, type Classification } from './classify-row.ts';
import type { InvoiceRow, RowClass } from './invoice-row.ts';
import { columnsByField, type InvoiceTable } from './invoice-table.ts';
import type { ReadingChoices } from './reading-choices.ts';
import { deriveFigures, planRows, readRow, type RowContext, type RowReading } from './read-row.ts';
import { isBareRow, isCutShort, isHeading, isRagged, otherTexts } from './row-shape.ts';
import { runningSums, type EarlierSums, type RunningSums, type SumFit } from './running-sums.ts';
import { tableLines } from './table-lines.ts';
import { findClassLabels, findLabels, withTotal, wordingMemory } from './total-labels.ts';
import type { TotalWording } from './wording.ts';

/** What the rows of a table are read with. */
export interface TableReading {
  readonly source: SourceId;
  /** The file's name, for errors. */
  readonly file: string;
  readonly choices: ReadingChoices;
  readonly minorUnit: Micros;
  /** Rows that a saved mapping leaves out: kept as notes, never as figures. */
  readonly isSkipped: (row: SheetRow, table: InvoiceTable) => boolean;
  /** Sums of the tables read before this one. */
  readonly before: EarlierSums;
}

/** A subtotal and what it turned out to be, for choosing the totals that the document states. */
export interface SubtotalFinding {
  /** Index into `ClassifiedTable.rows`. */
  readonly index: number;
  readonly wording: TotalWording | undefined;
  readonly fit: SumFit | 'below' | undefined;
}

/** A table's rows, each with its class. */
export interface ClassifiedTable {
  readonly rows: readonly InvoiceRow[];
  readonly subtotals: readonly SubtotalFinding[];
  readonly issues: readonly RowIssue[];
}

const NOTHING: RowReading = { fields: {}, unreadable: new Set(), issues: [], flags: [] };
const plain = (rowClass: RowClass, rule: string): Classification => ({
  rowClass,
  rule,
  fit: undefined,
  isOpen: false,
});

function requireValues(table: InvoiceTable, row: SheetRow, file: string): void {
  for (const { column, name } of table.columns) {
    const cell = row.cells[column];
    if (typeof cell !== 'object' || cell.kind !== 'missing-value') continue;
    throw new AppError('FORMULA_WITHOUT_VALUE', {
      file,
      sheet: table.sheet ?? '',
      row: String(row.row),
      column: name,
      formula: cell.formula,
    });
  }
}

/** Rows that are gone through in one step. */
const STEP_ROWS = 500;

/**
 * The rows of a table in their order. Nearly all are built at once; a total, and what may turn out to be one, waits until
 * the rows below it are known.
 */
interface FirstPass {
  readonly built: BuiltRow[];
  /** The rows that wait, by their index. Each is built anew. */
  readonly waiting: Map<number, RowEntry>;
}

/** Reads and classifies the rows of a table. Every row comes out, whatever it is. */
export function* classifyTable(table: InvoiceTable, reading: TableReading): Steps<ClassifiedTable> {
  const { built, waiting } = yield* firstPass(table, reading);
  yield;
  settleOpenRows({ built, waiting }, reading);
  yield;
  const subtotals: SubtotalFinding[] = [];
  for (const [index, entry] of waiting) {
    const row = buildRow(table, entry);
    built[index] = row;
    if (row.row.rowClass === 'subtotal') {
      subtotals.push({ index, wording: entry.label?.wording, fit: entry.fit });
    }
  }
  return {
    rows: built.map(({ row }) => row),
    subtotals,
    issues: built.flatMap(({ issues }) => issues),
  };
}

function* firstPass(table: InvoiceTable, reading: TableReading): Steps<FirstPass> {
  const fields = columnsByField(table);
  const plan = planRows(fields);
  const fieldOf = new Map(table.columns.map(({ column, field }) => [column, field]));
  const wordingOf = wordingMemory();
  const sums = runningSums(reading.before, reading.minorUnit);
  const earlier = new Set<RowClass>();
  const built: BuiltRow[] = [];
  const waiting = new Map<number, RowEntry>();
  const add = (entry: RowEntry): void => {
    const { rowClass, isOpen } = entry.classification;
    if (rowClass === 'subtotal' || isOpen) waiting.set(built.length, entry);
    built.push(buildRow(table, entry));
  };
  const lastRow = table.rows.findLast((row) => !row.cells.every(isEmptyCell))?.row;
  const shared = {
    hasSubscriptionColumn: fields.has('subscriptionId'),
    hasPriceColumn: fields.has('unitPrice'),
    sums,
    earlier,
  };
  for (const row of tableLines(table)) {
    if (built.length % STEP_ROWS === STEP_ROWS - 1) yield;
    const ref: SourceRef = { source: reading.source, sheet: table.sheet, row: row.row };
    const special = specialRow(table, row, reading);
    if (special !== undefined) {
      add({ row, ref, reading: NOTHING, label: undefined, classification: special, fit: undefined });
      continue;
    }
    requireValues(table, row, reading.file);
    const { label, columns } = findLabels(row, fieldOf, wordingOf);
    const classLabels = findClassLabels(row, fieldOf);
    const context: RowContext = {
      ref,
      fields,
      plan,
      choices: reading.choices,
      date1904: table.date1904,
      labelColumns: classLabels.size === 0 ? columns : new Set([...columns, ...classLabels.keys()]),
    };
    const read = withTotal(readRow(row, context), label, row, context, fieldOf);
    const classification = classifyRow(read, {
      ...shared,
      label,
      isBare: () => isBareRow(row, fieldOf),
      otherTexts: () => [...otherTexts(row, fieldOf), ...classLabels.values()],
      isLastRow: row.row === lastRow,
    });
    const isLine = !['subtotal', 'unknown'].includes(classification.rowClass);
    if (isLine && isCutShort(table, row)) {
      const ragged = plain('unknown', 'ragged');
      add({ row, ref, reading: NOTHING, label, classification: ragged, fit: undefined });
      continue;
    }
    const complete = isLine ? deriveFigures(read, context) : read;
    count(sums, classification, complete);
    earlier.add(classification.rowClass);
    add({ row, ref, reading: complete, label, classification, fit: classification.fit });
  }
  return { built, waiting };
}

function specialRow(table: InvoiceTable, row: SheetRow, reading: TableReading): Classification | undefined {
  if (row.cells.every(isEmptyCell)) return plain('blank', 'empty');
  if (repeatsHeader(row, table.names)) return plain('unknown', 'repeated-header');
  if (isHeading(row)) return plain('unknown', 'note');
  if (reading.isSkipped(row, table)) return plain('unknown', 'mapping:skip');
  if (isRagged(table, row)) return plain('unknown', 'ragged');
  const further = furtherHeader(row, table.columns);
  if (further === undefined) return undefined;
  if (further === 'same') return plain('unknown', 'repeated-header');
  throw new AppError('HEADER_CHANGES', {
    file: reading.file,
    sheet: table.sheet ?? '',
    row: String(row.row),
    found: row.cells
      .map(cellText)
      .filter((text) => text.trim() !== '')
      .join(', '),
  });
}

/** Counts a row into the sums that later subtotals are held against. */
function count(
  sums: RunningSums,
  { rowClass, isOpen }: Classification,
  { fields, unreadable }: RowReading,
): void {
  if (rowClass === 'subtotal') sums.closeBlock();
  else if (fields.amount !== undefined && !isOpen && unreadable.size === 0 && rowClass !== 'unknown') {
    sums.add(fields.amount, rowClass === 'tax');
  }
}

/**
 * Second look at rows that a total at the top of its rows may be: a bare figure that equals the sum of the rows
 * below it, up to the next subtotal or to the end, is one. Labels get the same look, for what they are the sum of.
 */
function settleOpenRows({ built, waiting }: FirstPass, { minorUnit }: TableReading): void {
  let toEnd = 0n;
  let block = 0n;
  let rowsToEnd = 0;
  let rowsInBlock = 0;
  for (const [fromEnd, { row }] of built.toReversed().entries()) {
    const { amount } = row;
    const entry = waiting.get(built.length - 1 - fromEnd);
    if (entry !== undefined) {
      const isBelow =
        amount !== undefined &&
        ((rowsInBlock >= 2 && isNear(block, amount, minorUnit)) ||
          (rowsToEnd >= 2 && isNear(toEnd, amount, minorUnit)));
      if (isBelow && entry.fit === undefined) {
        entry.fit = 'below';
        if (entry.classification.isOpen) entry.classification = plain('subtotal', 'arithmetic:below');
      }
      if (entry.classification.rowClass === 'subtotal') {
        block = 0n;
        rowsInBlock = 0;
      }
      // What still is open has no class, and takes no part in a sum.
      continue;
    }
    if (amount === undefined || row.quarantined || row.rowClass === 'unknown') continue;
    toEnd += amount;
    block += amount;
    rowsToEnd += 1;
    rowsInBlock += 1;
  }
}

const isNear = (sum: bigint, amount: bigint, tolerance: bigint): boolean =>
  sum !== 0n && (sum > amount ? sum - amount : amount - sum) <= tolerance;

/** The sums of classified rows, for the tables read after them. */
export function sumsOf(rows: readonly InvoiceRow[]): EarlierSums {
  let all = 0n;
  let withoutTax = 0n;
  for (const { rowClass, quarantined, amount = ZERO } of rows) {
    if (rowClass === 'subtotal' || quarantined) continue;
    all += amount;
    if (rowClass !== 'tax') withoutTax += amount;
  }
  return { all: micros(all), withoutTax: micros(withoutTax) };
}
