/** What JSON escapes: quotes, backslashes, control characters, and halves of surrogate pairs. */
const NEEDS_ESCAPE = /["\\\u0000-\u001f\ud800-\udfff]/;

/** A text as JSON writes it. Ids hold nothing to escape as a rule, and then joining is all it takes. */
export const quoted = (text: string): string =>
  NEEDS_ESCAPE.test(text) ? JSON.stringify(text) : `"${text}"`;

/** Likewise, and `null` for a missing text. */
export const quotedOrNull = (text: string | undefined): string =>
  text === undefined ? 'null' : quoted(text);
