import { formatMicros } from '../../decimal/micros.ts';
import type { InvoiceDocument, InvoiceRow } from '../../invoice/invoice-row.ts';
import { compareSourceRefs, type SourceId } from '../../source.ts';
import type { AuditedRow } from '../line.ts';

/** Finds, among the rows of a line, those that repeat an earlier one. In source order. */
export type DuplicateFinder = (rows: readonly AuditedRow[]) => readonly AuditedRow[];

/**
 * A row repeats another when all fields say the same, line and invoice numbers apart, and, within one file, all
 * other cells as well, except in columns whose every value is different: those only number the rows.
 */
export function duplicateFinder(documents: readonly InvoiceDocument[]): DuplicateFinder {
  const numbering = new Map<SourceId, ReadonlySet<number>>();
  for (const document of documents) {
    const source = document.rows[0]?.ref.source;
    if (source !== undefined) numbering.set(source, numberingColumns(document));
  }
  const rawFingerprint = (row: InvoiceRow): string => {
    const skipped = numbering.get(row.ref.source);
    return JSON.stringify(row.raw.filter((_, column) => !skipped?.has(column)));
  };
  // A line is asked for its explanations and for the issues: its rows are compared once.
  const found = new WeakMap<readonly AuditedRow[], readonly AuditedRow[]>();
  return (rows) => {
    if (rows.length < 2) return [];
    const held = found.get(rows);
    if (held) return held;
    const seen = new Map<string, Map<SourceId, Set<string>>>();
    const repeated = rows
      .toSorted((a, b) => compareSourceRefs(a.row.ref, b.row.ref))
      .filter(({ row }) => isRepeated(seen, row, rawFingerprint(row)));
    found.set(rows, repeated);
    return repeated;
  };
}

/** Whether an earlier row says the same: in another file by its fields, in the same one by its cells as well. */
function isRepeated(seen: Map<string, Map<SourceId, Set<string>>>, row: InvoiceRow, raw: string): boolean {
  const fingerprint = fieldFingerprint(row);
  const sources = seen.get(fingerprint) ?? new Map<SourceId, Set<string>>();
  seen.set(fingerprint, sources);
  const own = sources.get(row.ref.source);
  const others = own === undefined ? sources.size : sources.size - 1;
  const repeats = others > 0 || own?.has(raw) === true;
  if (own) own.add(raw);
  else sources.set(row.ref.source, new Set([raw]));
  return repeats;
}

function fieldFingerprint(row: InvoiceRow): string {
  const figure = (value: InvoiceRow['quantity']): string | null =>
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
function numberingColumns(document: InvoiceDocument): ReadonlySet<number> {
  const charges = document.rows.filter((row) => row.rowClass === 'charge');
  const width = Math.max(0, ...charges.slice(0, 1).map((row) => row.raw.length), document.columns.length);
  const columns = new Set<number>();
  for (let column = 0; column < width; column += 1) {
    const values = new Set<string>();
    const isDistinct = charges.every((row) => {
      const text = row.raw[column]?.trim() ?? '';
      if (text === '' || values.has(text)) return false;
      values.add(text);
      return true;
    });
    if (isDistinct && charges.length > 1) columns.add(column);
  }
  return columns;
}
