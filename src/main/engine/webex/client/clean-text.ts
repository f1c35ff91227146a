const MAX_LENGTH = 300;

/**
 * Makes a text of a server fit for a message: one line, no control characters, no query of any address (a signed
 * link is its query), nothing that looks like a token, and not too long.
 */
export function cleanServerText(text: string): string {
  const cleaned = text
    .replace(/\b(https?:\/\/[^\s?#"'<>]+)[?#][^\s"'<>]*/gi, '$1?...')
    .replace(/\b(bearer|basic)\s+[A-Za-z0-9._~+/=-]+/gi, '$1 ...')
    .replace(/\b[A-Za-z0-9_-]{60,}(?:[._][A-Za-z0-9_-]+)*\b/g, '...')
    .replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ')
    .replace(/ {2,}/g, ' ')
    .trim();
  return cleaned.length > MAX_LENGTH ? `${cleaned.slice(0, MAX_LENGTH - 1)}…` : cleaned;
}
