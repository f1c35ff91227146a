import { cellText, type Cell, type SheetRow } from '#core/tabular/table.ts';
import type { RowIssue, SourceRef } from '#core/source.ts';
import { isBlankText } from '#core/usage/blank-text.ts';
import { ownText } from '#core/own-text.ts';
import type { ReportColumns } from '#core/usage/report-columns.ts';
import { learnShapes } from '#core/usage/report-repair.ts';
import { reportRowReader, STYLE_NEEDED } from '#core/usage/report-row.ts';
import type { ReportStyle } from '#core/usage/report-style.ts';
import type { UsageRow } from '#core/usage/usage-row.ts';
import type { ReportFile, ReportSink } from './report-file.ts';

/** Few enough to be garbage while they are young. */
const BLOCK_ROWS = 1024;
/** Rows that don't fit their header are held back until all others have shown what the columns hold. */
const MOST_HELD_BACK = 10_000;

/** Sorts rows into usable, quarantined and blank ones. */
export interface RowTaker {
  readonly counts: { read: number; stored: number; quarantined: number; blank: number };
  /** Gives back a row that was stored just as it stands, without an issue. */
  readonly take: (row: SheetRow) => typeof STYLE_NEEDED | UsageRow | undefined;
  /** Hands on the rows so far, before the sink takes one elsewhere: they lie in source order where nothing speaks against it. */
  readonly handOn: () => void;
  /** Takes note of a row that the sink has taken elsewhere. */
  readonly pass: () => void;
  readonly end: () => typeof STYLE_NEEDED | undefined;
}

/** Sorts rows into usable, quarantined and blank ones, and hands them on in blocks. */
export function rowTaker(
  input: ReportFile,
  tableIndex: number,
  columns: ReportColumns,
  style: ReportStyle,
  isStyleKnown: boolean,
  sink: ReportSink,
): RowTaker {
  const sheet = input.file.tables[tableIndex]?.sheet;
  const isText = input.file.delimiter !== undefined;
  const width = columns.names.length;
  const readRow = reportRowReader(columns, style, isStyleKnown);
  const shapes = learnShapes(columns, input.file.delimiter);
  const counts = { read: 0, stored: 0, quarantined: 0, blank: 0 };
  const heldBack: { readonly ref: SourceRef; readonly cells: readonly string[] }[] = [];
  let rows: UsageRow[] = [];
  let issues: RowIssue[] = [];

  const flush = (): void => {
    if (rows.length === 0 && issues.length === 0) return;
    sink.take(rows, issues);
    rows = [];
    issues = [];
  };
  const flag = (
    code: string,
    severity: 'error' | 'warning',
    ref: SourceRef,
    cells: readonly string[],
  ): void => {
    issues.push({ ...ref, code, severity, column: undefined, text: cells.join(input.file.delimiter ?? ',') });
  };
  const keep = (cells: readonly string[], ref: SourceRef): typeof STYLE_NEEDED | UsageRow | undefined => {
    const outcome = readRow(cells, ref);
    if (outcome === STYLE_NEEDED) return STYLE_NEEDED;
    if (outcome.issues.length > 0) issues.push(...outcome.issues);
    if (outcome.row) rows.push(outcome.row);
    counts[outcome.row ? 'stored' : 'quarantined'] += 1;
    if (rows.length + issues.length >= BLOCK_ROWS) flush();
    return outcome.issues.length === 0 ? outcome.row : undefined;
  };
  const quarantine = (cells: readonly string[], ref: SourceRef): void => {
    flag('ROW_RAGGED', 'error', ref, cells);
    counts.quarantined += 1;
    if (issues.length >= BLOCK_ROWS) flush();
  };
  const settle = (): typeof STYLE_NEEDED | undefined => {
    for (const { ref, cells } of heldBack) {
      const repaired = shapes.repair(cells);
      if (repaired === undefined) {
        quarantine(cells, ref);
        continue;
      }
      flag('ROW_REPAIRED', 'warning', ref, cells);
      if (keep(repaired, ref) === STYLE_NEEDED) return STYLE_NEEDED;
    }
    heldBack.length = 0;
    return undefined;
  };

  return {
    counts,
    handOn: () => {
      if (rows.length > 0) flush();
    },
    pass: () => {
      counts.read += 1;
      counts.stored += 1;
    },
    take: (row) => {
      const ref: SourceRef = { source: input.source.id, sheet, row: row.row };
      const cells = textsOf(row.cells);
      counts.read += 1;
      if (cells.every(isBlankText)) {
        counts.blank += 1;
        return undefined;
      }
      const damaged = cells === row.cells ? undefined : damagedCell(row.cells, columns);
      if (damaged !== undefined) {
        issues.push({ ...ref, code: 'ID_DAMAGED', severity: 'error', ...damaged });
        counts.quarantined += 1;
        return undefined;
      }
      if (cells.length > width && !endsEmpty(cells, width, columns.headerCells)) {
        heldBack.push({ ref, cells: cells.map(ownText) });
        return heldBack.length >= MOST_HELD_BACK ? settle() : undefined;
      }
      if (cells.length < width && isText) {
        // A line cut short: its last figure may be cut as well.
        quarantine(cells, ref);
        return undefined;
      }
      shapes.learn(cells);
      return keep(cells, ref);
    },
    end: () => {
      const outcome = settle();
      if (counts.stored + counts.quarantined === 0) issues.push(emptyReport(input, sheet));
      flush();
      return outcome;
    },
  };
}

/** Nearly every cell of a text file is a string already. */
export const textsOf = (cells: readonly Cell[]): readonly string[] =>
  cells.every((cell) => typeof cell === 'string') ? cells : cells.map(cellText);

/** Whether all that goes beyond the header's columns is what the header line itself ends with: empty cells. */
export function endsEmpty(cells: readonly string[], width: number, headerCells: number): boolean {
  if (cells.length > headerCells) return false;
  for (let index = width; index < cells.length; index += 1) if (cells[index] !== '') return false;
  return true;
}

/** An id that a spreadsheet has turned into a number and rounded. */
function damagedCell(
  cells: readonly Cell[],
  columns: ReportColumns,
): { readonly column: string; readonly text: string } | undefined {
  for (const [index, cell] of cells.entries()) {
    if (typeof cell === 'string' || cell.kind !== 'number' || cell.damaged !== true) continue;
    const column = columns.names[index];
    if (column !== undefined && index !== columns.indexOf.QUANTITY) return { column, text: cell.text };
  }
  return undefined;
}

/** A report without rows says that there was no usage; a person must see that it was so. */
const emptyReport = (input: ReportFile, sheet: string | undefined): RowIssue => ({
  code: 'REPORT_EMPTY',
  severity: 'warning',
  source: input.source.id,
  sheet,
  row: undefined,
  column: undefined,
  text: undefined,
});
