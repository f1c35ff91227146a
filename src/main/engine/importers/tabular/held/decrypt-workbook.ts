import officeCrypto from 'officecrypto-tool';
import { fileError } from '../file-error.ts';

/** Whether an .xls is under a password. */
export const isLockedWorkbook = (content: Buffer): boolean => {
  try {
    return officeCrypto.isEncrypted(content);
  } catch {
    // What it can't take apart, the parser will name as damaged.
    return false;
  }
};

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
): Promise<Buffer> {
  if (password === undefined || password === '') throw fileError('PASSWORD_NEEDED', file);
  try {
    return await officeCrypto.decrypt(content, { password });
  } catch (error) {
    const message = error instanceof Error ? error.message : '';
    if (WRONG_PASSWORD.test(message)) throw fileError('PASSWORD_WRONG', file);
    if (UNKNOWN_ENCRYPTION.test(message)) throw fileError('ENCRYPTION_UNKNOWN', file);
    throw fileError('FILE_DAMAGED', file, {}, error);
  }
}
