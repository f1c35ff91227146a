import { posix } from 'node:path';
import type { Archive, ArchiveEntry } from '../archive/archive.ts';
import { fileError } from '../file-error.ts';
import { readXmlPart } from '../xml/read-xml.ts';
import type { XmlAttributes } from '../xml/xml-scanner.ts';

/** A sheet as the workbook lists it. */
export interface WorkbookSheet {
  readonly name: string;
  readonly hidden: boolean;
  readonly entry: ArchiveEntry;
}

/** What the workbook part of an xlsx says. */
export interface Workbook {
  readonly date1904: boolean;
  readonly sheets: readonly WorkbookSheet[];
  readonly sharedStrings: ArchiveEntry | undefined;
  readonly styles: ArchiveEntry | undefined;
}

interface Relationship {
  readonly id: string;
  /** The last part of the type's address: `worksheet`, `sharedStrings`, ... Transitional and strict files agree in it. */
  readonly type: string;
  readonly target: string;
}

/** The name of the package's main part, `xl/workbook.xml` as a rule; undefined where the archive is no Office file. */
export async function findMainPart(archive: Archive, file: string): Promise<string | undefined> {
  const relationships = await readRelationships(archive, file, '');
  return relationships.find((one) => one.type === 'officeDocument')?.target;
}

/** Reads the list of sheets. Throws `FILE_DAMAGED` where a part that it names is missing. */
export async function readWorkbook(archive: Archive, file: string, mainPart: string): Promise<Workbook> {
  const relationships = await readRelationships(archive, file, mainPart);
  const byId = new Map(relationships.map((one) => [one.id, one]));
  const partOf = (type: string): ArchiveEntry | undefined => {
    const target = relationships.find((one) => one.type === type)?.target;
    return target === undefined ? undefined : requireEntry(archive, file, target);
  };
  const { date1904, listed } = await readSheetList(archive, file, mainPart);
  const parts = new Set<ArchiveEntry>();
  const sheets = listed.flatMap((sheet) => {
    const relationship = byId.get(sheet.id);
    if (!relationship) throw fileError('FILE_DAMAGED', file, { detail: sheet.name });
    // Chart sheets and dialog sheets hold no cells.
    if (relationship.type !== 'worksheet') return [];
    const entry = requireEntry(archive, file, relationship.target);
    // One part as two sheets would count its lines twice, and a million times take hours.
    if (parts.has(entry)) throw fileError('FILE_DAMAGED', file, { detail: sheet.name });
    parts.add(entry);
    return [{ name: sheet.name, hidden: sheet.hidden, entry }];
  });
  return { date1904, sheets, sharedStrings: partOf('sharedStrings'), styles: partOf('styles') };
}

interface ListedSheet {
  readonly name: string;
  readonly hidden: boolean;
  readonly id: string;
}

async function readSheetList(
  archive: Archive,
  file: string,
  mainPart: string,
): Promise<{ date1904: boolean; listed: readonly ListedSheet[] }> {
  const listed: ListedSheet[] = [];
  let date1904 = false;
  const open = (name: string, attributes: XmlAttributes): void => {
    if (name === 'workbookPr') date1904 = isTrue(attributes.get('date1904'));
    if (name !== 'sheet') return;
    const key = attributes.names().find((one) => one.endsWith(':id')) ?? '';
    const id = attributes.get(key) ?? '';
    const state = attributes.get('state') ?? 'visible';
    listed.push({ name: attributes.get('name') ?? '', hidden: state !== 'visible', id });
  };
  const entry = requireEntry(archive, file, mainPart);
  await readXmlPart(archive.stream(entry), { open }, { file, part: mainPart });
  return { date1904, listed };
}

async function readRelationships(archive: Archive, file: string, part: string): Promise<Relationship[]> {
  const folder = posix.dirname(part);
  const name = posix.join(folder, '_rels', `${posix.basename(part)}.rels`);
  const entry = archive.find(name);
  if (!entry) return [];
  const relationships: Relationship[] = [];
  const open = (element: string, attributes: XmlAttributes): void => {
    if (element !== 'Relationship' || attributes.get('TargetMode') === 'External') return;
    const target = attributes.get('Target') ?? '';
    relationships.push({
      id: attributes.get('Id') ?? '',
      type: posix.basename(attributes.get('Type') ?? ''),
      target: target.startsWith('/') ? target.slice(1) : posix.join(folder, target),
    });
  };
  await readXmlPart(archive.stream(entry), { open }, { file, part: name });
  return relationships;
}

function requireEntry(archive: Archive, file: string, name: string): ArchiveEntry {
  const entry = archive.find(name);
  if (!entry) throw fileError('FILE_DAMAGED', file, { detail: name });
  return entry;
}

/** An XML boolean. */
export const isTrue = (value: string | undefined): boolean => value === '1' || value === 'true';
