import { basename } from 'node:path';
import type { EngineInput } from '#shared/engine-protocol.ts';
import type { Workspace } from '../context.ts';
import { backupWorkspace } from '../services/backup.ts';
import { makeCopy } from '../services/kept-copies.ts';
import { loadPractice } from '../services/practice.ts';
import { moveWorkspace, restoreElsewhere } from '../services/relocate.ts';
import type { JobOrder } from './job-registry.ts';

/** Writes a backup to a file of the person's choice, or a copy of the database within the workspace. */
export const backupOrder = (
  workspace: Workspace,
  { output, withoutKeys = false }: EngineInput<'jobs:start-backup'>,
): JobOrder => ({
  kind: 'backup',
  files: output === undefined ? [] : [output.name],
  work: async (context) => {
    if (output === undefined) {
      const { name, bytes } = await makeCopy(workspace, 'asked');
      return { kind: 'backup', fileName: name, bytes, sources: 0, damaged: 0 };
    }
    const written = await backupWorkspace(workspace, { file: output.path, withoutKeys }, context);
    return {
      kind: 'backup',
      fileName: output.name,
      bytes: written.bytes,
      sources: written.sources,
      damaged: written.damagedSources.length,
    };
  },
});

/** Brings a backup back into an empty folder. */
export const restoreOrder = (
  workspace: Workspace,
  { source, folder }: EngineInput<'jobs:start-restore'>,
): JobOrder => ({
  kind: 'restore',
  files: ['file' in source ? source.file.name : source.copy],
  work: async (context) => {
    const from = 'file' in source ? { file: source.file.path } : source;
    const restored = await restoreElsewhere(workspace, from, folder.path, context);
    return { kind: 'restore', folderName: basename(restored.folder), sources: restored.sources };
  },
});

/** Copies the workspace into an empty folder. */
export const moveOrder = (workspace: Workspace, { folder }: EngineInput<'jobs:start-move'>): JobOrder => ({
  kind: 'move',
  files: [folder.name],
  work: async (context) => {
    const moved = await moveWorkspace(workspace, folder.path, context);
    return { kind: 'move', folderName: basename(moved.folder), sources: moved.sources };
  },
});

/** Loads the practice period and reconciles it. */
export const practiceOrder = (workspace: Workspace): JobOrder => ({
  kind: 'practice',
  files: [],
  work: async (context) => {
    const { runId, result } = await loadPractice(workspace, context);
    const { start, end } = result.period;
    return { kind: 'reconcile', runId, verdict: result.verdict, period: { start, end } };
  },
});
