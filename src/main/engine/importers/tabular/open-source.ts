import type { JobContext } from '#engine/jobs/job-context.ts';
import { openArchive, type Archive } from './archive/archive.ts';
import { containerKindOf } from './archive/office-kind.ts';
import { openZipFile } from './archive/zip-file.ts';
import { mebibytes, readAll, readHead, type ByteSource } from './byte-source.ts';
import { fileError } from './file-error.ts';
import { openCompoundFile } from './held/compound-file.ts';
import { heldFile } from './held/held-file.ts';
import { markupKindOf, openMarkupFile } from './held/markup-file.ts';
import { parseWorkbook } from './held/sheetjs.ts';
import { openOdsFile } from './ods/ods-file.ts';
import { sniffSignature, SIGNATURE_BYTES } from './sniff.ts';
import type { TableFile } from './table-file-types.ts';
import type { TableSetting } from './table-setting.ts';
import { chosenEncoding, detectEncoding } from './text/detect-encoding.ts';
import { openTextFile, readTextSample } from './text/text-file.ts';
import { openXlsxFile } from './xlsx/xlsx-file.ts';

/**
 * Opens whatever a source holds, by its bytes; its name is never asked. The file that is returned owns the source
 * and closes it; where this throws, the caller still owns it.
 */
export async function openSource(
  source: ByteSource,
  setting: TableSetting,
  context: JobContext,
): Promise<TableFile> {
  if (source.size > setting.limits.fileBytes) {
    throw fileError('FILE_TOO_LARGE', source.name, { limit: mebibytes(setting.limits.fileBytes) });
  }
  const head = await readHead(source, SIGNATURE_BYTES);
  const signature = sniffSignature(head);
  switch (signature.kind) {
    case 'zip':
      return await openContainer(source, setting, context);
    case 'compound':
      return await openCompoundFile(source, setting, context, openSource);
    case 'text':
      return await openText(source, head, setting, context);
    case 'other':
      throw fileError('FILE_FORMAT_UNKNOWN', source.name, { found: signature.found ?? '' });
  }
}

async function openContainer(
  source: ByteSource,
  setting: TableSetting,
  context: JobContext,
): Promise<TableFile> {
  const archive = await openArchive(source, setting.limits);
  const container = await containerKindOf(archive, source.name);
  switch (container.kind) {
    case 'xlsx':
      return await openXlsxFile(source, archive, container.mainPart, setting, context);
    case 'ods':
      return await openOdsFile(source, archive, setting, context);
    case 'xlsb': {
      await verifyMembers(archive, context);
      const content = await readAll(source, setting.limits.heldBytes);
      const workbook = await parseWorkbook(content, source.name, context);
      return heldFile(source, workbook, { format: 'xlsb', encoding: undefined }, setting);
    }
    case 'zip':
      if (setting.isMember) throw fileError('ARCHIVE_NESTED', source.name, { member: source.name });
      return await openZipFile(source, archive, setting, context, openSource);
    case 'other':
      throw fileError('FILE_FORMAT_UNKNOWN', source.name, { found: container.found });
  }
}

/** Unpacks all members once, without keeping them: a library that unpacks by itself believes what they state. */
async function verifyMembers(archive: Archive, context: JobContext): Promise<void> {
  for (const entry of archive.entries) {
    if (entry.name.endsWith('/')) continue;
    const chunks = archive.stream(entry)[Symbol.asyncIterator]();
    while (!(await chunks.next()).done) await context.checkpoint();
  }
}

async function openText(
  source: ByteSource,
  head: Buffer,
  setting: TableSetting,
  context: JobContext,
): Promise<TableFile> {
  const markup = markupKindOf(head);
  if (markup !== undefined) return await openMarkupFile(source, markup, head, setting, context);
  const encoding =
    setting.encoding === undefined
      ? await detectEncoding(source, setting.headerWords, context)
      : chosenEncoding(setting.encoding, source.name);
  return openTextFile(source, encoding, await readTextSample(source, encoding), setting);
}
