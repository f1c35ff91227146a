import { defined } from '../../assert.ts';
import { formatMicros } from '../../decimal/micros.ts';
import type { ComparedInvoice, ComparedRow } from '../../invoice/invoice-row.ts';
import { compareSourceRefs, type SourceId } from '../../source.ts';
import type { InvoiceCells } from '../input.ts';
import type { AuditedRow } from '../line.ts';

/** Finds, among the rows of a line, those that repeat an earlier one. In source order. */
export type DuplicateFinder = (rows: readonly AuditedRow[]) => readonly AuditedRow[];

/**
 * A row repeats another when all fields say the same, line and invoice numbers apart, and, within one file, all
 * other cells as well, except in columns whose every value is different: those only number the rows.
 */
export function duplicateFinder(
  documents: readonly ComparedInvoice[],
  cellsOf?: InvoiceCells,
): DuplicateFinder {
  const cellText = cellTexts(documents, cellsOf);
  // A line is asked for its explanations and for the issues: its rows are compared once.
  const found = new WeakMap<readonly AuditedRow[], readonly AuditedRow[]>();
  return (rows) => {
    if (rows.length < 2) return [];
    const held = found.get(rows);
    if (held) return held;
    const seen = new Map<string, Map<SourceId, SameRows>>();
    const repeated = rows
      .toSorted((a, b) => compareSourceRefs(a.row.ref, b.row.ref))
      .filter(({ row }) => isRepeated(seen, row, cellText));
    found.set(rows, repeated);
    return repeated;
  };
}

/** A row's other cells as one text, but for the columns that only number the rows. */
type CellText = (row: ComparedRow) => string;

/** Reads the cells of an invoice when two of its rows are to be told apart; most invoices are never asked. */
function cellTexts(documents: readonly ComparedInvoice[], cellsOf: InvoiceCells | undefined): CellText {
  const numbering = new Map<SourceId, ReadonlySet<number>>();
  const held = new Map<ComparedRow, readonly string[]>();
  const read = (source: SourceId): ReadonlySet<number> => {
    let columns: ReadonlySet<number> = new Set();
    for (const [place, document] of documents.entries()) {
      if (document.rows[0]?.ref.source !== source) continue;
      const cells = document.rows.every(({ raw }) => raw !== undefined) ? undefined : cellsOf?.(place);
      for (const [index, row] of document.rows.entries()) {
        held.set(row, row.raw ?? defined(cells?.[index], 'every row has its cells'));
      }
      columns = numberingColumns(document, (row) => defined(held.get(row), 'it was just read'));
    }
    numbering.set(source, columns);
    return columns;
  };
  return (row) => {
    const skipped = numbering.get(row.ref.source) ?? read(row.ref.source);
    const cells = defined(held.get(row), 'a compared row is one of its invoice');
    return JSON.stringify(cells.filter((_, column) => !skipped.has(column)));
  };
}

/** Rows of one file whose fields say the same: the cells are only looked at from the second one on. */
interface SameRows {
  readonly first: ComparedRow;
  texts: Set<string> | undefined;
}

/** Whether an earlier row says the same: in another file by its fields, in the same one by its cells as well. */
function isRepeated(
  seen: Map<string, Map<SourceId, SameRows>>,
  row: ComparedRow,
  cellText: CellText,
): boolean {
  const fingerprint = fieldFingerprint(row);
  const sources = seen.get(fingerprint) ?? new Map<SourceId, SameRows>();
  seen.set(fingerprint, sources);
  const own = sources.get(row.ref.source);
  if (own === undefined) {
    const repeats = sources.size > 0;
    sources.set(row.ref.source, { first: row, texts: undefined });
    return repeats;
  }
  own.texts ??= new Set([cellText(own.first)]);
  const text = cellText(row);
  const repeats = sources.size > 1 || own.texts.has(text);
  own.texts.add(text);
  return repeats;
}

function fieldFingerprint(row: ComparedRow): string {
  const figure = (value: ComparedRow['quantity']): string | null =>
    value === undefined ? null : formatMicros(value);
  return JSON.stringify([
    row.subscriptionId ?? null,
    row.sku ?? null,
    row.description ?? null,
    row.chargeType ?? null,
    row.customerId ?? null,
    row.customerName ?? null,
    row.consumerId ?? null,
    row.chargeStart ?? null,
    row.chargeEnd ?? null,
    figure(row.quantity),
    figure(row.unitPrice),
    figure(row.amount),
  ]);
}

/** The columns in which every charge has a value of its own. */
function numberingColumns(
  document: ComparedInvoice,
  cellsOf: (row: ComparedRow) => readonly string[],
): ReadonlySet<number> {
  const charges = document.rows.filter((row) => row.rowClass === 'charge').map(cellsOf);
  const width = Math.max(0, ...charges.slice(0, 1).map((cells) => cells.length), document.columns.length);
  const columns = new Set<number>();
  for (let column = 0; column < width; column += 1) {
    const values = new Set<string>();
    const isDistinct = charges.every((cells) => {
      const text = cells[column]?.trim() ?? '';
      if (text === '' || values.has(text)) return false;
      values.add(text);
      return true;
    });
    if (isDistinct && charges.length > 1) columns.add(column);
  }
  return columns;
}
