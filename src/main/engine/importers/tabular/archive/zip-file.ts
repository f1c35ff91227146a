import type { TableInfo } from '#core/tabular/table.ts';
import { AppError } from '#core/errors.ts';
import type { JobContext } from '#engine/jobs/job-context.ts';
import { bufferSource, readAll, type ByteSource } from '../byte-source.ts';
import { fileError } from '../file-error.ts';
import type { SkippedMember, TableFile } from '../table-file-types.ts';
import type { TableSetting } from '../table-setting.ts';
import type { Archive, ArchiveEntry } from './archive.ts';

/** Opens whatever a source holds: the function that knows all formats, handed in so that a zip can use it for its members. */
export type OpenSource = (
  source: ByteSource,
  setting: TableSetting,
  context: JobContext,
) => Promise<TableFile>;

/** What archivers add of their own: no document of anybody. */
const LITTER = /(^|\/)(__MACOSX\/|\.DS_Store$|Thumbs\.db$|desktop\.ini$|\._)/i;

/**
 * Opens a zip of tables: each member's tables become tables of the zip, `member.csv` or `member.xlsx#Sheet`.
 * Nothing is written to disk. Members that are no tables are listed in `skippedMembers`.
 *
 * Throws `ARCHIVE_NESTED` for a zip within the zip, `ARCHIVE_ENCRYPTED` for locked members, `FILE_EMPTY` where no
 * member holds a table, and what a member throws.
 */
export async function openZipFile(
  source: ByteSource,
  archive: Archive,
  setting: TableSetting,
  context: JobContext,
  openSource: OpenSource,
): Promise<TableFile> {
  const members = archive.entries.filter((entry) => !entry.name.endsWith('/') && !LITTER.test(entry.name));
  if (members.some((entry) => entry.encrypted)) throw fileError('ARCHIVE_ENCRYPTED', source.name);

  const tables: TableInfo[] = [];
  const places: { readonly file: TableFile; readonly index: number }[] = [];
  const skippedMembers: SkippedMember[] = [];
  const budget = { bytes: setting.limits.heldBytes };
  for (const entry of members) {
    const member = await openMember(source, archive, entry, budget, setting, context, openSource);
    if ('found' in member) {
      skippedMembers.push({ member: entry.name, found: member.found });
      continue;
    }
    member.tables.forEach((table, index) => {
      const sheet = table.sheet === undefined ? entry.name : `${entry.name}#${table.sheet}`;
      tables.push({ ...table, sheet });
      places.push({ file: member, index });
    });
  }
  if (tables.length === 0 && skippedMembers.length === 0) throw fileError('FILE_EMPTY', source.name);
  if (tables.length === 0) {
    throw fileError('FILE_FORMAT_UNKNOWN', source.name, { found: skippedMembers[0]?.found ?? '' });
  }

  return {
    format: 'zip',
    encoding: undefined,
    delimiter: undefined,
    tables,
    skippedMembers,
    rows: (tableIndex, rowContext) => {
      const place = places[tableIndex];
      if (!place) throw new RangeError(`No table ${tableIndex}`);
      return place.file.rows(place.index, rowContext);
    },
    // Members hold no handles of their own.
    close: () => source.close(),
  };
}

/** What the workbooks of one zip may still hold in memory together. */
interface HeldBudget {
  bytes: number;
}

async function openMember(
  source: ByteSource,
  archive: Archive,
  entry: ArchiveEntry,
  budget: HeldBudget,
  setting: TableSetting,
  context: JobContext,
  openSource: OpenSource,
): Promise<TableFile | { readonly found: string | undefined }> {
  await context.checkpoint();
  try {
    if (entry.inflatedBytes === 0) throw fileError('FILE_EMPTY', `${source.name}/${entry.name}`);
    const member = await memberSource(source, archive, entry, budget);
    return await openSource(member, { ...setting, isMember: true }, context);
  } catch (error) {
    // A covering letter beside the tables is no reason to refuse them; it is named instead.
    if (!(error instanceof AppError)) throw error;
    if (error.code === 'FILE_EMPTY') return { found: 'empty' };
    if (error.code !== 'FILE_FORMAT_UNKNOWN') throw error;
    return { found: error.params['found'] === '' ? undefined : error.params['found'] };
  }
}

/** Texts are streamed out of the zip as often as they are read; workbooks need random access and are held. */
async function memberSource(
  source: ByteSource,
  archive: Archive,
  entry: ArchiveEntry,
  budget: HeldBudget,
): Promise<ByteSource> {
  const streamed: ByteSource = {
    name: `${source.name}/${entry.name}`,
    size: entry.inflatedBytes,
    access: undefined,
    stream: () => archive.stream(entry),
    close: () => Promise.resolve(),
  };
  if (!(await startsLikeContainer(streamed))) return streamed;
  const buffer = await readAll(streamed, budget.bytes);
  budget.bytes -= buffer.length;
  return bufferSource(streamed.name, buffer);
}

async function startsLikeContainer(source: ByteSource): Promise<boolean> {
  for await (const chunk of source.stream()) {
    return chunk.subarray(0, 2).toString('latin1') === 'PK' || chunk[0] === 0xd0;
  }
  return false;
}
