/** What makes an id doubtful although it can be read. The codes are those of the issues that say so. */
export type IdDoubt = 'ID_DAMAGED' | 'ID_INVISIBLE_CHARACTERS' | 'ID_MIXED_SCRIPTS';

/** Every id of a healthy file: nothing to look at closely. */
const PLAIN = /^[\x20-\x7e]*$/;
/** What a spreadsheet makes of a long number: `1.914E+18`. Its last digits are lost, and other ids look the same. */
const SCIENTIFIC = /^\d(?:[.,]\d+)?E\+?\d{2,}$/i;
/** Characters that nobody sees: controls, joiners, marks that turn the direction of reading. */
const INVISIBLE = /[\p{Cc}\p{Cf}\u115f\u1160\u3164\uffa0]/u;
const LATIN = /\p{Script=Latin}/u;
/** Scripts with letters that look like Latin ones: `А` of Cyrillic, `Ο` of Greek. */
const LOOK_ALIKE = /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}]/u;
/** An id whose every letter passes for a Latin one: `А-1` of Cyrillic beside `A-1`. */
const ONLY_LOOK_ALIKES = /^(?=.*\p{L})(?:[\p{N}\p{P}\p{Z}]|[АВЕЅІЈКМНОРСТУХаеорсухіѕј]|[ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο])+$/u;

/**
 * Whether an id may not be what it looks like; undefined for an id that is. Comparing takes every character as it is
 * written, so two ids that look alike stay two: a doubt tells a person why they did not match.
 */
export function idDoubt(text: string): IdDoubt | undefined {
  const trimmed = text.trim();
  if (PLAIN.test(trimmed)) return SCIENTIFIC.test(trimmed) ? 'ID_DAMAGED' : undefined;
  const folded = trimmed.normalize('NFKC');
  if (SCIENTIFIC.test(folded)) return 'ID_DAMAGED';
  if (INVISIBLE.test(trimmed)) return 'ID_INVISIBLE_CHARACTERS';
  const isMixed = LATIN.test(folded) && LOOK_ALIKE.test(folded);
  return isMixed || ONLY_LOOK_ALIKES.test(folded) ? 'ID_MIXED_SCRIPTS' : undefined;
}
