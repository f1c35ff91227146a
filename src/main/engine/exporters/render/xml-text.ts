/** The most UTF-16 code units that a cell holds. */
export const MAX_CELL_LENGTH = 32_767;

const NEEDS_CARE = /[&<>"\u0000-\u0008\u000b-\u001f\ud800-\udfff\ufffe\uffff]|_x[0-9a-fA-F]{4}_/;
const UNSTORABLE = /[\u0000-\u0008\u000b-\u001f\ufffe\uffff]|_(?=x[0-9a-fA-F]{4}_)/g;
const CARE = /[&<>"\u0000-\u0008\u000b-\u001f\ufffe\uffff]|_(?=x[0-9a-fA-F]{4}_)/g;

function careFor(part: string): string {
  switch (part) {
    case '&':
      return '&amp;';
    case '<':
      return '&lt;';
    case '>':
      return '&gt;';
    case '"':
      return '&quot;';
    default:
      // Characters that XML can't hold, and texts that look like their escape, in the notation of ECMA-376 (ST_Xstring).
      return `_x${part.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`;
  }
}

/** Most texts are shorter; a longer one is looked at by a regular expression. */
const SHORT = 128;
const SPACE = 0x20;
const UNDERSCORE = 0x5f;
const SMALL_X = 0x78;

/**
 * Whether a text stands in a cell as it is: printable ASCII without what XML reserves, without `_x`, without white space
 * at its ends or twice in a row. What is not sure to be so gives false, and takes the longer way.
 */
export function isPlainText(text: string): boolean {
  const { length } = text;
  if (length > SHORT) return false;
  let before = SPACE;
  for (let index = 0; index < length; index += 1) {
    const code = text.charCodeAt(index);
    if (code < SPACE || code > 0x7e) return false;
    if (code === SPACE && before === SPACE) return false;
    if (code === 0x26 || code === 0x3c || code === 0x3e || code === 0x22) return false;
    if (code === SMALL_X && before === UNDERSCORE) return false;
    before = code;
  }
  return before !== SPACE;
}

/** Text as spreadsheet XML holds it. Half surrogates, which no file can store, become U+FFFD. */
export function xmlText(text: string): string {
  return NEEDS_CARE.test(text) ? text.toWellFormed().replace(CARE, careFor) : text;
}

/**
 * The same for a library that does the rest: what XML can't hold, and what looks like its escape, in that notation. A text
 * that is too long for a cell is shortened, as {@link fitCell} does.
 */
export const libraryText = (text: string): string =>
  fitCell(text).text.toWellFormed().replace(UNSTORABLE, careFor);

/** Text that fits a cell; a longer one ends in a mark that says how long it was. */
export function fitCell(text: string): { readonly text: string; readonly isShortened: boolean } {
  if (text.length <= MAX_CELL_LENGTH) return { text, isShortened: false };
  const mark = `… [${text.length.toString()} characters; shortened]`;
  let end = MAX_CELL_LENGTH - mark.length;
  if ((text.charCodeAt(end - 1) & 0xfc00) === 0xd800) end -= 1;
  return { text: text.slice(0, end) + mark, isShortened: true };
}
