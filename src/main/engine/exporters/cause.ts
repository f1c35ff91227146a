import type { EvidenceDocument, LineDocument } from '#core/reconcile/result-document.ts';
import { explanationSentence } from '#shared/messages/explanations.ts';
import { fillMessage } from '#shared/messages/fill.ts';
import type { Book } from './book.ts';

/** The causes of a line's difference in sentences, the first one first; empty where it has none. */
export function causeOf(line: LineDocument, book: Book): string {
  const sentences = line.explanations.map((explanation) => explanationSentence(explanation, book.language));
  if (sentences.length > 0) return sentences.join(book.language === 'ja' ? '' : ' ');
  return line.class === 'none' ? '' : book.texts.noCause;
}

/** At most this many addresses are spelled out in one cell. */
const SHOWN = 5;

/** Where to look, as a person reads it: `invoice.xlsx, Usage, row 9`. */
export function placesOf(places: readonly EvidenceDocument[], book: Book): string {
  const unique = [...new Map(places.map((place) => [JSON.stringify(place), place])).values()];
  const shown = unique.slice(0, SHOWN).map((place) => placeOf(place, book));
  if (unique.length > SHOWN) {
    shown.push(fillMessage(book.texts.morePlaces, { count: (unique.length - SHOWN).toString() }));
  }
  return shown.join('\n');
}

/** One address. */
export const placeOf = (
  place: { readonly file: string | null; readonly sheet: string | null; readonly row: number | null },
  { texts }: Book,
): string =>
  fillMessage(texts.place, {
    file: place.file ?? '',
    sheet: place.sheet ?? '',
    row: place.row?.toString() ?? '',
  });
