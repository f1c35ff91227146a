import type { SheetRow, TableInfo } from '#core/tabular/table.ts';
import type { JobContext } from '#engine/jobs/job-context.ts';
import type { Archive } from '../archive/archive.ts';
import type { ByteSource } from '../byte-source.ts';
import { handOutBlocks, handOutRows } from '../hand-out-rows.ts';
import type { TableFile } from '../table-file-types.ts';
import type { TableSetting } from '../table-setting.ts';
import { withProgress } from '../with-progress.ts';
import { readHiddenColumns } from './hidden-columns.ts';
import { readXml } from '../xml/read-xml.ts';
import { readSharedStrings } from './shared-strings.ts';
import { createPlainRows } from './plain-rows.ts';
import { createSheetReader, type SheetSetting } from './sheet-reader.ts';
import { readStyles, type CellStyles } from './styles.ts';
import { readWorkbook, type Workbook, type WorkbookSheet } from './workbook.ts';

/** Opens an .xlsx or .xlsm whose container has passed the guards. Sheets are streamed. */
export async function openXlsxFile(
  source: ByteSource,
  archive: Archive,
  mainPart: string,
  setting: TableSetting,
  context: JobContext,
): Promise<TableFile> {
  const file = source.name;
  const workbook = await readWorkbook(archive, file, mainPart);
  const styles = workbook.styles ? await readStyles(archive, workbook.styles, file) : [];
  const tables: TableInfo[] = [];
  for (const sheet of workbook.sheets) {
    await context.checkpoint();
    tables.push({
      sheet: sheet.name,
      hidden: sheet.hidden,
      hiddenColumns: await readHiddenColumns(archive, sheet.entry, file),
      date1904: workbook.date1904,
    });
  }

  let strings: Promise<readonly string[]> | undefined;
  const sharedStrings = (rowContext: JobContext): Promise<readonly string[]> => {
    const entry = workbook.sharedStrings;
    if (!entry) return Promise.resolve([]);
    strings ??= readSharedStrings(
      archive,
      entry,
      {
        file,
        limitCharacters: setting.limits.sharedCharacters,
        limitCellCharacters: setting.limits.cellCharacters,
      },
      rowContext,
    ).catch((error: unknown) => {
      // A cancelled first pass must not spoil the second one.
      strings = undefined;
      throw error;
    });
    return strings;
  };

  const rowsOf = (tableIndex: number, rowContext: JobContext): AsyncIterable<readonly SheetRow[]> => {
    const sheet = workbook.sheets[tableIndex];
    if (!sheet) throw new RangeError(`No table ${tableIndex}`);
    return streamSheet({ source, archive, workbook, styles, sheet, setting, sharedStrings }, rowContext);
  };

  return {
    format: 'xlsx',
    encoding: undefined,
    delimiter: undefined,
    tables,
    skippedMembers: [],
    rows: (tableIndex, rowContext) => handOutRows(rowsOf(tableIndex, rowContext), rowContext),
    rowBlocks: (tableIndex, rowContext) => handOutBlocks(rowsOf(tableIndex, rowContext), rowContext),
    close: () => source.close(),
  };
}

interface SheetStream {
  readonly source: ByteSource;
  readonly archive: Archive;
  readonly workbook: Workbook;
  readonly styles: CellStyles;
  readonly sheet: WorkbookSheet;
  readonly setting: TableSetting;
  readonly sharedStrings: (context: JobContext) => Promise<readonly string[]>;
}

async function* streamSheet(of: SheetStream, context: JobContext): AsyncIterable<readonly SheetRow[]> {
  const { entry, name } = of.sheet;
  const place = { file: of.source.name, part: entry.name };
  const sheetSetting: SheetSetting = {
    place,
    sheet: name,
    strings: await of.sharedStrings(context),
    styles: of.styles,
    date1904: of.workbook.date1904,
    limitCells: of.setting.limits.cells,
    limitCellCharacters: of.setting.limits.cellCharacters,
  };
  const reader = createSheetReader(sheetSetting);
  const plain = { name: 'sheetData', elementEnd: '</row>', take: createPlainRows(sheetSetting, reader) };
  const bytes = withProgress(of.archive.stream(entry), entry.inflatedBytes, of.setting.phase, context);
  yield* readXml(bytes, reader, place, reader.take, plain);
}
