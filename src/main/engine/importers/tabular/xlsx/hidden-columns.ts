import type { Archive, ArchiveEntry } from '../archive/archive.ts';
import { fileError } from '../file-error.ts';
import { MAX_SHEET_COLUMNS } from '../table-limits.ts';
import { readXml } from '../xml/read-xml.ts';
import { isTrue } from './workbook.ts';

/** The 0-based hidden columns of a sheet. They are stated before the cells, so only the sheet's head is read. */
export async function readHiddenColumns(
  archive: Archive,
  entry: ArchiveEntry,
  file: string,
): Promise<readonly number[]> {
  const hidden = new Set<number>();
  let hasReachedCells = false;
  let groups = 0;
  const steps = readXml(
    archive.stream(entry),
    {
      open: (name, attributes) => {
        if (name === 'sheetData') hasReachedCells = true;
        if (name !== 'col' || hasReachedCells) return;
        // They don't overlap, so there are no more of them than columns; a million of them would take hours.
        groups += 1;
        if (groups > MAX_SHEET_COLUMNS) throw fileError('FILE_DAMAGED', file, { detail: entry.name });
        if (!isTrue(attributes.get('hidden'))) return;
        if (hidden.size === MAX_SHEET_COLUMNS) return;
        const first = Math.max(Number(attributes.get('min')), 1);
        const last = Math.min(Number(attributes.get('max')), MAX_SHEET_COLUMNS);
        for (let column = first; column <= last; column += 1) hidden.add(column - 1);
      },
    },
    { file, part: entry.name },
    () => hasReachedCells,
  );
  for await (const isDone of steps) {
    if (isDone) break;
  }
  return [...hidden].sort((a, b) => a - b);
}
