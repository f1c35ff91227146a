import { z } from 'zod';
import { AppError } from '#core/errors.ts';

/**
 * A backup is one zip: the database as `tieout.db`, the evidence as `sources/<sha256>`, and last the manifest, which
 * names every other member with its size and sha256. So a backup that was cut short has no manifest and is refused.
 */
export const MANIFEST_NAME = 'manifest.json';
/** Where the database stands in a backup. */
export const DATABASE_MEMBER = 'tieout.db';
/** The only paths that a backup may write to. */
const MEMBER_PATH = /^(?:tieout\.db|sources\/[0-9a-f]{64})$/;

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
