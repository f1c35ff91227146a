import { kindOfBuiltInFormat, kindOfFormatCode, type NumberFormatKind } from '#core/tabular/number-format.ts';
import type { Archive, ArchiveEntry } from '../archive/archive.ts';
import { fileError } from '../file-error.ts';
import { readXmlPart } from '../xml/read-xml.ts';

/** For each cell style (the `s` of a cell), what it makes of a number. */
export type CellStyles = readonly NumberFormatKind[];

/** Cell styles and own formats that are read; Excel itself allows 65,490 and some hundreds. */
const MAX_STYLES = 100_000;

/** Reads which cell styles are dates. Throws `FILE_DAMAGED` for more of them than any program writes. */
export async function readStyles(archive: Archive, entry: ArchiveEntry, file: string): Promise<CellStyles> {
  const custom = new Map<number, NumberFormatKind>();
  const formatIds: number[] = [];
  let isInCellStyles = false;
  await readXmlPart(
    archive.stream(entry),
    {
      open: (name, attributes) => {
        if (name === 'numFmt') {
          custom.set(
            Number(attributes.get('numFmtId')),
            kindOfFormatCode(attributes.get('formatCode') ?? ''),
          );
        } else if (name === 'cellXfs') isInCellStyles = true;
        else if (name === 'xf' && isInCellStyles) formatIds.push(Number(attributes.get('numFmtId') ?? '0'));
        if (custom.size > MAX_STYLES || formatIds.length > MAX_STYLES) {
          throw fileError('FILE_DAMAGED', file, { detail: entry.name });
        }
      },
      close: (name) => {
        if (name === 'cellXfs') isInCellStyles = false;
      },
    },
    { file, part: entry.name },
  );
  return formatIds.map((id) => custom.get(id) ?? kindOfBuiltInFormat(id));
}
