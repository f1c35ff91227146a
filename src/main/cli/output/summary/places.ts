import type { EvidenceDocument } from '#core/reconcile/result-document.ts';
import { fillMessage } from '#shared/messages/fill.ts';
import type { SummaryContext } from './summary-context.ts';

/** An address of which parts may be missing: an issue can mean a whole file. */
export interface Place {
  readonly file: string | null;
  readonly sheet: string | null;
  readonly row: number | null;
}

/** How many rows one line names before it says how many more there are. */
const MOST_ROWS = 5;

/** `invoice.xlsx, Usage, row 9` */
export function placeText(place: Place, { texts }: SummaryContext): string {
  if (place.file === null) return '';
  const params = {
    file: place.file,
    sheet: place.sheet ?? '',
    row: place.row === null ? '' : String(place.row),
  };
  return fillMessage(place.row === null ? texts.fileOnly : texts.place, params);
}

/** The rows of a figure, a line for each file and sheet: `invoice.xlsx, Usage, row 9, 12 and 3 more`. */
export function placeLines(places: readonly EvidenceDocument[], context: SummaryContext): readonly string[] {
  const groups = new Map<string, EvidenceDocument[]>();
  for (const place of places) {
    const key = JSON.stringify([place.file, place.sheet]);
    const group = groups.get(key);
    if (group) group.push(place);
    else groups.set(key, [place]);
  }
  return [...groups.values()].map((group) => {
    const [first, ...others] = group;
    if (first === undefined) return '';
    const named = others.slice(0, MOST_ROWS - 1).map(({ row }) => `${context.texts.listMark}${row}`);
    const rest = others.length - named.length;
    const more = rest > 0 ? ` ${fillMessage(context.texts.morePlaces, { count: String(rest) })}` : '';
    const template = others.length === 0 ? context.texts.place : context.texts.places;
    const rows = `${first.row}${named.join('')}`;
    return fillMessage(template, { file: first.file, sheet: first.sheet ?? '', row: rows }) + more;
  });
}
