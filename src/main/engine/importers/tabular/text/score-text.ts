import { isCommonKanji } from './kanji-levels.ts';

/**
 * How plausible a decoded text is as something a person wrote, from its characters beyond ASCII. Above 0 speaks
 * for the decoding, below 0 against it; only differences between decodings of the same bytes mean anything, so the
 * weights are about equal for each byte.
 *
 * It judges: kana and common kanji against rare ones; half-width kana by their spelling (a voicing mark follows
 * only the kana that can be voiced); accented Latin letters by their neighbours (a run of them is no word).
 */
export function scoreText(text: string): number {
  let score = 0;
  NON_ASCII_RUN.lastIndex = 0;
  for (const match of text.matchAll(NON_ASCII_RUN)) {
    const before = text[match.index - 1] ?? '';
    const after = text[match.index + match[0].length] ?? '';
    score += scoreRun(match[0], before, after);
  }
  return score;
}

const NON_ASCII_RUN = /[^\u0000-\u007f]+/gu;
const HALF_WIDTH_KANA_RUN = /[\uff61-\uff9f]+/gu;
/** A first kana that may begin a word; then any, with voicing marks only after the kana that take them. */
const HALF_WIDTH_SPELLING = /^[｢]?[ｦ-ｯｱ-ﾝ](?:(?<=[ｳｶ-ﾄﾊ-ﾎ])ﾞ|(?<=[ﾊ-ﾎ])ﾟ|[ｦ-ﾝ･｢｣､｡])*$/u;
const LATIN_LETTER = /^[À-ÖØ-öø-ÿ]$/u;
const LATIN_LOWER_PAIR = /^[ß-öø-ÿ]{2}$/u;
const LATIN_RARE_LETTER = /^[ŒœŠšŽžŸ]$/u;
/** What Western text really has beside letters: `€ 5`, `Joe’s`, `25 °C`, a no-break space. */
const LATIN_SYMBOL = /^[€£§°“”„‘’–—…•™©®²³µ·´«»½¼¾±¿¡ªº¨\u00a0]$/u;
const ASCII_LETTER = /^[A-Za-z]$/u;
const ASCII_LOWER = /^[a-z]$/u;

/** Scores a run of characters beyond ASCII by its neighbours. */
function scoreRun(run: string, before: string, after: string): number {
  if (/^[\u0080-\u024f\u2010-\u203f\u20ac\u2122ˆ˜]+$/u.test(run)) return scoreLatinRun(run, before, after);
  const characters = Array.from(run);
  let score = 0;
  for (const character of characters) {
    if (!/[\uff61-\uff9f]/u.test(character)) score += weightOf(character);
  }
  for (const [kana] of run.matchAll(HALF_WIDTH_KANA_RUN)) {
    const isPlausible = kana.length >= 2 && HALF_WIDTH_SPELLING.test(kana);
    score += kana.length * (isPlausible ? 1 : -1.5);
  }
  if (characters.length === 1 && isKanji(run)) {
    // A lone rare kanji inside a Latin word is a swallowed accent; a lone one after it, often an apostrophe.
    if (ASCII_LETTER.test(before) && ASCII_LETTER.test(after) && !isCommonKanji(run)) return -3;
    if (ASCII_LOWER.test(before)) return -0.5;
  }
  return score;
}

function scoreLatinRun(run: string, before: string, after: string): number {
  // Control characters of the C1 range: bytes that Windows-1252 does not have.
  if (/[\u0080-\u009f]/u.test(run)) return -50;
  const isInWord = ASCII_LETTER.test(before) || ASCII_LETTER.test(after);
  if (run.length === 1) {
    if (LATIN_LETTER.test(run)) {
      // An upper-case accent after a lower-case letter is how misread UTF-8 looks.
      if (ASCII_LOWER.test(before) && /^[À-ÖØ-Þ]$/u.test(run)) return -1;
      return isInWord ? 1 : 0.3;
    }
    if (LATIN_RARE_LETTER.test(run)) return 0.2;
    if (run === '’' && ASCII_LETTER.test(before) && ASCII_LETTER.test(after)) return 1;
    return LATIN_SYMBOL.test(run) ? 0.4 : -1;
  }
  if (LATIN_LOWER_PAIR.test(run) && isInWord) return 0.6;
  return run.length * -1.5;
}

const isKanji = (character: string): boolean => /^[\u4e00-\u9fff\uf900-\ufaff]$/u.test(character);

/** Ranges of characters and what one of them says; the first range that holds it counts. */
const WEIGHTS: readonly (readonly [first: number, last: number, weight: number])[] = [
  [0x3040, 0x30ff, 3], // kana
  [0x3000, 0x303f, 1.5], // Japanese punctuation
  [0xff01, 0xff5e, 1.5], // full-width ASCII
  [0xffe0, 0xffe6, 1], // full-width signs: yen, pound
  [0x3200, 0x33ff, 1.5], // stock company in brackets, era names, units
  [0x2460, 0x2473, 1.5], // circled numbers
  [0x2160, 0x217f, 1], // Roman numerals
  [0x2116, 0x2121, 1], // numero, telephone
  [0x2010, 0x203b, 0.5], // dashes, dots, the reference mark
  [0x2190, 0x22ff, 0.3], // arrows, mathematics
  [0x2500, 0x257f, -1], // frames
  [0x25a0, 0x266f, 0.5], // circles, squares, stars
  [0x0370, 0x03ff, -0.5], // Greek
  [0x0400, 0x04ff, -2], // Cyrillic
  [0xe000, 0xf8ff, -4], // private use
];

function weightOf(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  if (isKanji(character)) return isCommonKanji(character) ? 2 : -0.5;
  const range = WEIGHTS.find(([first, last]) => first <= code && code <= last);
  return range ? range[2] : -1;
}
