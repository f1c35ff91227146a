import type { InvoiceRow } from '#core/invoice/invoice-row.ts';
import type { RowReferences } from '#core/workbook/lay-out-lines.ts';
import type { Book } from './book.ts';

const addressOf = (file: string, sheet: string | null | undefined, row: number): string =>
  `${row} ${sheet ?? ''} ${file}`;

/** Finds the rows of the workbook that an invoice row adds to, by its address; undefined for one that was not audited. */
export function evidenceIndex(book: Book): (row: InvoiceRow) => RowReferences | undefined {
  const index = new Map<string, RowReferences>();
  for (const line of book.result.lines) {
    const refs = book.layout.referencesOf.get(line);
    if (!refs) continue;
    for (const { file, sheet, row } of line.invoiced.rows) index.set(addressOf(file, sheet, row), refs);
  }
  return ({ ref, rowClass, quarantined }) =>
    rowClass !== 'charge' || quarantined
      ? undefined
      : index.get(addressOf(book.sources.fileNames.get(ref.source) ?? ref.source, ref.sheet, ref.row));
}
