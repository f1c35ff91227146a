import type { JobContext } from '#engine/jobs/job-context.ts';
import type { Archive, ArchiveEntry } from '../archive/archive.ts';
import { fileError } from '../file-error.ts';
import { readXml } from '../xml/read-xml.ts';
import { unescapeXmlString } from './xml-string.ts';

/** What each text costs beside its characters: without it, empty ones would be free and could fill the memory. */
const TEXT_OVERHEAD = 8;

/**
 * Reads the texts that the sheets share. Runs of rich text are joined; the phonetic readings (furigana) that
 * Japanese Excel stores beside a text are not part of it.
 */
export async function readSharedStrings(
  archive: Archive,
  entry: ArchiveEntry,
  place: {
    readonly file: string;
    readonly limitCharacters: number;
    readonly limitCellCharacters: number;
  },
  context: JobContext,
): Promise<readonly string[]> {
  const strings: string[] = [];
  let characters = 0;
  let text = '';
  let phoneticDepth = 0;
  let collects = false;
  const steps = readXml(
    archive.stream(entry),
    {
      open: (name) => {
        if (name === 'si') text = '';
        else if (name === 'rPh') phoneticDepth += 1;
        else if (name === 't') collects = phoneticDepth === 0;
      },
      close: (name) => {
        if (name === 't') collects = false;
        else if (name === 'rPh') phoneticDepth -= 1;
        else if (name === 'si') {
          strings.push(unescapeXmlString(text));
          characters += text.length + TEXT_OVERHEAD;
        }
      },
      text: (part) => {
        if (!collects) return;
        text += part;
        if (text.length > place.limitCellCharacters) {
          throw fileError('SHEET_TOO_LARGE', place.file, {
            sheet: entry.name,
            limit: `${place.limitCellCharacters}`,
          });
        }
      },
    },
    { file: place.file, part: entry.name },
    () => characters,
  );
  for await (const held of steps) {
    if (held > place.limitCharacters) {
      throw fileError('SHEET_TOO_LARGE', place.file, {
        sheet: entry.name,
        limit: `${place.limitCharacters}`,
      });
    }
    await context.checkpoint();
  }
  return strings;
}
