/** Numbers byte strings: each different one once, from 0. Holds a copy of each; grows with what differs. */
export interface ByteIndex {
  /** The number of the pieces between pairs of bounds, taken together; -1 where they are new. */
  readonly find: (bytes: Uint8Array, bounds: Int32Array, pairs: number) => number;
  /** Adds what the last `find` did not know, and gives its number. */
  readonly add: (bytes: Uint8Array, bounds: Int32Array, pairs: number) => number;
  readonly size: () => number;
}

const FIRST_SLOTS = 1024;
const FIRST_BYTES = 64 * 1024;
const PRIME = 0x0100_0193;
/** Of a longer piece its first and last bytes make the hash; all of them are compared. */
const WHOLE_BYTES = 20;
const HEAD_BYTES = 4;
const TAIL_BYTES = 14;
/** Ends each piece: it never stands within one. */
const END = 0x0a;

/** Opens an empty index. No piece may hold a line feed. */
export function openByteIndex(): ByteIndex {
  /** Entry + 1, by hash; 0 is free. */
  let slots = new Int32Array(FIRST_SLOTS);
  let hashes = new Int32Array(FIRST_SLOTS);
  /** Where each entry's bytes begin in `held`; the next one's beginning is its end. */
  let offsets = new Int32Array(FIRST_SLOTS + 1);
  let held = new Uint8Array(FIRST_BYTES);
  let size = 0;
  let lastHash = 0;

  const equals = (entry: number, bytes: Uint8Array, bounds: Int32Array, pairs: number): boolean => {
    let at = offsets[entry] ?? 0;
    const end = offsets[entry + 1] ?? 0;
    for (let pair = 0; pair < pairs; pair += 1) {
      const to = bounds[2 * pair + 1] ?? 0;
      let from = bounds[2 * pair] ?? 0;
      if (at + to - from >= end) return false;
      for (; from < to; from += 1, at += 1) if (bytes[from] !== held[at]) return false;
      if (held[at] !== END) return false;
      at += 1;
    }
    return at === end;
  };
  const rehash = (): void => {
    slots = new Int32Array(slots.length * 2);
    for (let entry = 0; entry < size; entry += 1) slots[freeSlot(hashes[entry] ?? 0)] = entry + 1;
  };
  const freeSlot = (hash: number): number => {
    const mask = slots.length - 1;
    let slot = hash & mask;
    while (slots[slot] !== 0) slot = (slot + 1) & mask;
    return slot;
  };

  return {
    size: () => size,
    find: (bytes, bounds, pairs) => {
      const hash = hashOf(bytes, bounds, pairs);
      lastHash = hash;
      const mask = slots.length - 1;
      for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
        const entry = (slots[slot] ?? 0) - 1;
        if (entry < 0) return -1;
        if (hashes[entry] === hash && equals(entry, bytes, bounds, pairs)) return entry;
      }
    },
    add: (bytes, bounds, pairs) => {
      let at = offsets[size] ?? 0;
      let needed = at;
      for (let pair = 0; pair < pairs; pair += 1) {
        needed += (bounds[2 * pair + 1] ?? 0) - (bounds[2 * pair] ?? 0) + 1;
      }
      if (needed > held.length) held = grown(held, Math.max(needed, held.length * 2), Uint8Array);
      for (let pair = 0; pair < pairs; pair += 1) {
        for (let from = bounds[2 * pair] ?? 0; from < (bounds[2 * pair + 1] ?? 0); from += 1) {
          held[at] = bytes[from] ?? 0;
          at += 1;
        }
        held[at] = END;
        at += 1;
      }
      if (size + 1 >= offsets.length) {
        hashes = grown(hashes, hashes.length * 2, Int32Array);
        offsets = grown(offsets, hashes.length + 1, Int32Array);
      }
      hashes[size] = lastHash;
      size += 1;
      offsets[size] = at;
      if (size * 2 > slots.length) rehash();
      else slots[freeSlot(lastHash)] = size;
      return size - 1;
    },
  };
}

function hashOf(bytes: Uint8Array, bounds: Int32Array, pairs: number): number {
  let hash = 0x811c_9dc5 | 0;
  for (let pair = 0; pair < pairs; pair += 1) {
    const from = bounds[2 * pair] ?? 0;
    const to = bounds[2 * pair + 1] ?? 0;
    hash = Math.imul(hash ^ (to - from), PRIME);
    const isWhole = to - from <= WHOLE_BYTES;
    const headEnd = isWhole ? to : from + HEAD_BYTES;
    for (let at = from; at < headEnd; at += 1) hash = Math.imul(hash ^ (bytes[at] ?? 0), PRIME);
    if (isWhole) continue;
    for (let at = to - TAIL_BYTES; at < to; at += 1) hash = Math.imul(hash ^ (bytes[at] ?? 0), PRIME);
  }
  return hash ^ (hash >>> 15);
}

function grown<Kind extends Uint8Array | Int32Array>(
  array: Kind,
  length: number,
  create: new (length: number) => Kind,
): Kind {
  const larger = new create(length);
  larger.set(array);
  return larger;
}
