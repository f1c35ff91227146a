import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { buffer as readAll } from 'node:stream/consumers';
import { AppError } from '#core/errors.ts';
import { startsAsFormula } from '#core/formula-text.ts';
import { displayId } from '#core/ids.ts';
import { MASK_PATTERN } from '#core/mask-text.ts';
import type { Workspace } from '../../context.ts';
import { asOutputError, openTarget } from '../../exporters/target-file.ts';
import { xmlText } from '../../exporters/render/xml-text.ts';
import { openArchive } from '../../importers/tabular/archive/archive.ts';
import { openFileSource } from '../../importers/tabular/byte-source.ts';
import { DEFAULT_TABLE_LIMITS } from '../../importers/tabular/table-limits.ts';
import type { JobContext } from '../../jobs/job-context.ts';
import { listBatches } from '../../repositories/batches.ts';
import { eachInvoiceRow } from '../../repositories/each-invoice-row.ts';
import { eachUsageRow } from '../../repositories/usage-rows.ts';
import { startZip } from '../zip-writer.ts';
import { workspaceMaskKey } from './mask-key.ts';
import { masksOf, type MaskKind } from './masker.ts';

/** What masks stand for; those of other workspaces are missing. */
export type UnmaskedNames = ReadonlyMap<string, string>;

const ROWS_A_STEP = 2000;

/** Finds what masks of this workspace stand for, by masking what it holds. */
export async function lookUpMasks(
  workspace: Workspace,
  masks: Iterable<string>,
  context: JobContext,
): Promise<UnmaskedNames> {
  const wanted = new Set(masks);
  const found = new Map<string, string>();
  if (wanted.size === 0) return found;
  const key = workspaceMaskKey(workspace.folder);
  const seen = (kind: MaskKind, text: string | undefined): void => {
    const both = text === undefined ? undefined : masksOf(key, kind, text);
    if (both === undefined || text === undefined) return;
    for (const mask of [both.short, both.long]) {
      if (wanted.has(mask) && !found.has(mask)) found.set(mask, displayId(text));
    }
  };
  const { database } = workspace;
  let rows = 0;
  for (const batch of listBatches(database, {})) {
    if (batch.kind === 'invoice') {
      for (const row of eachInvoiceRow(database, [batch.id])) {
        for (const text of [row.consumerId, ...row.raw]) seen('user', text);
        for (const text of [row.customerId, row.customerName]) seen('customer', text);
        if (++rows % ROWS_A_STEP === 0) await context.checkpoint();
      }
      continue;
    }
    for (const row of eachUsageRow(database, [batch.id])) {
      const unknown = Object.values(row.extra);
      for (const text of [row.subscriberId, row.userId, row.workspaceId, ...unknown]) seen('user', text);
      for (const text of [row.customerOrgId, row.customerExternalId]) seen('customer', text);
      if (++rows % ROWS_A_STEP === 0) await context.checkpoint();
    }
  }
  return found;
}

/** What came of a file. */
export interface UnmaskOutcome {
  readonly path: string;
  /** Different masks that were replaced. */
  readonly replaced: number;
  /** Different masks that this workspace does not know. */
  readonly unknown: number;
}

/**
 * Writes a copy of a masked workbook or CSV file with the real ids and names in it. The file itself stays.
 *
 * Throws what the reading of an archive throws, FILE_FORMAT_UNKNOWN for a text that is not UTF-8, and the errors of
 * writing; then nothing stands at `out`.
 */
export async function unmaskFile(
  workspace: Workspace,
  request: { readonly file: string; readonly out: string },
  context: JobContext,
): Promise<UnmaskOutcome> {
  const members = await readMembers(request.file);
  const masks = new Set(
    members.flatMap(({ text }) => [...(text ?? '').matchAll(MASK_PATTERN)].map(([mask]) => mask)),
  );
  const names = await lookUpMasks(workspace, masks, context);
  const target = await openTarget(request.out, 0);
  try {
    const [first] = members;
    if (first !== undefined && first.name === undefined) {
      await target.handle.appendFile(unmaskCsv(first.text ?? '', names));
    } else {
      const zip = startZip(target);
      const contents = members.map(({ name, text, content }) => ({
        path: name ?? '',
        content: text === undefined ? content : Buffer.from(unmaskXml(text, names), 'utf8'),
      }));
      await zip.end(contents);
    }
    await target.commit();
  } catch (error) {
    throw asOutputError(error, request.out);
  } finally {
    await target.discard();
  }
  return { path: request.out, replaced: names.size, unknown: masks.size - names.size };
}

interface Member {
  /** Undefined: the file itself, a text. */
  readonly name: string | undefined;
  readonly text: string | undefined;
  readonly content: Buffer;
}

async function readMembers(file: string): Promise<readonly Member[]> {
  if (!/\.xlsx$/i.test(file)) {
    const content = await readFile(file);
    try {
      const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content);
      return [{ name: undefined, text, content }];
    } catch (error) {
      throw new AppError('FILE_FORMAT_UNKNOWN', { file: basename(file), found: '' }, { cause: error });
    }
  }
  const source = await openFileSource(file);
  try {
    const archive = await openArchive(source, DEFAULT_TABLE_LIMITS);
    const members: Member[] = [];
    for (const entry of archive.entries) {
      if (entry.name.endsWith('/')) continue;
      const content = await readAll(archive.stream(entry));
      const isText = /\.(?:xml|rels|vml)$/i.test(entry.name);
      members.push({ name: entry.name, text: isText ? content.toString('utf8') : undefined, content });
    }
    return members;
  } finally {
    await source.close();
  }
}

/** A text of a cell, a shared text or a drawing, and nothing else: a name within a formula could end the text it stands in. */
const XML_TEXT = /(<(?:\w+:)?[tv](?:\s[^<>]*)?>)([^<]+)(?=<)/g;

const unmaskXml = (xml: string, names: UnmaskedNames): string =>
  xml.replace(
    XML_TEXT,
    (_, tag: string, text: string) =>
      tag + text.replace(MASK_PATTERN, (mask) => xmlText(names.get(mask) ?? mask)),
  );

/** A name may hold what divides fields, or begin as a formula does. */
function unmaskCsv(text: string, names: UnmaskedNames): string {
  let quotes = 0;
  let counted = 0;
  return text.replace(MASK_PATTERN, (mask: string, at: number) => {
    for (; counted < at; counted += 1) if (text[counted] === '"') quotes += 1;
    const name = names.get(mask) ?? mask;
    const isQuoted = quotes % 2 === 1;
    const before = text[at - 1] ?? '\n';
    const isStart = /[,;\t\r\n"\uFEFF]/.test(before);
    const safe = isStart && startsAsFormula(name) ? `'${name}` : name;
    const doubled = safe.replaceAll('"', '""');
    if (isQuoted) return doubled;
    const isWhole = isStart && /[,;\t\r\n]/.test(text[at + mask.length] ?? '\n');
    return isWhole && /[",;\t\r\n]/.test(safe) ? `"${doubled}"` : safe;
  });
}
