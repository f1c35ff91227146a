import type { JobContext } from '#engine/jobs/job-context.ts';
import { openFileSource } from './byte-source.ts';
import { openSource } from './open-source.ts';
import type { TableFile, TableFileOptions } from './table-file-types.ts';
import { tableSettingOf } from './table-setting.ts';

export type { TableFile, TableFileOptions } from './table-file-types.ts';

/**
 * Opens a file of tables, whatever its extension says: .xlsx, .xlsm, .xlsb, .xls, .ods, delimited text, HTML, or a
 * zip of them. The caller closes it in every path; where this throws, nothing is left open.
 *
 * Throws `FILE_NOT_FOUND`, `FILE_UNREADABLE`, `FILE_EMPTY`, `FILE_FORMAT_UNKNOWN` (param `found`), `FILE_DAMAGED`,
 * `FILE_TOO_LARGE`, `FILE_ENCODING_UNKNOWN`, `PASSWORD_NEEDED`, `PASSWORD_WRONG`, `ENCRYPTION_UNKNOWN`,
 * `ARCHIVE_UNSAFE`, `ARCHIVE_NESTED`, `ARCHIVE_ENCRYPTED` or `CANCELLED`; reading the rows may throw
 * `SHEET_TOO_LARGE`, `TEXT_NUL`, `TEXT_QUOTE_OPEN` and `TEXT_LINE_TOO_LONG` as well. The param `file` is the base name.
 */
export async function openTableFile(
  path: string,
  options: TableFileOptions,
  context: JobContext,
): Promise<TableFile> {
  const source = await openFileSource(path, options.isUtf8);
  try {
    await context.checkpoint();
    return await openSource(source, tableSettingOf(options), context);
  } catch (error) {
    await source.close();
    throw error;
  }
}
