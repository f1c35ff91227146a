import type { SheetRow } from '#core/tabular/table.ts';
import type { JobContext } from '#engine/jobs/job-context.ts';
import type { ByteSource } from '../byte-source.ts';
import { fileError } from '../file-error.ts';
import { handOutRows } from '../hand-out-rows.ts';
import type { TableFile, TextEncoding } from '../table-file-types.ts';
import type { TableSetting } from '../table-setting.ts';
import { decodeStream } from '../text/decode-stream.ts';
import { withProgress } from '../with-progress.ts';
import { createHtmlReader, htmlTableName, type HtmlReader } from './html-reader.ts';

/**
 * Opens an HTML page of tables, `Table 1` and so on in the order in which they begin. Throws `FILE_FORMAT_UNKNOWN`
 * for a page without tables, and `FILE_DAMAGED` for one that was cut off.
 */
export async function openHtmlFile(
  source: ByteSource,
  encoding: TextEncoding,
  setting: TableSetting,
  context: JobContext,
): Promise<TableFile> {
  const readerOf = (wantedTable: number | undefined): HtmlReader =>
    createHtmlReader({
      file: source.name,
      wantedTable,
      limitCells: setting.limits.cells,
      limitTables: setting.limits.tables,
    });
  const read = (reader: HtmlReader, of: JobContext): AsyncIterable<readonly SheetRow[]> =>
    readPage(source, encoding, reader, setting, of);

  const listing = readerOf(undefined);
  const steps = read(listing, context)[Symbol.asyncIterator]();
  while (!(await steps.next()).done);
  if (listing.tables.length === 0) throw fileError('FILE_FORMAT_UNKNOWN', source.name, { found: 'HTML' });
  return {
    format: 'html',
    encoding,
    delimiter: undefined,
    tables: listing.tables.map((table, index) => ({
      sheet: htmlTableName(index),
      hidden: table.hidden,
      hiddenColumns: [...table.hiddenColumns].sort((a, b) => a - b),
      date1904: false,
    })),
    skippedMembers: [],
    rows: (tableIndex, rowContext) => {
      if (!listing.tables[tableIndex]) throw new RangeError(`No table ${tableIndex}`);
      return handOutRows(read(readerOf(tableIndex), rowContext), rowContext);
    },
    close: () => source.close(),
  };
}

async function* readPage(
  source: ByteSource,
  encoding: TextEncoding,
  reader: HtmlReader,
  setting: TableSetting,
  context: JobContext,
): AsyncIterable<readonly SheetRow[]> {
  const bytes = withProgress(source.stream(), source.size, setting.phase, context);
  for await (const text of decodeStream(bytes, encoding, source.name)) {
    reader.write(text);
    yield reader.take();
  }
  reader.end();
  yield reader.take();
}
