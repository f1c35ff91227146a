import { AppError } from '#core/errors.ts';
import { cellText, type SheetRow } from '#core/tabular/table.ts';
import { readReportHeader, type ReportColumns } from '#core/usage/report-columns.ts';
import { STYLE_NEEDED } from '#core/usage/report-row.ts';
import { gatherStyle, PLAIN_STYLE, type ReportStyle, type StyleEvidence } from '#core/usage/report-style.ts';
import type { JobContext } from '../../jobs/job-context.ts';
import { rowBlocks } from '../tabular/row-blocks.ts';
import type { PlainRowSink } from './plain-rows.ts';
import { readUtf8Rows } from './read-utf8-rows.ts';
import type { ReportFile, ReportReading, ReportSink } from './report-file.ts';
import { endsEmpty, rowTaker, textsOf, type RowTaker } from './row-taker.ts';

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

/** Reads the rows once. STYLE_NEEDED: the whole column must be known first. */
async function readRows(
  input: ReportFile,
  tableIndex: number,
  style: ReportStyle,
  isStyleKnown: boolean,
  sink: ReportSink,
  context: JobContext,
): Promise<ReportReading | typeof STYLE_NEEDED> {
  let reading: (RowTaker & { readonly columns: ReportColumns }) | undefined;
  const begin = (row: SheetRow): ReportColumns | undefined => {
    const columns = headerOf(row, input.source.name);
    if (columns === undefined) return undefined;
    sink.begin(columns);
    reading = { columns, ...rowTaker(input, tableIndex, columns, style, isStyleKnown, sink) };
    return columns;
  };
  const take = (row: SheetRow): ReturnType<RowTaker['take']> => reading?.take(row);
  const { utf8 } = input.file;
  if (utf8 !== undefined) {
    const pass = (): void => reading?.pass();
    const plain: PlainRowSink = {
      placesOf: sink.plain.placesOf,
      add: (bytes, ids, sourceRow, group, window, quantity) => {
        reading?.handOn();
        return sink.plain.add(bytes, ids, sourceRow, group, window, quantity);
      },
    };
    const outcome = await readUtf8Rows(utf8, { begin, take, pass }, plain, context);
    if (outcome === STYLE_NEEDED) return STYLE_NEEDED;
  } else {
    for await (const block of rowBlocks(input.file, tableIndex, context)) {
      for (const row of block) {
        if (reading === undefined) begin(row);
        else if (take(row) === STYLE_NEEDED) return STYLE_NEEDED;
      }
    }
  }
  if (reading === undefined) throw new AppError('FILE_EMPTY', { file: input.source.name });
  const { columns, counts } = reading;
  return reading.end() === STYLE_NEEDED ? STYLE_NEEDED : { columns, counts, style };
}

/** The columns that the first row with any text names. */
function headerOf(row: SheetRow, file: string): ReportColumns | undefined {
  const cells = row.cells.map(cellText);
  const isBlank = cells.every((cell) => cell.replace(/^\ufeff/, '').trim() === '');
  return isBlank ? undefined : readReportHeader(cells, file);
}

/** Goes through the whole file for what its dates and quantities prove. Rows that don't fit the header have no say. */
async function inferStyle(input: ReportFile, tableIndex: number, context: JobContext): Promise<ReportStyle> {
  const evidence = gatherStyle(input.dateOrder);
  let columns: ReportColumns | undefined;
  for await (const block of rowBlocks(input.file, tableIndex, context)) {
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
