import { AppError } from '#core/errors.ts';
import type { DateOrder } from '#core/mapping/date-text.ts';
import { ownText } from '#core/own-text.ts';
import type { RowIssue, SourceId, SourceRef } from '#core/source.ts';
import { cellText, type Cell, type SheetRow } from '#core/tabular/table.ts';
import { readReportHeader, type ReportColumns } from '#core/usage/report-columns.ts';
import { isBlankText } from '#core/usage/blank-text.ts';
import { learnShapes } from '#core/usage/report-repair.ts';
import { reportRowReader, STYLE_NEEDED } from '#core/usage/report-row.ts';
import { gatherStyle, PLAIN_STYLE, type ReportStyle, type StyleEvidence } from '#core/usage/report-style.ts';
import type { UsageRow } from '#core/usage/usage-row.ts';
import type { JobContext } from '../../jobs/job-context.ts';
import type { TableFile } from '../tabular/table-file.ts';

/** Where the rows of a report go. */
export interface ReportSink {
  /** The header is read. Called again when the file has to be read from its start once more: forget what came before. */
  readonly begin: (columns: ReportColumns) => void;
  /** Takes rows in blocks, and what is to be said about them. */
  readonly take: (rows: readonly UsageRow[], issues: readonly RowIssue[]) => void;
}

/** What a reading came to. `read = stored + quarantined + blank`. */
export interface ReportReading {
  readonly columns: ReportColumns;
  readonly counts: {
    readonly read: number;
    readonly stored: number;
    readonly quarantined: number;
    readonly blank: number;
  };
  readonly style: ReportStyle;
}

/** The file of a reading. */
export interface ReportFile {
  readonly file: TableFile;
  readonly source: { readonly id: SourceId; readonly name: string };
  /** What the person has said about dates like 10/01/2026. */
  readonly dateOrder: DateOrder | undefined;
}

/** Few enough to be garbage while they are young. */
const BLOCK_ROWS = 1024;
/** Rows that don't fit their header are held back until all others have shown what the columns hold. */
const MOST_HELD_BACK = 10_000;

/**
 * Reads a usage report as a stream of blocks.
 *
 * Webex's own form is read in one pass. Only where a date or a quantity needs the whole column to be understood is
 * the file gone through for that first, and then read again.
 *
 * Throws REPORT_COLUMN_MISSING, REPORT_COLUMN_TWICE, REPORT_DATE_AMBIGUOUS, SHEET_AMBIGUOUS, FILE_EMPTY and what the
 * file itself throws.
 */
export async function readReport(
  input: ReportFile,
  sink: ReportSink,
  context: JobContext,
): Promise<ReportReading> {
  const tableIndex = onlyTable(input);
  const first = await readRows(input, tableIndex, PLAIN_STYLE, false, sink, context);
  if (first !== STYLE_NEEDED) return first;
  const style = await inferStyle(input, tableIndex, context);
  const second = await readRows(input, tableIndex, style, true, sink, context);
  if (second === STYLE_NEEDED) throw new Error('A known style can not be asked for');
  return second;
}

/** A report is one table: of several, nothing says which one is meant. */
function onlyTable({ file, source }: ReportFile): number {
  const [only, another] = file.tables;
  if (only === undefined) throw new AppError('FILE_EMPTY', { file: source.name });
  if (another !== undefined) {
    const candidates = file.tables.map((table) => table.sheet ?? source.name).join(', ');
    throw new AppError('SHEET_AMBIGUOUS', { file: source.name, candidates });
  }
  return 0;
}

async function readRows(
  input: ReportFile,
  tableIndex: number,
  style: ReportStyle,
  isStyleKnown: boolean,
  sink: ReportSink,
  context: JobContext,
): Promise<ReportReading | typeof STYLE_NEEDED> {
  let reading: (RowTaker & { readonly columns: ReportColumns }) | undefined;
  for await (const block of blocksOf(input.file, tableIndex, context)) {
    for (const row of block) {
      if (reading === undefined) {
        const columns = headerOf(row, input.source.name);
        if (columns === undefined) continue;
        sink.begin(columns);
        reading = { columns, ...rowTaker(input, tableIndex, columns, style, isStyleKnown, sink) };
      } else if (reading.take(row) === STYLE_NEEDED) return STYLE_NEEDED;
    }
  }
  if (reading === undefined) throw new AppError('FILE_EMPTY', { file: input.source.name });
  const { columns, counts } = reading;
  return reading.end() === STYLE_NEEDED ? STYLE_NEEDED : { columns, counts, style };
}

/** The rows of a table in blocks, whatever its format hands out. */
function blocksOf(
  file: TableFile,
  tableIndex: number,
  context: JobContext,
): AsyncIterable<readonly SheetRow[]> {
  return file.rowBlocks?.(tableIndex, context) ?? single(file.rows(tableIndex, context));
}

async function* single(rows: AsyncIterable<SheetRow>): AsyncIterable<readonly SheetRow[]> {
  for await (const row of rows) yield [row];
}

/** The columns that the first row with any text names. */
function headerOf(row: SheetRow, file: string): ReportColumns | undefined {
  const cells = row.cells.map(cellText);
  const isBlank = cells.every((cell) => cell.replace(/^\ufeff/, '').trim() === '');
  return isBlank ? undefined : readReportHeader(cells, file);
}

interface RowTaker {
  readonly counts: { read: number; stored: number; quarantined: number; blank: number };
  readonly take: (row: SheetRow) => typeof STYLE_NEEDED | undefined;
  readonly end: () => typeof STYLE_NEEDED | undefined;
}

/** Sorts rows into usable, quarantined and blank ones, and hands them on in blocks. */
function rowTaker(
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
  const shapes = learnShapes(columns);
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
    issues.push({ ...ref, code, severity, column: undefined, text: cells.join(',') });
  };
  const keep = (cells: readonly string[], ref: SourceRef): typeof STYLE_NEEDED | undefined => {
    const outcome = readRow(cells, ref);
    if (outcome === STYLE_NEEDED) return STYLE_NEEDED;
    if (outcome.issues.length > 0) issues.push(...outcome.issues);
    if (outcome.row) rows.push(outcome.row);
    counts[outcome.row ? 'stored' : 'quarantined'] += 1;
    if (rows.length + issues.length >= BLOCK_ROWS) flush();
    return undefined;
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
const textsOf = (cells: readonly Cell[]): readonly string[] =>
  cells.every((cell) => typeof cell === 'string') ? cells : cells.map(cellText);

/** Whether all that goes beyond the header's columns is what the header line itself ends with: empty cells. */
function endsEmpty(cells: readonly string[], width: number, headerCells: number): boolean {
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

/** Goes through the whole file for what its dates and quantities prove. Rows that don't fit the header have no say. */
async function inferStyle(input: ReportFile, tableIndex: number, context: JobContext): Promise<ReportStyle> {
  const evidence = gatherStyle(input.dateOrder);
  let columns: ReportColumns | undefined;
  for await (const block of blocksOf(input.file, tableIndex, context)) {
    for (const sheetRow of block) {
      if (columns === undefined) columns = headerOf(sheetRow, input.source.name);
      else addEvidence(evidence, columns, sheetRow);
    }
  }
  if (columns === undefined) throw new AppError('FILE_EMPTY', { file: input.source.name });
  return evidence.conclude(input.source.name);
}

function addEvidence(evidence: StyleEvidence, columns: ReportColumns, sheetRow: SheetRow): void {
  const { CONSUMPTION_START_DATE: start, CONSUMPTION_END_DATE: end, QUANTITY: quantity } = columns.indexOf;
  const cells = textsOf(sheetRow.cells);
  const fits =
    cells.length <= columns.names.length || endsEmpty(cells, columns.names.length, columns.headerCells);
  if (!fits) return;
  const cellAt = (index: number | undefined): string => (index === undefined ? '' : (cells[index] ?? ''));
  evidence.add(sheetRow.row, cellAt(start), cellAt(end), cellAt(quantity));
}
