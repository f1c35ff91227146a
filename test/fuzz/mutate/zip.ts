import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib';
import { buildZip } from '../../integration/tabular/zip-builder.ts';
import type { Chance } from '../../support/truth/prng.ts';
import { mutateBytes } from './bytes.ts';
import { mutant, type Mutant, type Mutator } from './mutant.ts';
import { mutateXml } from './xml.ts';

/** A member of a zip, unpacked. */
export interface ZipMember {
  readonly name: string;
  readonly content: Buffer;
}

const SIGNATURE_END = 0x06054b50;
const SIGNATURE_ENTRY = 0x02014b50;

/** Unpacks a whole zip by its directory, by plain offsets: a second opinion, not the reader under test. */
export function unzip(bytes: Buffer): readonly ZipMember[] | undefined {
  try {
    let end = bytes.length - 22;
    while (end >= 0 && bytes.readUInt32LE(end) !== SIGNATURE_END) end -= 1;
    if (end < 0) return undefined;
    const count = bytes.readUInt16LE(end + 10);
    let at = bytes.readUInt32LE(end + 16);
    const members: ZipMember[] = [];
    for (let index = 0; index < count; index += 1) {
      if (bytes.readUInt32LE(at) !== SIGNATURE_ENTRY) return undefined;
      const method = bytes.readUInt16LE(at + 10);
      const packed = bytes.readUInt32LE(at + 20);
      const nameLength = bytes.readUInt16LE(at + 28);
      const tail = nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
      const local = bytes.readUInt32LE(at + 42);
      const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
      const raw = bytes.subarray(start, start + packed);
      const content = method === 0 ? raw : inflateRawSync(raw, { maxOutputLength: 64 * 1024 * 1024 });
      if (crc32(content) !== bytes.readUInt32LE(at + 16)) return undefined;
      members.push({ name: bytes.toString('utf8', at + 46, at + 46 + nameLength), content });
      at += 46 + tail;
    }
    return members;
  } catch {
    return undefined;
  }
}

/** Offsets of the directory's entries. */
function directoryEntries(bytes: Buffer): number[] {
  const found: number[] = [];
  for (let at = bytes.indexOf('PK\u0001\u0002'); at >= 0; at = bytes.indexOf('PK\u0001\u0002', at + 4))
    found.push(at);
  return found;
}

/** Fields of a directory entry: offset and width. */
const FIELDS: readonly (readonly [string, number, number])[] = [
  ['flags', 8, 2],
  ['method', 10, 2],
  ['crc', 16, 4],
  ['packed', 20, 4],
  ['size', 24, 4],
  ['name length', 28, 2],
  ['extra length', 30, 2],
  ['comment length', 32, 2],
  ['offset', 42, 4],
];

/** The directory tells something else than the truth. */
const lie: Mutator = (bytes, chance) => {
  const entries = directoryEntries(bytes);
  if (entries.length === 0) return undefined;
  const copy = Buffer.from(bytes);
  const at = chance.pick(entries);
  const [name, offset, width] = chance.pick(FIELDS);
  const value = chance.pick([0, 1, 8, 0xffff, 0x7fffffff, 0xffffffff, chance.int(0, 100_000)]);
  if (at + offset + width > copy.length) return undefined;
  if (width === 2) copy.writeUInt16LE(value & 0xffff, at + offset);
  else copy.writeUInt32LE(value >>> 0, at + offset);
  return mutant(copy, `zip ${name} = ${value}`);
};

/** The end record tells something else than the truth. */
const lieAtEnd: Mutator = (bytes, chance) => {
  const end = bytes.lastIndexOf('PK\u0005\u0006');
  if (end < 0 || end + 22 > bytes.length) return undefined;
  const copy = Buffer.from(bytes);
  const value = chance.pick([0, 1, 2, 0xffff, chance.int(0, 5000)]);
  copy.writeUInt16LE(value, end + chance.pick([8, 10, 12, 16, 20]));
  return mutant(copy, `zip end = ${value}`);
};

function rebuilt(members: readonly ZipMember[], chance: Chance): Buffer {
  return buildZip(members.map(({ name, content }) => ({ name, content, isStored: chance.maybe(0.1) })));
}

/** A member is missing, doubled, renamed or another one's content. */
const shuffleMembers: Mutator = (bytes, chance) => {
  const members = [...(unzip(bytes) ?? [])];
  if (members.length === 0) return undefined;
  const at = chance.int(0, members.length - 1);
  const one = members[at];
  const other = chance.pick(members);
  if (one === undefined) return undefined;
  const what = chance.pick(['drop', 'double', 'rename', 'exchange', 'empty'] as const);
  if (what === 'drop') members.splice(at, 1);
  else if (what === 'double') members.push(one);
  else if (what === 'rename')
    members[at] = { ...one, name: chance.pick(['../x', 'a\\b', 'xl/x.xml', one.name.toUpperCase()]) };
  else members[at] = { ...one, content: what === 'empty' ? Buffer.alloc(0) : other.content };
  return mutant(rebuilt(members, chance), `zip ${what} ${one.name}`);
};

/** A member's content is changed, and the container is whole: this reaches the readers behind the checksums. */
const changeMember: Mutator = (bytes, chance): Mutant | undefined => {
  const members = [...(unzip(bytes) ?? [])];
  const parts = members.filter(({ name }) => /\.(xml|rels|csv|bin)$|^mimetype$/.test(name));
  if (parts.length === 0) return undefined;
  const sheets = parts.filter(({ name }) =>
    /sheet\d*\.xml|content\.xml|sharedStrings|\.csv|\.bin/.test(name),
  );
  const target = chance.pick(chance.maybe(0.7) && sheets.length > 0 ? sheets : parts);
  const changed = (chance.maybe(0.85) ? mutateXml : mutateBytes)(target.content, chance);
  if (changed === undefined) return undefined;
  const at = members.indexOf(target);
  members[at] = { ...target, content: changed.bytes };
  return { bytes: rebuilt(members, chance), steps: changed.steps.map((step) => `${target.name}: ${step}`) };
};

/** One member's stream is replaced by another's deflate stream, sizes and checksums as they were. */
const crossStreams: Mutator = (bytes, chance) => {
  const members = unzip(bytes);
  if (members === undefined || members.length === 0) return undefined;
  const inner = buildZip([{ name: chance.pick(members).name, content: bytes }]);
  return chance.maybe(0.5)
    ? mutant(inner, 'zip in zip')
    : mutant(Buffer.concat([deflateRawSync(bytes).subarray(0, 40), bytes]), 'bytes before the zip');
};

/** What happens to a zip container. */
export const mutateZip: Mutator = (bytes, chance) =>
  chance.pick([
    changeMember,
    changeMember,
    changeMember,
    changeMember,
    lie,
    lieAtEnd,
    shuffleMembers,
    crossStreams,
  ])(bytes, chance);
