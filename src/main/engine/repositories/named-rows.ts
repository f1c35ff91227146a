import type { Dictionary } from './content-parts.ts';

/** Gathers the ids that texts name, each once. */
export interface NamedRows {
  /** Takes lines of numbers between commas. */
  readonly take: (text: Uint8Array) => void;
  /** The ids of rows of a dictionary that were named, in their order. */
  readonly idsOf: (dictionary: Dictionary) => readonly number[];
}

const LF = 0x0a;
const COMMA = 0x2c;
const ZERO = 0x30;
const NINE = 0x39;
const FIRST_IDS = 4096;
/** A larger id names no row: it is what a damaged page holds, and the text that names it is another one already. */
const LAST_ID = 2 ** 28;

/**
 * Opens a gatherer of lines whose fields are named by the list; the last entry stands for all fields that follow as
 * well. Of a field its leading number counts.
 */
export function openNamedRows(names: readonly (Dictionary | undefined)[]): NamedRows {
  const marks = new Map<Dictionary, Uint8Array>();
  for (const name of names) if (name !== undefined) marks.set(name, new Uint8Array(FIRST_IDS));
  const mark = (name: Dictionary, id: number): void => {
    if (id > LAST_ID) return;
    let held = marks.get(name) ?? new Uint8Array(FIRST_IDS);
    if (id >= held.length) {
      const larger = new Uint8Array(2 ** Math.ceil(Math.log2(id + 1)));
      larger.set(held);
      held = larger;
      marks.set(name, held);
    }
    held[id] = 1;
  };
  return {
    take: (text) => {
      let field = 0;
      for (let at = 0; at < text.length;) {
        const name = names[Math.min(field, names.length - 1)];
        let byte = text[at] ?? LF;
        let id = 0;
        let digits = 0;
        for (; byte >= ZERO && byte <= NINE; byte = text[at] ?? LF) {
          id = id * 10 + byte - ZERO;
          digits += 1;
          at += 1;
        }
        if (digits > 0 && name !== undefined) mark(name, id);
        while (byte !== COMMA && byte !== LF) {
          at += 1;
          byte = text[at] ?? LF;
        }
        at += 1;
        field = byte === LF ? 0 : field + 1;
      }
    },
    idsOf: (dictionary) => {
      const ids: number[] = [];
      for (const [id, isNamed] of marks.get(dictionary)?.entries() ?? []) if (isNamed === 1) ids.push(id);
      return ids;
    },
  };
}
