import { AppError } from '#core/errors.ts';
import type { JobContext } from '#engine/jobs/job-context.ts';
import type { TableFile, TableFileOptions } from './table-file-types.ts';

export type {
  SkippedMember,
  TableFile,
  TableFileOptions,
  TableFormat,
  TextEncoding,
} from './table-file-types.ts';

/** Opens a file of tables, whatever its extension says. */
export function openTableFile(
  path: string,
  _options: TableFileOptions,
  _context: JobContext,
): Promise<TableFile> {
  return Promise.reject(new AppError('FILE_FORMAT_UNKNOWN', { file: path }));
}
