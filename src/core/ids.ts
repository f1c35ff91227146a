/**
 * Identifiers as people and programs write them, and the one form in which they are compared.
 *
 * The Webex API speaks unpadded base64 of `ciscospark://us/<TYPE>/<uuid>`, files may hold the bare UUID, and
 * spreadsheets wrap ids in `="..."` or a leading apostrophe so that Excel leaves them alone.
 */
declare const idKeyBrand: unique symbol;

/** An identifier in its form for comparison: decoded, width-folded, lower case. Never shown as the source's text. */
export type IdKey = string & { readonly [idKeyBrand]: true };

/** What a Webex id says once decoded. */
export interface DecodedWebexId {
  /** `ORGANIZATION`, `PEOPLE`, `BILLING_REPORT`, ... */
  readonly type: string;
  /** The bare id, usually a UUID, lower case. */
  readonly id: string;
}

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const WEBEX_PREFIX = 'Y2lzY29zcGFyazovL';
const WEBEX_URI = /^ciscospark:\/\/[^/]+\/([^/]+)\/(.+)$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Whether a text is a bare UUID. */
export const isUuid = (text: string): boolean => UUID.test(text);

/** Decodes ASCII base64 (standard or URL-safe, padded or not); undefined where it is not that. */
function decodeAsciiBase64(text: string): string | undefined {
  // No expression: one that looks for the last `=` takes hours over a text of millions of them.
  let end = text.length;
  while (end > 0 && text[end - 1] === '=') end -= 1;
  const body = text.slice(0, end).replaceAll('-', '+').replaceAll('_', '/');
  let bits = 0;
  let held = 0;
  let decoded = '';
  for (const character of body) {
    const value = BASE64.indexOf(character);
    if (value < 0) return undefined;
    held = ((held << 6) | value) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    const code = (held >> bits) & 0xff;
    if (code > 0x7e) return undefined;
    decoded += String.fromCharCode(code);
  }
  return decoded;
}

/** Decodes a Webex id such as `Y2lzY29zcGFyazovL3VzL09SR0FOSVpBVElPTi81MmNm...`; undefined where it is none. */
export function decodeWebexId(text: string): DecodedWebexId | undefined {
  if (!text.startsWith(WEBEX_PREFIX)) return undefined;
  const match = WEBEX_URI.exec(decodeAsciiBase64(text) ?? '');
  const type = match?.[1];
  const id = match?.[2];
  return type === undefined || id === undefined ? undefined : { type, id: id.toLowerCase() };
}

/** Nothing around it, nothing to fold: what nearly all ids are. */
const BARE_ID = /^[0-9A-Za-z](?:[\x20-\x7e]*[\x21-\x7e])?$/;

/** Strips what spreadsheets put around an id: spaces, `="..."`, a leading apostrophe. Width is folded (NFKC). */
export function cleanId(text: string): string {
  if (BARE_ID.test(text)) return text;
  let cleaned = text.normalize('NFKC').trim();
  const wrapped = /^="(.*)"$/.exec(cleaned);
  if (wrapped) cleaned = wrapped[1] ?? '';
  if (cleaned.startsWith("'")) cleaned = cleaned.slice(1);
  return cleaned.trim();
}

/** The key by which two spellings of one id are equal, or undefined for an empty one. */
export function idKey(text: string | undefined): IdKey | undefined {
  if (text === undefined) return undefined;
  const cleaned = cleanId(text);
  if (cleaned === '') return undefined;
  return (decodeWebexId(cleaned)?.id ?? cleaned.toLowerCase()) as IdKey;
}

/** How an id is shown: decoded where it is a Webex id, otherwise as written, without spreadsheet wrapping. */
export function displayId(text: string): string {
  const cleaned = cleanId(text);
  const decoded = decodeWebexId(cleaned);
  if (decoded) return decoded.id;
  return isUuid(cleaned) ? cleaned.toLowerCase() : cleaned;
}
