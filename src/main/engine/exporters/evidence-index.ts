import type { InvoiceRow } from '#core/invoice/invoice-row.ts';
import type { Steps } from '#core/steps.ts';
import type { VarianceRow } from '#core/workbook/lay-out-lines.ts';
import type { Book } from './book.ts';

/** Lines that are gone through in one step. */
const STEP_LINES = 1000;

/** Finds the row of the workbook that an invoice row adds to; undefined for one that was not audited. */
export type EvidenceFinder = (row: InvoiceRow) => VarianceRow | undefined;

/** Makes that of a workbook: rows are found by their addresses. */
export function* evidenceIndex(book: Book): Steps<EvidenceFinder> {
  /** By file, by sheet (none: the empty name), by the row's number. */
  const files = new Map<string, Map<string, Map<number, VarianceRow>>>();
  const rowsOf = (file: string, sheet: string): Map<number, VarianceRow> => {
    const sheets = files.get(file) ?? new Map<string, Map<number, VarianceRow>>();
    files.set(file, sheets);
    const rows = sheets.get(sheet) ?? new Map<number, VarianceRow>();
    sheets.set(sheet, rows);
    return rows;
  };
  for (const [at, line] of book.result.lines.entries()) {
    if (at % STEP_LINES === STEP_LINES - 1) yield;
    const home = book.layout.homes[at];
    if (!home) continue;
    for (const { file, sheet, row } of line.invoiced.rows) rowsOf(file, sheet ?? '').set(row, home);
  }
  return ({ ref, rowClass, quarantined }) =>
    rowClass !== 'charge' || quarantined
      ? undefined
      : files
          .get(book.sources.fileNames.get(ref.source) ?? ref.source)
          ?.get(ref.sheet ?? '')
          ?.get(ref.row);
}
