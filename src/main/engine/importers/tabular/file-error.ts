import { AppError, type ErrorCode, type ErrorParams } from '#core/errors.ts';

/** What the file system says, and what that means to a person. Anything else: the file can't be read. */
const CODE_OF_SYSTEM_ERROR: Readonly<Record<string, ErrorCode>> = {
  ENOENT: 'FILE_NOT_FOUND',
  ENOTDIR: 'FILE_NOT_FOUND',
};

/** An error about a file; `file` is its base name (in a zip `archive.zip/member.csv`), never a path. */
export const fileError = (
  code: ErrorCode,
  file: string,
  params: ErrorParams = {},
  cause?: unknown,
): AppError => new AppError(code, { file, ...params }, cause === undefined ? {} : { cause });

/** Turns a failure of the file system into `FILE_NOT_FOUND` or `FILE_UNREADABLE` (locked, no permission, a folder). */
export function fileErrorOf(error: unknown, file: string): AppError {
  if (error instanceof AppError) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return fileError(CODE_OF_SYSTEM_ERROR[code] ?? 'FILE_UNREADABLE', file, { reason: code }, error);
}
