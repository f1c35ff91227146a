import { z } from 'zod';
import type { ChannelOf } from '../channels.ts';
import { MOST_ROWS_A_PAGE } from '../../limits.ts';
import { fileHandle, moment, nothing, done, type ChannelContract } from './channel-contract.ts';

/** Why a copy of the database was made. */
export const BACKUP_REASONS = ['before-migration', 'before-sign-off', 'daily', 'asked'] as const;

/** A copy of the database in the workspace itself. */
const keptCopy = z.object({
  name: z.string(),
  reason: z.enum(BACKUP_REASONS),
  madeAt: moment,
  bytes: z.int().min(0),
});
export type WireKeptCopy = z.output<typeof keptCopy>;

/** What a workspace is and how large it has become. */
export const workspaceState = z.object({
  /** It holds the practice period and nothing of anybody's. */
  isPractice: z.boolean(),
  /** Readings of files; 0: nothing was imported yet. */
  readings: z.int(),
  databaseBytes: z.int().min(0),
  evidenceBytes: z.int().min(0),
  evidenceFiles: z.int().min(0),
  /** What keeps its folder in step with other machines, or `network`: SQLite's locks don't hold there. */
  synchronisedBy: z.string().nullable(),
  /** Newest first. */
  copies: z.array(keptCopy).max(MOST_ROWS_A_PAGE),
});
export type WireWorkspaceState = z.output<typeof workspaceState>;

export const WORKSPACE_CONTRACT = {
  'workspace:get-state': { input: nothing, output: workspaceState },
  /** Shows the workspace's folder in the file manager. */
  'workspace:reveal-folder': { input: nothing, output: done },
  /** Asks the person for an empty folder, for a move or a restored workspace; null where they cancelled. */
  'workspace:choose-folder': { input: nothing, output: fileHandle.nullable() },
  /** Opens the practice workspace, apart from the person's own, making it where there is none. */
  'workspace:open-practice': { input: nothing, output: done },
  /** Goes back to the workspace of before; `remove`: the practice workspace is thrown away. */
  'workspace:leave-practice': { input: z.strictObject({ remove: z.boolean() }), output: done },
} as const satisfies Record<ChannelOf<'workspace'>, ChannelContract>;
