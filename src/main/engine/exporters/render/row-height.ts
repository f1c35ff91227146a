/** Points that a line of text takes, and what stands above and below it. */
const LINE_HEIGHT = 13.5;
const PADDING = 3;
/** Excel's limit. */
const MAX_HEIGHT = 409;

/** Characters that take the width of two: Chinese, Japanese and Korean, full-width forms. */
const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/g;

/** The width of a text in characters of the default font. */
const widthOf = (text: string): number => text.length + (text.match(WIDE)?.length ?? 0);

/** How many lines a text takes in a column of some width. */
export function lineCount(text: string, columnWidth: number): number {
  // Words break early, and proportional fonts differ: a tenth of the width is left as slack.
  const usable = Math.max(columnWidth * 0.92, 1);
  return text.split('\n').reduce((lines, line) => lines + Math.max(1, Math.ceil(widthOf(line) / usable)), 0);
}

/** The height of a row of so many lines, in points. */
export const heightOfLines = (lines: number): number => Math.min(MAX_HEIGHT, lines * LINE_HEIGHT + PADDING);
