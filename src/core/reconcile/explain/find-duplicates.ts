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
  return (rows) => {
    if (rows.length < 2) return [];
    const ordered = [...rows].sort((a, b) => compareSourceRefs(a.row.ref, b.row.ref));
    const seen = new Map<string, { readonly source: SourceId; readonly raw: string }[]>();
    return ordered.filter(({ row }) => {
      const fingerprint = fieldFingerprint(row);
      const own = { source: row.ref.source, raw: rawFingerprint(row) };
      const earlier = seen.get(fingerprint) ?? [];
      seen.set(fingerprint, [...earlier, own]);
      return earlier.some((other) => other.source !== own.source || other.raw === own.raw);
    });
  };
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
