import type { JobContext } from '#engine/jobs/job-context.ts';
import { bufferSource, readAll, type ByteSource } from '../byte-source.ts';
import { fileError } from '../file-error.ts';
import type { OpenSource } from '../archive/zip-file.ts';
import type { TableFile } from '../table-file-types.ts';
import type { TableSetting } from '../table-setting.ts';
import { decryptWorkbook, isLockedWorkbook } from './decrypt-workbook.ts';
import { heldFile } from './held-file.ts';
import { parseWorkbook } from './sheetjs.ts';
import { workApart } from './work-apart.ts';

/**
 * Opens a compound file (OLE): an old .xls, or any workbook under a password. `openSource` opens what comes out of
 * the decryption; it never leaves the memory.
 *
 * Throws `PASSWORD_NEEDED`, `PASSWORD_WRONG`, `ENCRYPTION_UNKNOWN`, `FILE_FORMAT_UNKNOWN` (a Word document, a mail),
 * `FILE_TOO_LARGE` or `FILE_DAMAGED`.
 */
export async function openCompoundFile(
  source: ByteSource,
  setting: TableSetting,
  context: JobContext,
  openSource: OpenSource,
): Promise<TableFile> {
  const content = await readAll(source, setting.limits.heldBytes);
  await context.checkpoint();
  const streams = await streamNames(content, source.name, context);
  const isPackage = streams.includes('EncryptedPackage');
  const isWorkbook = streams.includes('Workbook') || streams.includes('Book');
  if (!isPackage && !isWorkbook) {
    throw fileError('FILE_FORMAT_UNKNOWN', source.name, { found: foundIn(streams) });
  }
  if (isPackage || (await isLockedWorkbook(content, source.name, context))) {
    const decrypted = await decryptWorkbook(content, setting.password, source.name, context);
    const opened = await openDecrypted(source, decrypted, isPackage, setting, context, openSource);
    return { ...opened, close: () => source.close() };
  }
  return heldFile(
    source,
    await parseWorkbook(content, source.name, context),
    { format: 'xls', encoding: undefined },
    setting,
  );
}

async function openDecrypted(
  source: ByteSource,
  decrypted: Buffer,
  isPackage: boolean,
  setting: TableSetting,
  context: JobContext,
  openSource: OpenSource,
): Promise<TableFile> {
  const inMemory = bufferSource(source.name, decrypted);
  if (isPackage) return await openSource(inMemory, setting, context);
  const workbook = await parseWorkbook(decrypted, source.name, context);
  return heldFile(inMemory, workbook, { format: 'xls', encoding: undefined }, setting);
}

/** The names of the streams at the top of a compound file. */
async function streamNames(content: Buffer, file: string, context: JobContext): Promise<readonly string[]> {
  const outcome = await workApart<'streams'>({ kind: 'streams', content }, file, context);
  if (outcome.ok) return outcome.value;
  throw fileError('FILE_DAMAGED', file, {}, new Error(outcome.message));
}

function foundIn(streams: readonly string[]): string {
  if (streams.includes('WordDocument')) return 'Word';
  if (streams.includes('PowerPoint Document')) return 'PowerPoint';
  return streams.some((name) => name.startsWith('__properties_version')) ? 'Outlook' : '';
}
