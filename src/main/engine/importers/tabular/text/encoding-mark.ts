import type { TextEncoding } from '../table-file-types.ts';

/** The encoding that a byte order mark states. */
export function encodingOfMark(head: Buffer): TextEncoding | undefined {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8';
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  return head[0] === 0xfe && head[1] === 0xff ? 'utf-16be' : undefined;
}

/** The share of one half of the byte pairs that must be zero: delimiters, digits and line ends are ASCII. */
const ZERO_SHARE = 0.05;

/** UTF-16 without a mark: its ASCII characters leave zeros in one half of the byte pairs, and hardly any in the other. */
export function encodingOfZeros(head: Buffer): TextEncoding | undefined {
  const zeros = [0, 0] as [number, number];
  for (let index = 0; index < head.length; index += 1) {
    if (head[index] === 0) zeros[index % 2 === 0 ? 0 : 1] += 1;
  }
  const [even, odd] = zeros;
  const pairs = head.length / 2;
  if (odd >= pairs * ZERO_SHARE && odd > even * 20) return 'utf-16le';
  return even >= pairs * ZERO_SHARE && even > odd * 20 ? 'utf-16be' : undefined;
}
