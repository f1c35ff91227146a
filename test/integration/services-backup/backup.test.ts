import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Workspace } from '#engine/context.ts';
import { eachEvent } from '#engine/repositories/events.ts';
import { listSourceFiles } from '#engine/repositories/source-files.ts';
import { eachUsageRow } from '#engine/repositories/usage-rows.ts';
import { backupWorkspace } from '#engine/services/backup.ts';
import { doctor } from '#engine/services/doctor.ts';
import { importReport } from '#engine/services/import-report.ts';
import { restoreWorkspace } from '#engine/services/restore.ts';
import {
  plainContext,
  temporaryFolder,
  temporaryWorkspace,
  testPorts,
  writeTemporary,
} from '../../support/workspace.ts';

const report = (quantity: string): string =>
  `SUBSCRIPTION_ID,SKU,CONSUMPTION_START_DATE,CONSUMPTION_END_DATE,QUANTITY\nSub1,A-1,2026-10-01,2026-10-31,${quantity}\n`;

const importOne = (workspace: Workspace, quantity: string): Promise<{ batchId: number }> =>
  importReport(workspace, { path: writeTemporary('r.csv', report(quantity)) }, plainContext());

/** A workspace with two reports, and a backup of it. */
async function backedUp(): Promise<{ workspace: Workspace; file: string }> {
  const workspace = temporaryWorkspace();
  await importOne(workspace, '31');
  await importOne(workspace, '15.5');
  const file = join(temporaryFolder(), 'october.tieout-backup');
  await backupWorkspace(workspace, { file }, plainContext());
  return { workspace, file };
}
const restore = (file: string, folder: string): ReturnType<typeof restoreWorkspace> =>
  restoreWorkspace({ file, folder, ports: testPorts() }, plainContext());
const contentOf = (workspace: Workspace): unknown => ({
  rows: [...eachUsageRow(workspace.database, [1, 2])],
  sources: listSourceFiles(workspace.database),
});

describe('a backup', () => {
  it('brought back is the workspace that it was made of', async () => {
    const { workspace, file } = await backedUp();
    const folder = join(temporaryFolder(), 'restored');
    await expect(restore(file, folder)).resolves.toEqual({
      folder,
      sources: 2,
      keys: 0,
      movedAside: undefined,
    });
    const restored = temporaryWorkspace(folder);
    expect(contentOf(restored)).toEqual(contentOf(workspace));
    const health = await doctor(restored, plainContext());
    expect(health.findings.filter((finding) => finding.status === 'error')).toEqual([]);
  });

  it('is written into the audit logs of both', async () => {
    const { workspace, file } = await backedUp();
    expect([...eachEvent(workspace.database)].at(-1)?.what).toBe('backup-written');
    const folder = join(temporaryFolder(), 'restored');
    await restore(file, folder);
    expect([...eachEvent(temporaryWorkspace(folder).database)].map((event) => event.what)).toEqual([
      'workspace-created',
      'report-imported',
      'report-imported',
      'workspace-restored',
    ]);
  });

  it('moves the workspace that stands in its place aside, whole', async () => {
    const { workspace, file } = await backedUp();
    await importOne(workspace, '7');
    workspace.close();
    const { folder } = workspace;
    const { movedAside } = await restore(file, folder);
    expect(movedAside).toMatch(/workspace\.replaced-\d{14}$/);
    expect(listSourceFiles(temporaryWorkspace(folder).database)).toHaveLength(2);
    expect(listSourceFiles(temporaryWorkspace(movedAside).database)).toHaveLength(3);
  });

  it('is not brought back over a workspace that is in use', async () => {
    const { workspace, file } = await backedUp();
    await expect(restore(file, workspace.folder)).rejects.toMatchObject({ code: 'WORKSPACE_LOCKED' });
    expect(contentOf(workspace)).toMatchObject({ rows: { length: 2 } });
    expect(readdirSync(dirname(workspace.folder))).toEqual([basename(workspace.folder)]);
  });

  it('is not brought back into a folder that holds other things', async () => {
    const { file } = await backedUp();
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'letter.txt'), 'dear customer');
    await expect(restore(file, folder)).rejects.toMatchObject({ code: 'WORKSPACE_NOT_WRITABLE' });
    expect(readdirSync(folder)).toEqual(['letter.txt']);
  });

  it('takes the place of a damaged database', async () => {
    const { workspace, file } = await backedUp();
    workspace.close();
    writeFileSync(join(workspace.folder, 'tieout.db'), 'gone');
    await restore(file, workspace.folder);
    expect(listSourceFiles(temporaryWorkspace(workspace.folder).database)).toHaveLength(2);
  });

  it('that was altered by a single bit anywhere replaces nothing', async () => {
    const { workspace, file } = await backedUp();
    workspace.close();
    const bytes = readFileSync(file);
    for (let at = 40; at < bytes.length; at += Math.ceil(bytes.length / 25)) {
      const altered = Buffer.from(bytes);
      altered[at] = (altered[at] ?? 0) ^ 1;
      if (altered.equals(bytes)) continue;
      const copy = writeTemporary('altered', altered);
      const outcome = await restore(copy, join(temporaryFolder(), 'restored')).catch(
        (error: unknown) => error,
      );
      // A bit in what no reader looks at (a time stamp of the zip) leaves the content as it was; any other is refused.
      if (outcome instanceof Error) expect(outcome).toMatchObject({ code: 'BACKUP_INVALID' });
      else expect(outcome).toMatchObject({ sources: 2 });
    }
    expect(listSourceFiles(temporaryWorkspace(workspace.folder).database)).toHaveLength(2);
  });

  it.each([0.2, 0.6, 0.95])('that was cut at %f of its length is refused', async (part) => {
    const { file } = await backedUp();
    truncateSync(file, Math.floor(readFileSync(file).length * part));
    const folder = join(temporaryFolder(), 'restored');
    await expect(restore(file, folder)).rejects.toMatchObject({ code: 'BACKUP_INVALID' });
    expect(existsSync(folder)).toBe(false);
    expect(readdirSync(dirname(folder))).toEqual([]);
  });

  it('is refused where it is no backup at all', async () => {
    const file = writeTemporary('x.zip', 'PK is how a zip begins, but not this one');
    await expect(restore(file, join(temporaryFolder(), 'w'))).rejects.toMatchObject({
      code: 'BACKUP_INVALID',
    });
  });

  it('is made of damaged evidence too, and names it', async () => {
    const workspace = temporaryWorkspace();
    await importOne(workspace, '31');
    await importOne(workspace, '32');
    const [first, second] = listSourceFiles(workspace.database);
    rmSync(join(workspace.folder, first?.storedPath ?? ''));
    writeFileSync(join(workspace.folder, second?.storedPath ?? ''), 'other bytes');
    const file = join(temporaryFolder(), 'backup');
    const outcome = await backupWorkspace(workspace, { file }, plainContext());
    expect(outcome.damagedSources).toEqual([first?.sha256, second?.sha256].sort());
    const folder = join(temporaryFolder(), 'restored');
    await expect(restore(file, folder)).resolves.toMatchObject({ sources: 1 });
  });

  it('leaves nothing where it was cancelled', async () => {
    const workspace = temporaryWorkspace();
    await importOne(workspace, '31');
    const folder = temporaryFolder();
    const context = { ...plainContext(), checkpoint: () => Promise.reject(new Error('cancelled')) };
    await expect(backupWorkspace(workspace, { file: join(folder, 'b') }, context)).rejects.toThrow(
      'cancelled',
    );
    expect(readdirSync(folder)).toEqual([]);
    expect(readdirSync(join(workspace.folder, 'backups'))).toEqual([]);
  });

  it('needs a folder to go to', async () => {
    const file = join(temporaryFolder(), 'missing', 'b');
    await expect(backupWorkspace(temporaryWorkspace(), { file }, plainContext())).rejects.toMatchObject({
      code: 'OUTPUT_FOLDER_MISSING',
    });
  });
});

describe('a workspace that was tampered with', () => {
  it('is refused as a backup by its log', async () => {
    const workspace = temporaryWorkspace();
    await importOne(workspace, '31');
    const { folder } = workspace;
    workspace.database.execute(
      "DROP TRIGGER event_is_not_changed; UPDATE event SET who = 'somebody else' WHERE sequence = 1",
    );
    mkdirSync(join(folder, 'out'));
    const file = join(folder, 'out', 'backup');
    await backupWorkspace(workspace, { file }, plainContext());
    await expect(restore(file, join(temporaryFolder(), 'w'))).rejects.toMatchObject({
      code: 'BACKUP_INVALID',
      params: { detail: 'event 1: hash' },
    });
  });
});
