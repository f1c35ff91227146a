/**
 * What a number format makes of a number: a date, a time of day, or a number. A workbook stores all three alike.
 *
 * Source: ECMA-376 part 1, 18.8.30 (numFmt), with the built-in formats of Japanese, Chinese and Korean Excel.
 */
export type NumberFormatKind = 'date' | 'time' | 'number';

/** Built-in formats with a day, month or year. 34, 35, 55 and 56 are dates in Japanese and Korean Excel. */
const BUILT_IN_DATES: ReadonlySet<number> = new Set([
  14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 34, 35, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58,
]);
/** Built-in formats of a time alone. */
const BUILT_IN_TIMES: ReadonlySet<number> = new Set([18, 19, 20, 21, 32, 33, 45, 46, 47]);

/** Excel allows 255 characters; more of them change nothing. */
const MAX_CODE_LENGTH = 255;

/** The kind of a built-in format, by its number (`numFmtId` below 164). */
export function kindOfBuiltInFormat(id: number): NumberFormatKind {
  if (BUILT_IN_DATES.has(id)) return 'date';
  return BUILT_IN_TIMES.has(id) ? 'time' : 'number';
}

/**
 * The kind of a format by its code, such as `yyyy"年"m"月"d"日"`, `[$-411]ggge.m.d` or `[h]:mm`.
 * Only the first section counts: it is the one for positive numbers, as all dates are.
 */
export function kindOfFormatCode(code: string): NumberFormatKind {
  const letters = dateLettersOf(code);
  if (letters === undefined) return 'number';
  let previous = '';
  let hasTime = false;
  for (let index = 0; index < letters.length; index += 1) {
    const letter = letters[index] ?? '';
    if ('ydgeba'.includes(letter)) return 'date';
    if (letter === 'h' || letter === 's') hasTime = true;
    if (letter === 'm') {
      // m is minutes right after hours or right before seconds, and months otherwise.
      if (previous === 'h' || letters[index + 1] === 's') hasTime = true;
      else return 'date';
    }
    previous = letter;
  }
  return hasTime ? 'time' : 'number';
}

/**
 * The letters of a format's first section that stand for parts of a date or time, each run as one letter, in
 * order. Undefined for a section that formats plain numbers or texts.
 */
function dateLettersOf(formatCode: string): string | undefined {
  const code = formatCode.slice(0, MAX_CODE_LENGTH);
  let letters = '';
  const add = (letter: string): void => {
    if (!letters.endsWith(letter)) letters += letter;
  };
  let index = 0;
  while (index < code.length) {
    const character = (code[index] ?? '').toLowerCase();
    const rest = code.slice(index).toLowerCase();
    if (character === ';') break;
    if (character === '"') index = endAfter(code, '"', index + 1);
    else if (character === '\\' || character === '_' || character === '*') index += 2;
    else if (character === '[') {
      const end = endAfter(code, ']', index + 1);
      // [h], [mm], [ss] count elapsed time; anything else in brackets is a colour, a condition, a currency or a locale.
      // Elapsed minutes are no months: they count as hours do.
      if (/^\[(h+|m+|s+)\]/.test(rest)) add('h');
      index = end;
    } else if (rest.startsWith('general')) return undefined;
    else if (rest.startsWith('am/pm')) index += 5;
    else if (rest.startsWith('a/p')) index += 3;
    else if (/^e[+-]/.test(rest)) return undefined;
    else {
      // A digit that may be left out belongs to numbers, a text placeholder to texts.
      if ('#?@'.includes(character)) return undefined;
      if ('ymdhsgeba'.includes(character)) add(character);
      index += 1;
    }
  }
  return letters;
}

function endAfter(code: string, mark: string, from: number): number {
  const end = code.indexOf(mark, from);
  return end < 0 ? code.length : end + 1;
}
