import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { AppError } from '#core/errors.ts';
import { openArchive, type Archive, type ArchiveEntry } from '../../importers/tabular/archive/archive.ts';
import { openFileSource } from '../../importers/tabular/byte-source.ts';
import { DEFAULT_TABLE_LIMITS } from '../../importers/tabular/table-limits.ts';
import type { JobContext } from '../../jobs/job-context.ts';
import { BUNDLE_MEMBERS, parseBundleManifest, type BundleManifest } from './bundle-format.ts';
import { isSignedBy } from './signing-key.ts';

/** Reports are large and pack well; what counts is that each member has the size that the manifest states. */
const LIMITS = {
  ...DEFAULT_TABLE_LIMITS,
  fileBytes: 2 ** 40,
  inflatedBytes: 2 ** 40,
  inflationRatio: 100_000,
  members: 100_000,
};
/** A manifest of some thousand members; more is none of ours. */
const MOST_MANIFEST_BYTES = 16 * 1024 ** 2;

/** A bundle taken apart, with what does not hold. */
export interface UnpackedBundle {
  readonly manifest: BundleManifest;
  readonly isSigned: boolean;
  /** Members that are missing, or whose bytes are not those of the manifest; and those that it does not name. */
  readonly touched: readonly string[];
  /** Where an intact member lies. */
  readonly pathOf: (member: string) => string;
}

/**
 * Unpacks a bundle into a folder of ours and compares every member with the signed manifest.
 *
 * Throws BUNDLE_INVALID where there is no manifest to compare with, FILE_NOT_FOUND, and CANCELLED.
 */
export async function unpackBundle(
  file: string,
  folder: string,
  context: JobContext,
): Promise<UnpackedBundle> {
  const name = basename(file);
  const source = await openFileSource(file);
  try {
    const archive = await openArchive(source, LIMITS);
    const content = await readSmall(archive, BUNDLE_MEMBERS.manifest, name);
    const signature = await readSmall(archive, BUNDLE_MEMBERS.signature, name);
    const manifest = parseBundleManifest(content.toString('utf8'), name);
    mkdirSync(join(folder, 'sources'), { recursive: true });
    const known = new Set<string>([BUNDLE_MEMBERS.manifest, BUNDLE_MEMBERS.signature]);
    const touched: string[] = [];
    for (const [index, member] of manifest.members.entries()) {
      context.report({ phase: 'verify', done: index, total: manifest.members.length, unit: 'steps' });
      known.add(member.path);
      const entry = archive.find(member.path);
      const isIntact = entry !== undefined && (await unpack(archive, entry, member, folder, context));
      if (!isIntact) touched.push(member.path);
    }
    touched.push(...archive.entries.map((entry) => entry.name).filter((path) => !known.has(path)));
    return {
      manifest,
      isSigned: isSignedBy(content, signature.toString('utf8'), manifest.signer),
      touched: touched.sort(),
      pathOf: (member) => join(folder, ...member.split('/')),
    };
  } catch (error) {
    const isAboutZip = error instanceof AppError && /^(ARCHIVE_|FILE_DAMAGED)/.test(error.code);
    throw isAboutZip
      ? new AppError('BUNDLE_INVALID', { file: name, detail: 'zip' }, { cause: error })
      : error;
  } finally {
    await source.close();
  }
}

/** The text of an intact member. */
export const readMember = (bundle: UnpackedBundle, member: string): Promise<string> =>
  readFile(bundle.pathOf(member), 'utf8');

async function readSmall(archive: Archive, member: string, file: string): Promise<Buffer> {
  const entry = archive.find(member);
  if (!entry || entry.inflatedBytes > MOST_MANIFEST_BYTES) {
    throw new AppError('BUNDLE_INVALID', { file, detail: member });
  }
  const chunks: Buffer[] = [];
  for await (const chunk of archive.stream(entry)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function unpack(
  archive: Archive,
  entry: ArchiveEntry,
  member: BundleManifest['members'][number],
  folder: string,
  context: JobContext,
): Promise<boolean> {
  if (entry.inflatedBytes !== member.bytes) return false;
  const hash = createHash('sha256');
  const copy = await open(join(folder, ...member.path.split('/')), 'wx');
  try {
    for await (const chunk of archive.stream(entry)) {
      hash.update(chunk);
      await copy.writeFile(chunk);
      await context.checkpoint();
    }
  } catch (error) {
    if (error instanceof AppError && error.code === 'FILE_DAMAGED') return false;
    throw error;
  } finally {
    await copy.close();
  }
  return hash.digest('hex') === member.sha256;
}
