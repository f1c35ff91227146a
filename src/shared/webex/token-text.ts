/**
 * A token as a person pastes it: without spaces around it and without `Bearer`. Undefined for what can't stand in a
 * header, whose error would quote it.
 */
export function cleanTokenText(text: string): string | undefined {
  const trimmed = text.trim().replace(/^bearer\s+/i, '');
  return /^[\x21-\x7e]+$/.test(trimmed) ? trimmed : undefined;
}
