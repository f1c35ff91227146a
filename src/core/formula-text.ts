/** Formula signs, in their full width too, at the start or behind what some programs drop there: spaces and what has no width. */
const FORMULA_START = /^(?:[\t\r\n]|[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠])/u;

/**
 * Whether a spreadsheet program may run a text as a formula when it opens a CSV file or is pasted into (OWASP, "CSV
 * injection"). In a workbook a text is written as a text, and needs no care.
 */
export const startsAsFormula = (text: string): boolean => FORMULA_START.test(text);

/** A figure, which may begin with a minus; anything else that comes as one is treated as the text that it is. */
export const isPlainFigure = (text: string): boolean => /^-?\d+(?:\.\d+)?$/.test(text);
