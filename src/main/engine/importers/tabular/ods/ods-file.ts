import type { SheetRow } from '#core/tabular/table.ts';
import type { JobContext } from '#engine/jobs/job-context.ts';
import type { Archive, ArchiveEntry } from '../archive/archive.ts';
import type { ByteSource } from '../byte-source.ts';
import { fileError } from '../file-error.ts';
import { handOutRows } from '../hand-out-rows.ts';
import type { TableFile } from '../table-file-types.ts';
import type { TableSetting } from '../table-setting.ts';
import { withProgress } from '../with-progress.ts';
import { readXml, readXmlPart } from '../xml/read-xml.ts';
import { createOdsReader, type OdsSetting } from './ods-reader.ts';

/** Opens an OpenDocument spreadsheet, and streams its sheets. SheetJS is not used: it loses what is hidden. */
export async function openOdsFile(
  source: ByteSource,
  archive: Archive,
  setting: TableSetting,
  context: JobContext,
): Promise<TableFile> {
  const file = source.name;
  if (await isEncrypted(archive, file)) throw fileError('ENCRYPTION_UNKNOWN', file);
  const content = archive.find('content.xml');
  if (!content) throw fileError('FILE_DAMAGED', file, { detail: 'content.xml' });
  const listing = createOdsReader(odsSetting(file, undefined, setting));
  const bytes = withProgress(archive.stream(content), content.inflatedBytes, setting.phase, context);
  await readXmlPart(bytes, listing, { file, part: content.name });
  return {
    format: 'ods',
    encoding: undefined,
    delimiter: undefined,
    tables: listing.tables.map((table) => ({
      sheet: table.name,
      hidden: table.hidden,
      hiddenColumns: table.hiddenColumns,
      date1904: false,
    })),
    skippedMembers: [],
    rows: (tableIndex, rowContext) => {
      if (!listing.tables[tableIndex]) throw new RangeError(`No table ${tableIndex}`);
      return handOutRows(
        streamTable({ source, archive, content, tableIndex, setting }, rowContext),
        rowContext,
      );
    },
    close: () => source.close(),
  };
}

const odsSetting = (file: string, wantedTable: number | undefined, { limits }: TableSetting): OdsSetting => ({
  file,
  wantedTable,
  limitCells: limits.cells,
  limitCellCharacters: limits.cellCharacters,
  limitTables: limits.tables,
});

interface OdsStream {
  readonly source: ByteSource;
  readonly archive: Archive;
  readonly content: ArchiveEntry;
  readonly tableIndex: number;
  readonly setting: TableSetting;
}

async function* streamTable(of: OdsStream, context: JobContext): AsyncIterable<readonly SheetRow[]> {
  const { content, setting } = of;
  const file = of.source.name;
  const reader = createOdsReader(odsSetting(file, of.tableIndex, setting));
  const bytes = withProgress(of.archive.stream(content), content.inflatedBytes, setting.phase, context);
  for await (const rows of readXml(bytes, reader, { file, part: content.name }, reader.take)) {
    yield rows;
    if (reader.isDone()) return;
  }
}

/** A password protected document states so in its manifest; its parts are ciphers. */
async function isEncrypted(archive: Archive, file: string): Promise<boolean> {
  const manifest = archive.find('META-INF/manifest.xml');
  if (!manifest) return false;
  let found = false;
  await readXmlPart(
    archive.stream(manifest),
    {
      open: (name) => {
        if (name === 'encryption-data') found = true;
      },
    },
    { file, part: manifest.name },
  );
  return found;
}
