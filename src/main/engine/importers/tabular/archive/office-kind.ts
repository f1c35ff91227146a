import { findMainPart } from '../xlsx/workbook.ts';
import type { Archive } from './archive.ts';

/** What a zip container is, by its members. */
export type ContainerKind =
  | { readonly kind: 'xlsx' | 'xlsb'; readonly mainPart: string }
  | { readonly kind: 'ods' }
  | { readonly kind: 'zip' }
  /** A container without tables, by its name. */
  | { readonly kind: 'other'; readonly found: string };

const SPREADSHEET = 'application/vnd.oasis.opendocument.spreadsheet';
/** The length that a media type can have. */
const MEDIA_TYPE_BYTES = 100;

/** Tells a container by its parts. Throws what the archive throws where one of them is damaged. */
export async function containerKindOf(archive: Archive, file: string): Promise<ContainerKind> {
  if (archive.find('[Content_Types].xml')) return await officeKindOf(archive, file);
  const mediaType = archive.find('mimetype');
  if (mediaType && mediaType.inflatedBytes <= MEDIA_TYPE_BYTES) {
    const chunks: Buffer[] = [];
    for await (const chunk of archive.stream(mediaType)) chunks.push(chunk);
    const type = Buffer.concat(chunks).toString('latin1').trim();
    if (type.startsWith(SPREADSHEET)) return { kind: 'ods' };
    if (type.startsWith('application/')) return { kind: 'other', found: type };
  }
  if (archive.find('Index/Document.iwa')) return { kind: 'other', found: 'Apple Numbers' };
  return { kind: 'zip' };
}

async function officeKindOf(archive: Archive, file: string): Promise<ContainerKind> {
  const mainPart = await findMainPart(archive, file);
  if (mainPart === undefined) return { kind: 'zip' };
  if (mainPart.startsWith('word/')) return { kind: 'other', found: 'Word' };
  if (mainPart.startsWith('ppt/')) return { kind: 'other', found: 'PowerPoint' };
  return { kind: mainPart.toLowerCase().endsWith('.bin') ? 'xlsb' : 'xlsx', mainPart };
}
