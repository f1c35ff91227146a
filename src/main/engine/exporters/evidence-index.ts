import type { InvoiceRow } from '#core/invoice/invoice-row.ts';
import type { RowReferences } from '#core/workbook/lay-out-lines.ts';
import type { Steps } from '#core/steps.ts';
import type { Book } from './book.ts';

const addressOf = (file: string, sheet: string | null | undefined, row: number): string =>
  `${row} ${sheet ?? ''} ${file}`;

/** Lines that are gone through in one step. */
const STEP_LINES = 1000;

/** Finds the rows of the workbook that an invoice row adds to; undefined for one that was not audited. */
export type EvidenceFinder = (row: InvoiceRow) => RowReferences | undefined;

/** Makes that of a workbook: rows are found by their addresses. */
export function* evidenceIndex(book: Book): Steps<EvidenceFinder> {
  const index = new Map<string, RowReferences>();
  for (const [at, line] of book.result.lines.entries()) {
    if (at % STEP_LINES === STEP_LINES - 1) yield;
    const refs = book.layout.referencesOf.get(line);
    if (!refs) continue;
    for (const { file, sheet, row } of line.invoiced.rows) index.set(addressOf(file, sheet, row), refs);
  }
  return ({ ref, rowClass, quarantined }) =>
    rowClass !== 'charge' || quarantined
      ? undefined
      : index.get(addressOf(book.sources.fileNames.get(ref.source) ?? ref.source, ref.sheet, ref.row));
}
