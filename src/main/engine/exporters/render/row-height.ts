/** Points that a line of text takes, and what stands above and below it. */
const LINE_HEIGHT = 13.5;
const PADDING = 3;
/** Excel's limit. */
const MAX_HEIGHT = 409;

/** Characters that take the width of two: Chinese, Japanese and Korean, full-width forms. */
const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/g;

/** The width of a text in characters of the default font; a proportional font sets running text closer than digits. */
function widthOf(text: string): number {
  const wide = text.match(WIDE)?.length ?? 0;
  return (text.length - wide) * 0.9 + wide * 2;
}

/** How many lines a text takes in a column of some width. Words break early: two characters are left as slack. */
export function lineCount(text: string, columnWidth: number): number {
  const usable = Math.max(columnWidth - 2, 1);
  return text.split('\n').reduce((lines, line) => lines + Math.max(1, Math.ceil(widthOf(line) / usable)), 0);
}

/** The height of a row of so many lines, in points. */
export const heightOfLines = (lines: number): number => Math.min(MAX_HEIGHT, lines * LINE_HEIGHT + PADDING);
