import type { Chance } from '../../support/truth/prng.ts';
import { mutant, type Mutant, type Mutator } from './mutant.ts';

/** Byte sequences that break readers: zeros, marks, cut characters, signatures of other formats. */
const NASTY: readonly Buffer[] = [
  Buffer.from([0]),
  Buffer.from([0xff, 0xfe]),
  Buffer.from([0xef, 0xbb, 0xbf]),
  Buffer.from([0xed, 0xa0, 0x80]),
  Buffer.from([0xe3, 0x81]),
  Buffer.from([0x81]),
  Buffer.from([0x1b, 0x24, 0x42]),
  Buffer.from('PK\u0003\u0004', 'latin1'),
  Buffer.from('\r'),
  Buffer.from('\u0085\u2028', 'utf8'),
];

const spliced = (bytes: Buffer, at: number, remove: number, insert: Buffer): Buffer =>
  Buffer.concat([bytes.subarray(0, at), insert, bytes.subarray(at + remove)]);

function flip(bytes: Buffer, chance: Chance): Mutant {
  const copy = Buffer.from(bytes);
  const count = chance.int(1, 8);
  for (let index = 0; index < count; index += 1) {
    const at = chance.int(0, copy.length - 1);
    copy[at] = (copy[at] ?? 0) ^ (1 << chance.int(0, 7));
  }
  return mutant(copy, `flip ${count}`);
}

const truncate = (bytes: Buffer, chance: Chance): Mutant => {
  const length = chance.int(1, bytes.length);
  return mutant(bytes.subarray(0, length), `truncate ${length}`);
};

const cut = (bytes: Buffer, chance: Chance): Mutant => {
  const at = chance.int(0, bytes.length - 1);
  const length = chance.int(1, Math.min(bytes.length - at, 2048));
  return mutant(spliced(bytes, at, length, Buffer.alloc(0)), `cut ${at}+${length}`);
};

const double = (bytes: Buffer, chance: Chance): Mutant => {
  const at = chance.int(0, bytes.length - 1);
  const part = bytes.subarray(at, at + chance.int(1, 2048));
  return mutant(spliced(bytes, chance.int(0, bytes.length), 0, part), `double ${at}+${part.length}`);
};

const insert = (bytes: Buffer, chance: Chance): Mutant => {
  const at = chance.int(0, bytes.length);
  const part = chance.pick(NASTY);
  return mutant(spliced(bytes, at, 0, part), `insert ${part.toString('hex')} at ${at}`);
};

const garbage = (bytes: Buffer, chance: Chance): Mutant => {
  const at = chance.int(0, bytes.length - 1);
  const part = Buffer.from(Array.from({ length: chance.int(1, 64) }, () => chance.int(0, 255)));
  return mutant(spliced(bytes, at, part.length, part), `garbage ${at}+${part.length}`);
};

/** What happens to any file: bits flip, a disk fills up, a download breaks off, a block comes twice. */
export const mutateBytes: Mutator = (bytes, chance) =>
  bytes.length === 0 ? undefined : chance.pick([flip, truncate, cut, double, insert, garbage])(bytes, chance);

/** The head of one file and the tail of another. */
export function splice(head: Buffer, tail: Buffer, chance: Chance): Mutant {
  const headEnd = chance.int(0, head.length);
  const tailStart = chance.int(0, tail.length);
  const bytes = Buffer.concat([head.subarray(0, headEnd), tail.subarray(tailStart)]);
  return mutant(bytes, `splice ${headEnd} | ${tailStart}`);
}
