import type { CellObject, WorkBook } from '@e965/xlsx';
import { kindOfFormatCode } from '#core/tabular/number-format.ts';
import type { Cell, SheetRow, TableInfo } from '#core/tabular/table.ts';
import type { JobContext } from '#engine/jobs/job-context.ts';
import type { ByteSource } from '../byte-source.ts';
import { cellOfNumber } from '../cell-of-number.ts';
import { fileError } from '../file-error.ts';
import { MAX_SHEET_COLUMNS, MAX_SHEET_ROWS } from '../table-limits.ts';
import type { TableFile, TableFormat, TextEncoding } from '../table-file-types.ts';
import type { TableSetting } from '../table-setting.ts';
import { denseCells } from './sheetjs.ts';

/** A workbook that SheetJS has parsed into memory, as tables. */
export function heldFile(
  source: ByteSource,
  workbook: WorkBook,
  as: { readonly format: TableFormat; readonly encoding: TextEncoding | undefined },
  setting: TableSetting,
): TableFile {
  const date1904 = workbook.Workbook?.WBProps?.date1904 ?? false;
  // By name: in a decrypted .xls the two lists are not aligned.
  const hiddenByName = new Map(
    workbook.Workbook?.Sheets?.map((sheet) => [sheet.name, (sheet.Hidden ?? 0) !== 0]),
  );
  const tables = workbook.SheetNames.map((name): TableInfo => {
    const columns = workbook.Sheets[name]?.['!cols'] ?? [];
    return {
      sheet: name,
      hidden: hiddenByName.get(name) ?? false,
      // The array is sparse, and may be as long as a damaged file says: holes are not gone through.
      hiddenColumns: Object.entries(columns).flatMap(([column, info]) =>
        info.hidden === true && Number(column) < MAX_SHEET_COLUMNS ? [Number(column)] : [],
      ),
      date1904,
    };
  });
  return {
    format: as.format,
    encoding: as.encoding,
    delimiter: undefined,
    tables,
    skippedMembers: [],
    rows: (tableIndex, context) => {
      const name = workbook.SheetNames[tableIndex];
      if (name === undefined) throw new RangeError(`No table ${tableIndex}`);
      return streamHeldRows({ source, workbook, name, date1904, setting }, context);
    },
    close: () => source.close(),
  };
}

interface HeldSheet {
  readonly source: ByteSource;
  readonly workbook: WorkBook;
  readonly name: string;
  readonly date1904: boolean;
  readonly setting: TableSetting;
}

/** Rows between two looks at the clock. */
const ROWS_PER_STEP = 500;

async function* streamHeldRows(of: HeldSheet, context: JobContext): AsyncIterable<SheetRow> {
  const { source, setting } = of;
  const data = denseCells(of.workbook, of.name);
  const rowInfos = of.workbook.Sheets[of.name]?.['!rows'] ?? [];
  const tooLarge = (limit: number): Error =>
    fileError('SHEET_TOO_LARGE', source.name, { sheet: of.name, limit: `${limit}` });
  let cellCount = 0;
  if (data.length > MAX_SHEET_ROWS) throw tooLarge(MAX_SHEET_ROWS);
  for (let index = 0; index < data.length; index += 1) {
    if (context.signal.aborted || index % ROWS_PER_STEP === 0) {
      await context.checkpoint();
      context.report({ phase: setting.phase, done: index, total: data.length, unit: 'rows' });
    }
    const row = data[index] ?? [];
    // One cell of a damaged file in column 68 million would be as many empty ones before it.
    if (row.length > MAX_SHEET_COLUMNS) throw tooLarge(MAX_SHEET_COLUMNS);
    const cells = cellsOf(row, of.date1904);
    cellCount += cells.length;
    if (cellCount > setting.limits.cells) {
      throw tooLarge(setting.limits.cells);
    }
    if (cells.length > 0) yield { row: index + 1, hidden: rowInfos[index]?.hidden === true, cells };
  }
}

function cellsOf(row: readonly (CellObject | undefined)[], date1904: boolean): Cell[] {
  const cells: Cell[] = [];
  for (let column = 0; column < row.length; column += 1) {
    const cell = cellOf(row[column], date1904);
    if (cell === '') continue;
    while (cells.length < column) cells.push('');
    cells.push(cell);
  }
  return cells;
}

/** What BIFF calls its error values. Source: [MS-XLS] 2.5.10 (Bes). */
const ERROR_TEXTS: Readonly<Record<number, string>> = {
  0x00: '#NULL!',
  0x07: '#DIV/0!',
  0x0f: '#VALUE!',
  0x17: '#REF!',
  0x1d: '#NAME?',
  0x24: '#NUM!',
  0x2a: '#N/A',
  0x2b: '#GETTING_DATA',
};

function cellOf(cell: CellObject | undefined, date1904: boolean): Cell {
  if (cell === undefined) return '';
  const { v: value, t: type } = cell;
  if (type === 'e') {
    return {
      kind: 'error',
      text: typeof value === 'number' ? (ERROR_TEXTS[value] ?? '#ERROR!') : String(value),
    };
  }
  if (value === undefined) return cell.f === undefined ? '' : { kind: 'missing-value', formula: cell.f };
  if (typeof value === 'boolean') return { kind: 'boolean', text: value ? 'TRUE' : 'FALSE' };
  if (typeof value === 'number') {
    // The shortest text of the double: what the file stores, exactly.
    return cellOfNumber(String(value), kindOfFormatCode(String(cell.z ?? 'General')), date1904);
  }
  return typeof value === 'string' ? value : value.toISOString();
}
