import { z } from 'zod';
import { AppError } from '#core/errors.ts';
import { SIGNING_KEY_FILE } from './evidence-bundle/signing-key.ts';
import { MASK_KEY_FILE } from './privacy/mask-key.ts';

/**
 * A backup is one zip: the database as `tieout.db`, the evidence as `sources/<sha256>`, the workspace's keys as
 * `keys/<name>`, and last the manifest, which names every other member with its size and sha256. So a backup that was cut
 * short has no manifest and is refused. Keys may be missing: see ADR 0030.
 */
export const MANIFEST_NAME = 'manifest.json';
/** Where the database stands in a backup. */
export const DATABASE_MEMBER = 'tieout.db';
/** The keys that belong to a workspace, by the names that they have in its folder. */
export const KEY_FILES = [MASK_KEY_FILE, SIGNING_KEY_FILE] as const;
/** Where a key stands in a backup. */
export const keyMember = (name: (typeof KEY_FILES)[number]): string => `keys/${name}`;
/** The only paths that a backup may write to. */
const MEMBER_PATH = /^(?:tieout\.db|sources\/[0-9a-f]{64}|keys\/(?:mask-key|signing-key\.pem))$/;

const manifestSchema = z.object({
  schema: z.literal('tieout.backup/1'),
  createdAt: z.string(),
  members: z.array(
    z.object({
      path: z.string().regex(MEMBER_PATH),
      bytes: z.int().min(0),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
    }),
  ),
  /** Evidence that was gone when the backup was written, by sha256. */
  missingSources: z.array(z.string()),
});

/** What a backup holds. */
export type BackupManifest = z.infer<typeof manifestSchema>;
export type BackupMember = BackupManifest['members'][number];

/** Reads a manifest. Throws BACKUP_INVALID. */
export function parseManifest(text: string, file: string): BackupManifest {
  try {
    return manifestSchema.parse(JSON.parse(text));
  } catch (error) {
    throw new AppError('BACKUP_INVALID', { file, detail: MANIFEST_NAME }, { cause: error });
  }
}
