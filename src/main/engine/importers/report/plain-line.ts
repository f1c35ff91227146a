/** What a line turned out to be, where it is not a plain one. A plain one gives where the next line begins. */
export const LINE_UNFINISHED = -1;
/** Another reader must look at it. */
export const LINE_DIFFICULT = -2;

/** Takes lines apart of which every field is as it stands, or in quotes without quotes or line ends inside. */
export interface PlainLineReader {
  /** Where each cell of the last plain line ends. */
  readonly ends: Int32Array;
  /** Whether the last plain line is nothing but ASCII. */
  readonly isAscii: () => boolean;
  /** Whether fields of the last plain line stand in quotes. */
  readonly hasQuotes: () => boolean;
  /** Reads the line that begins at `from`. It must end before `to`. */
  readonly read: (bytes: Uint8Array, from: number, to: number) => number;
}

const QUOTE = 0x22;
const LF = 0x0a;
const CR = 0x0d;
const ORDINARY = 0;
const HIGH = 1;
const SPECIAL = 2;

/** Whether lines with such a delimiter can be taken apart: an ASCII character without another meaning. */
export const isPlainDelimiter = (delimiter: string): boolean =>
  delimiter.length === 1 && delimiter > '\u0000' && delimiter < '\u0080' && !/["\r\n]/.test(delimiter);

/** A reader of lines with so many cells. The delimiter is an ASCII character: see {@link isPlainDelimiter}. */
export function plainLineReader(delimiterText: string, width: number): PlainLineReader {
  const delimiter = delimiterText.charCodeAt(0);
  const kinds = new Uint8Array(256).fill(HIGH, 128);
  for (const special of [delimiter, LF, CR, 0]) kinds[special] = SPECIAL;
  const ends = new Int32Array(width);
  let isAscii = true;
  let quotes = false;

  const read = (bytes: Uint8Array, from: number, to: number): number => {
    let at = from;
    let cell = 0;
    isAscii = true;
    quotes = false;
    for (;;) {
      if (bytes[at] === QUOTE && at < to) {
        quotes = true;
        at += 1;
        for (; at < to; at += 1) {
          const byte = bytes[at] ?? 0;
          if (byte === QUOTE) break;
          if (byte === LF || byte === CR || byte === 0) return LINE_DIFFICULT;
          if (byte >= 128) isAscii = false;
        }
        at += 1;
        if (at < to && kinds[bytes[at] ?? 0] !== SPECIAL) return LINE_DIFFICULT;
      } else {
        for (; at < to; at += 1) {
          const kind = kinds[bytes[at] ?? 0];
          if (kind === ORDINARY) continue;
          if (kind === SPECIAL) break;
          isAscii = false;
        }
      }
      if (at >= to) return LINE_UNFINISHED;
      const byte = bytes[at];
      if (cell >= width) return LINE_DIFFICULT;
      ends[cell] = at;
      cell += 1;
      if (byte === delimiter) {
        at += 1;
        continue;
      }
      if (byte === CR) {
        if (at + 1 >= to) return LINE_UNFINISHED;
        if (bytes[at + 1] !== LF) return LINE_DIFFICULT;
        return cell === width ? at + 2 : LINE_DIFFICULT;
      }
      return byte === LF && cell === width ? at + 1 : LINE_DIFFICULT;
    }
  };
  return { ends, read, isAscii: () => isAscii, hasQuotes: () => quotes };
}
