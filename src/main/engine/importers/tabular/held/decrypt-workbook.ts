import type { JobContext } from '#engine/jobs/job-context.ts';
import { fileError } from '../file-error.ts';
import { workApart } from './work-apart.ts';

/** Whether an .xls is under a password. What can't be taken apart, the parser will name as damaged. */
export async function isLockedWorkbook(content: Buffer, file: string, context: JobContext): Promise<boolean> {
  const outcome = await workApart<'is-locked'>({ kind: 'is-locked', content }, file, context);
  return outcome.ok && outcome.value;
}

/** The error of the library for a wrong password; any other one is about the file. */
const WRONG_PASSWORD = /password is incorrect/i;
/** What the library says about an encryption that it does not know. */
const UNKNOWN_ENCRYPTION = /unsupported/i;

/**
 * Decrypts a workbook in memory. Throws `PASSWORD_NEEDED` without a password, `PASSWORD_WRONG`,
 * `ENCRYPTION_UNKNOWN` or `FILE_DAMAGED`. The password appears in no message.
 */
export async function decryptWorkbook(
  content: Buffer,
  password: string | undefined,
  file: string,
  context: JobContext,
): Promise<Buffer> {
  if (password === undefined || password === '') throw fileError('PASSWORD_NEEDED', file);
  const outcome = await workApart<'decrypt'>({ kind: 'decrypt', content, password }, file, context);
  if (outcome.ok) return Buffer.from(outcome.value);
  if (WRONG_PASSWORD.test(outcome.message)) throw fileError('PASSWORD_WRONG', file);
  if (UNKNOWN_ENCRYPTION.test(outcome.message)) throw fileError('ENCRYPTION_UNKNOWN', file);
  throw fileError('FILE_DAMAGED', file, {}, new Error(outcome.message));
}
