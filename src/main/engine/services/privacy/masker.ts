import { createHmac } from 'node:crypto';
import { decodeWebexId, idKey } from '#core/ids.ts';

/** Whom a mask stands for. */
export type MaskKind = 'user' | 'customer';

/** What is replaced: users always, customers on demand. */
export interface MaskWish {
  readonly customers: boolean;
}

/** The names that are known, for finding them in free texts. */
export interface KnownNames {
  /** Ids and names of users as written. */
  readonly users: ReadonlySet<string>;
  /** Ids and names of customers as written. */
  readonly customers: ReadonlySet<string>;
  /** Ids that look like a user's and are none, in their form for comparison: organisations, locations, runs. */
  readonly kept: ReadonlySet<string>;
}

/** Replaces users, and customers where that is wished. The same value has the same mask, however it is written. */
export interface Masker {
  readonly wish: MaskWish;
  /** The mask of a user's id or name. */
  readonly user: (text: string) => string;
  /** The mask of a customer's id or name; the text itself where customers are shown. */
  readonly customer: (text: string) => string;
  /** A free text with the ids, addresses and known names in it replaced. */
  readonly text: (text: string) => string;
}

/** Crockford's alphabet: no letter that is taken for a digit. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** 60 bits: among a million users two masks coincide once in two million times, and then one of them is longer. */
const MASK_LENGTH = 12;
const LONG_MASK_LENGTH = 24;

/** A hash in groups of four letters. */
function lettersOf(hash: Buffer, count: number): string {
  const bits = BigInt(`0x${hash.toString('hex')}`);
  let letters = '';
  for (let index = 0; index < count; index += 1) {
    if (index % 4 === 0) letters += '-';
    letters += ALPHABET[Number((bits >> BigInt(251 - index * 5)) & 31n)] ?? '';
  }
  return letters;
}

/** The mask of a value by a key, and the longer one that it has where another value has taken the short one. */
export function masksOf(
  key: Buffer,
  kind: MaskKind,
  text: string,
): { readonly short: string; readonly long: string } | undefined {
  const id = idKey(text);
  if (id === undefined) return undefined;
  const hash = createHmac('sha256', key).update(`${kind}\0${id}`, 'utf8').digest();
  return { short: kind + lettersOf(hash, MASK_LENGTH), long: kind + lettersOf(hash, LONG_MASK_LENGTH) };
}

/** The mask of a value; an empty one is its own. */
export type MaskOf = (kind: MaskKind, text: string) => string;

/** Masks values by a key. Two values that came to one mask would be told apart by a longer one. */
export function maskMaker(key: Buffer): MaskOf {
  const masks = new Map<string, string>();
  const taken = new Map<string, string>();
  return (kind, text) => {
    const id = idKey(text);
    if (id === undefined) return text;
    const name = `${kind}\0${id}`;
    const known = masks.get(name);
    if (known !== undefined) return known;
    const both = masksOf(key, kind, text);
    if (both === undefined) return text;
    const mask = taken.has(both.short) ? both.long : both.short;
    taken.set(mask, name);
    masks.set(name, mask);
    return mask;
  };
}

const LOOKS_LIKE_AN_ID =
  /[^\s@"'<>(),;:|=]+@[^\s@"'<>(),;:|]+\.[\p{L}]{2,}|Y2lzY29zcGFyazovL[A-Za-z0-9+/=_-]+|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/giuy;
/** What Webex names by its ids beside people and places. */
const NO_PERSON = /^(?:ORGANIZATION|LOCATION|BILLING_REPORT|REPORT|SUBSCRIPTION)$/;
const SHORTEST_NAME = 3;
/** In a free text a shorter number is as likely a figure, and figures stay. */
const IS_SHORT_NUMBER = /^[\d\s.,-]{1,8}$/;
const IS_LETTER_OR_DIGIT = /[0-9A-Za-z]/;
/** Descriptions repeat from row to row; past this many the memory of them starts anew. */
const REMEMBERED_TEXTS = 20_000;

interface NameEntry {
  readonly folded: string;
  readonly kind: MaskKind;
}

/** Known names by their first letters, the longest first. */
function nameIndex(names: KnownNames, wish: MaskWish): ReadonlyMap<string, readonly NameEntry[]> {
  const index = new Map<string, NameEntry[]>();
  const seen = new Set<string>();
  const add = (text: string, kind: MaskKind): void => {
    for (const spelling of [text.trim(), idKey(text) ?? '']) {
      const folded = spelling.toLowerCase();
      if (folded.length < SHORTEST_NAME || IS_SHORT_NUMBER.test(folded) || seen.has(folded)) continue;
      seen.add(folded);
      const start = folded.slice(0, SHORTEST_NAME);
      const held = index.get(start);
      if (held === undefined) index.set(start, [{ folded, kind }]);
      else held.push({ folded, kind });
    }
  };
  if (wish.customers) for (const name of names.customers) add(name, 'customer');
  for (const name of names.users) add(name, 'user');
  for (const entries of index.values()) entries.sort((one, other) => other.folded.length - one.folded.length);
  return index;
}

/** A masker that knows some names and masks them as `maskOf` does ({@link maskMaker}). */
export function createMasker(maskOf: MaskOf, wish: MaskWish, names: KnownNames): Masker {
  const index = nameIndex(names, wish);
  const customerKeys = new Set([...names.customers].map((name) => idKey(name)));
  const remembered = new Map<string, string>();

  const maskedId = (found: string): string => {
    const id = idKey(found);
    if (id === undefined) return found;
    if (customerKeys.has(id)) return wish.customers ? maskOf('customer', found) : found;
    if (names.kept.has(id)) return found;
    return NO_PERSON.test(decodeWebexId(found)?.type ?? '') ? found : maskOf('user', found);
  };
  const replaced = (text: string): string => {
    // Letters whose small form is longer would shift every place behind them.
    const small = text.toLowerCase();
    const folded = small.length === text.length ? small : text;
    let masked = '';
    for (let at = 0; at < text.length;) {
      const isStart = !IS_LETTER_OR_DIGIT.test(text[at - 1] ?? '');
      LOOKS_LIKE_AN_ID.lastIndex = at;
      const [id] = (isStart ? LOOKS_LIKE_AN_ID.exec(text) : null) ?? [];
      const entry =
        id === undefined
          ? index
              .get(folded.slice(at, at + SHORTEST_NAME))
              ?.find((one) => folded.startsWith(one.folded, at) && standsAlone(text, at, one.folded.length))
          : undefined;
      const length = id?.length ?? entry?.folded.length ?? 1;
      const found = text.slice(at, at + length);
      masked += id === undefined ? (entry === undefined ? found : maskOf(entry.kind, found)) : maskedId(id);
      at += length;
    }
    return masked;
  };
  return {
    wish,
    user: (text) => maskOf('user', text),
    customer: (text) => (wish.customers ? maskOf('customer', text) : text),
    text: (text) => {
      const known = remembered.get(text);
      if (known !== undefined) return known;
      const masked = replaced(text);
      if (remembered.size >= REMEMBERED_TEXTS) remembered.clear();
      remembered.set(text, masked);
      return masked;
    },
  };
}

/** Whether a name at a place is a word of its own: `ann` is not in `annex`. Scripts without spaces have no such rule. */
function standsAlone(text: string, at: number, length: number): boolean {
  const isJoined = (outside: string | undefined, edge: string | undefined): boolean =>
    IS_LETTER_OR_DIGIT.test(outside ?? '') && IS_LETTER_OR_DIGIT.test(edge ?? '');
  return !isJoined(text[at - 1], text[at]) && !isJoined(text[at + length], text[at + length - 1]);
}
