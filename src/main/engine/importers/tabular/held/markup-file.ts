import type { JobContext } from '#engine/jobs/job-context.ts';
import { mebibytes, readAll, type ByteSource } from '../byte-source.ts';
import { fileError } from '../file-error.ts';
import type { TableFile, TextEncoding } from '../table-file-types.ts';
import type { TableSetting } from '../table-setting.ts';
import { chosenEncoding, detectEncoding, isStrictly } from '../text/detect-encoding.ts';
import { heldFile } from './held-file.ts';
import { parseWorkbook } from './sheetjs.ts';

/** What a markup file is, by its first characters. */
export type MarkupKind = 'html' | 'spreadsheet-xml' | 'xml';

const HTML = /<(?:!doctype\s+html|html|head|meta|body|table|style)\b/i;
const SPREADSHEET_2003 = 'urn:schemas-microsoft-com:office:spreadsheet';

/** Tells markup from a text table: an `.xls` from a web system often is HTML. Undefined for a text table. */
export function markupKindOf(head: Buffer): MarkupKind | undefined {
  // Zeros are taken out so that UTF-16 is told as well.
  const text = head
    .toString('latin1')
    .replaceAll('\u0000', '')
    .replace(/^(?:\u00ef\u00bb\u00bf|\u00ff\u00fe|\u00fe\u00ff)/, '')
    .trimStart();
  if (!text.startsWith('<')) return undefined;
  if (text.includes(SPREADSHEET_2003) && text.startsWith('<?xml')) return 'spreadsheet-xml';
  if (HTML.test(text)) return 'html';
  return text.startsWith('<?xml') ? 'xml' : undefined;
}

/** Opens an HTML page of tables, or Excel's XML of 2003. */
export async function openMarkupFile(
  source: ByteSource,
  kind: MarkupKind,
  head: Buffer,
  setting: TableSetting,
  context: JobContext,
): Promise<TableFile> {
  if (kind === 'xml') throw fileError('FILE_FORMAT_UNKNOWN', source.name, { found: 'XML' });
  const limit = setting.limits.heldBytes;
  if (source.size > limit) throw fileError('FILE_TOO_LARGE', source.name, { limit: mebibytes(limit) });
  const encoding = await markupEncoding(source, head, setting, context);
  if (kind !== 'html') return await openSpreadsheetXml(source, encoding, setting, context);
  // With all the names of entities it is larger than all other readers together: few files need it.
  const { openHtmlFile } = await import('../html/html-file.ts');
  return await openHtmlFile(source, encoding, setting, context);
}

async function openSpreadsheetXml(
  source: ByteSource,
  encoding: TextEncoding,
  setting: TableSetting,
  context: JobContext,
): Promise<TableFile> {
  const content = await readAll(source, setting.limits.heldBytes);
  const text = new TextDecoder(encoding, { fatal: true }).decode(content);
  if (/<!(?:DOCTYPE|ENTITY)/i.test(text)) {
    throw fileError('ARCHIVE_UNSAFE', source.name, { reason: 'doctype' });
  }
  await context.checkpoint();
  const workbook = await parseWorkbook(text, source.name, context);
  return heldFile(source, workbook, { format: 'xls', encoding }, setting);
}

const STATED_CHARSET = /(?:charset|encoding)\s*=\s*["']?\s*([\w-]+)/i;

/** A person's choice, what the page states if it decodes so, or what is found out. */
async function markupEncoding(
  source: ByteSource,
  head: Buffer,
  setting: TableSetting,
  context: JobContext,
): Promise<TextEncoding> {
  if (setting.encoding !== undefined) {
    const chosen = chosenEncoding(setting.encoding, source.name);
    if (await isStrictly(source, chosen, context)) return chosen;
    throw fileError('FILE_ENCODING_UNKNOWN', source.name, { detail: chosen });
  }
  const stated = STATED_CHARSET.exec(head.toString('latin1'))?.[1];
  if (stated !== undefined) {
    try {
      const encoding = chosenEncoding(stated, source.name);
      if (await isStrictly(source, encoding, context)) return encoding;
    } catch {
      // A page may state anything; its bytes decide.
    }
  }
  return await detectEncoding(source, setting.headerWords, context);
}
