import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { openWorkspace, type Workspace } from '#engine/context.ts';
import { listBatches } from '#engine/repositories/batches.ts';
import { findLastRun } from '#engine/repositories/runs.ts';
import { backupWorkspace } from '#engine/services/backup.ts';
import { doctor } from '#engine/services/doctor.ts';
import { exportRun } from '#engine/services/export.ts';
import { importInvoice } from '#engine/services/import-invoice.ts';
import { importReport } from '#engine/services/import-report.ts';
import { listCopies, makeCopy } from '#engine/services/kept-copies.ts';
import { reconcilePeriod } from '#engine/services/reconcile-period.ts';
import { reconcile } from '#engine/services/reconcile.ts';
import { restoreWorkspace } from '#engine/services/restore.ts';
import { monthInvoice, OCTOBER, userReport } from '../../crash/crash-month.ts';
import { codeOf } from '../../support/code-of.ts';
import { plainContext, temporaryFolder, testPorts, writeTemporary } from '../../support/workspace.ts';

/** Mounts a disk of that many KiB; undefined where that is not allowed: it takes root, on Linux. */
function smallDisk(kib: number): string | undefined {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return undefined;
  const folder = temporaryFolder();
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${String(kib)}k`, 'tmpfs', folder]);
  if (mounted.status !== 0) return undefined;
  onTestFinished(() => {
    spawnSync('umount', ['-l', folder]);
  });
  return folder;
}

const canMount =
  process.platform === 'linux' &&
  process.getuid?.() === 0 &&
  spawnSync('unshare', ['-m', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']).status === 0;
const WHY = canMount ? '' : ' (skipped: mounting a small disk takes root)';

/** Takes all the room that a disk has left, but for some KiB. */
function fill(disk: string, leaveKib: number): void {
  const filler = join(disk, 'filler');
  const block = Buffer.alloc(1024);
  const blocks: Buffer[] = [];
  try {
    for (;;) {
      writeFileSync(filler, block, { flag: 'a' });
      blocks.push(block);
    }
  } catch {
    // Full, as it was to be.
  }
  const kib = Math.max(0, Math.floor(statSync(filler).size / 1024) - leaveKib);
  writeFileSync(filler, Buffer.alloc(kib * 1024));
}

const open = (folder: string): Workspace => {
  const workspace = openWorkspace({ folder, ports: { ...testPorts(), newId: randomUUID } });
  onTestFinished(() => {
    workspace.close();
  });
  return workspace;
};
const hashOf = (workspace: Workspace): string | undefined =>
  findLastRun(workspace.database, OCTOBER)?.resultHash;

/** A workspace that holds the month and its run, once for all tests. */
let month = '';
let hash: string | undefined;
beforeEach(async () => {
  month = join(temporaryFolder(), 'workspace');
  const workspace = openWorkspace({ folder: month, ports: testPorts() });
  await importReport(workspace, { path: writeTemporary('user.csv', userReport()) }, plainContext());
  await importInvoice(workspace, { path: writeTemporary('invoice.csv', monthInvoice()) }, plainContext());
  await reconcilePeriod(workspace, { period: OCTOBER }, plainContext());
  hash = hashOf(workspace);
  workspace.close();
});

/** The month's workspace on a disk that is nearly full. */
function onFullDisk(leaveKib: number, diskKib = 8192): { disk: string; workspace: Workspace } {
  const disk = smallDisk(diskKib) ?? '';
  const folder = join(disk, 'workspace');
  cpSync(month, folder, { recursive: true });
  const workspace = open(folder);
  fill(disk, leaveKib);
  return { disk, workspace };
}

/** Room again: the workspace is sound, and the same work comes to the same. */
async function isSoundAfter(disk: string, workspace: Workspace): Promise<void> {
  rmSync(join(disk, 'filler'));
  const { findings } = await doctor(workspace, plainContext());
  expect(findings.filter(({ status, check }) => status !== 'ok' && check !== 'disk-space')).toEqual([]);
  expect(hashOf(workspace)).toBe(hash);
  const again = await reconcilePeriod(workspace, { period: OCTOBER }, plainContext());
  expect(again.result.resultHash).toBe(hash);
}

/** Another month's report, of several hundred KiB. */
const largeReport = (): string => {
  const [head = '', ...rows] = userReport().replaceAll('2026-10-', '2026-08-').trimEnd().split('\n');
  return [
    head,
    ...Array.from({ length: 30 }, (_, copy) => rows.map((row) => `${row}-${String(copy)}`)).flat(),
    '',
  ].join('\n');
};

describe.skipIf(!canMount)(`a disk that is full${WHY}`, () => {
  it.each([0, 40, 800])('with %i KiB left refuses an import and holds nothing of it', async (left) => {
    const path = writeTemporary('large.csv', largeReport());
    const { disk, workspace } = onFullDisk(left);
    const before = listBatches(workspace.database);
    expect(await codeOf(() => importReport(workspace, { path }, plainContext()))).toBe('DISK_FULL');
    expect(listBatches(workspace.database)).toEqual(before);
    expect(readdirSync(workspace.sourcesFolder)).toHaveLength(2);
    await isSoundAfter(disk, workspace);
    const again = await importReport(workspace, { path }, plainContext());
    expect(again.counts.stored).toBe(30 * 14 * 31);
  });

  it.each([0, 40])('with %i KiB left refuses a reconciliation and keeps no half of it', async (left) => {
    const { disk, workspace } = onFullDisk(left);
    expect(await codeOf(() => reconcilePeriod(workspace, { period: OCTOBER }, plainContext()))).toBe(
      'DISK_FULL',
    );
    await isSoundAfter(disk, workspace);
  });

  it('refuses a command of several steps, and takes all of them back', async () => {
    const reports = [writeTemporary('large.csv', largeReport())];
    const invoices = [writeTemporary('other.csv', monthInvoice().replaceAll('2026-10-', '2026-08-'))];
    const { disk, workspace } = onFullDisk(700);
    const request = { invoices, reports, read: {}, parameters: {} };
    expect(await codeOf(() => reconcile(workspace, request, plainContext()))).toBe('DISK_FULL');
    expect(listBatches(workspace.database)).toHaveLength(2);
    await isSoundAfter(disk, workspace);
  });

  it('refuses a workbook and leaves the older one', async () => {
    const disk = smallDisk(1024) ?? '';
    const workspace = open(month);
    const out = join(disk, 'variance.xlsx');
    writeFileSync(out, 'of last month');
    fill(disk, 8);
    const request = {
      run: { period: OCTOBER },
      out,
      language: 'en',
      detail: 'user',
      appVersion: '1.2.3',
      describeIssue: ({ code }: { code: string }): string => code,
    } as const;
    expect(await codeOf(() => exportRun(workspace, request, plainContext()))).toBe('DISK_FULL');
    expect(readFileSync(out, 'utf8')).toBe('of last month');
    expect(readdirSync(disk).sort()).toEqual(['filler', 'variance.xlsx']);
    rmSync(join(disk, 'filler'));
    expect((await exportRun(workspace, request, plainContext())).bytes).toBe(statSync(out).size);
  });

  it('refuses a backup, a copy and a restore, and leaves nothing of them', async () => {
    const disk = smallDisk(1024) ?? '';
    const source = open(month);
    const saved = join(temporaryFolder(), 'saved.tieout-backup');
    await backupWorkspace(source, { file: saved }, plainContext());
    fill(disk, 16);
    const file = join(disk, 'saved.tieout-backup');
    expect(await codeOf(() => backupWorkspace(source, { file }, plainContext()))).toBe('DISK_FULL');
    const folder = join(disk, 'restored');
    expect(
      await codeOf(() => restoreWorkspace({ file: saved, folder, ports: testPorts() }, plainContext())),
    ).toBe('DISK_FULL');
    expect(readdirSync(disk)).toEqual(['filler']);

    const { disk: full, workspace } = onFullDisk(8);
    expect(await codeOf(() => makeCopy(workspace, 'daily'))).toBe('DISK_FULL');
    expect(listCopies(workspace)).toEqual([]);
    expect(readdirSync(join(workspace.folder, 'backups'))).toEqual([]);
    await isSoundAfter(full, workspace);
  });
});

describe.skipIf(!canMount)(`a disk that may only be read${WHY}`, () => {
  const remount = (disk: string, mode: 'ro' | 'rw'): void => {
    expect(spawnSync('mount', ['-o', `remount,${mode}`, disk]).status).toBe(0);
  };

  it('refuses to open its workspace, which is as it was once it may be written again', async () => {
    const disk = smallDisk(8192) ?? '';
    const folder = join(disk, 'workspace');
    cpSync(month, folder, { recursive: true });
    remount(disk, 'ro');
    expect(await codeOf(() => open(folder))).toBe('WORKSPACE_NOT_WRITABLE');
    remount(disk, 'rw');
    expect(hashOf(open(folder))).toBe(hash);
  });

  it('takes no workbook and no backup', async () => {
    const disk = smallDisk(1024) ?? '';
    const workspace = open(month);
    remount(disk, 'ro');
    const file = join(disk, 'saved.tieout-backup');
    expect(await codeOf(() => backupWorkspace(workspace, { file }, plainContext()))).toBe(
      'OUTPUT_NOT_WRITABLE',
    );
    expect(readdirSync(disk)).toEqual([]);
  });
});

describe('a workspace that goes away while it is open', () => {
  it.skipIf(process.platform === 'win32')(
    'is said, and the work of it is whole where it has gone',
    async () => {
      const folder = join(temporaryFolder(), 'workspace');
      cpSync(month, folder, { recursive: true });
      const workspace = open(folder);
      const elsewhere = join(temporaryFolder(), 'moved');
      spawnSync('mv', [folder, elsewhere]);
      const path = writeTemporary('large.csv', largeReport());
      const code = await codeOf(() => importReport(workspace, { path }, plainContext()));
      expect(['FILE_NOT_FOUND', 'WORKSPACE_NOT_WRITABLE']).toContain(code);
      expect(existsSync(folder)).toBe(false);
      workspace.close();
      const found = open(elsewhere);
      expect(hashOf(found)).toBe(hash);
    },
  );
});

describe('the clock of a computer', () => {
  it('that goes back changes no order and no result', async () => {
    const ports = testPorts();
    let now = '2026-11-02T09:00:00.000Z';
    const workspace = openWorkspace({
      folder: month,
      ports: { ...ports, newId: randomUUID, clock: () => now },
    });
    onTestFinished(workspace.close);
    await reconcilePeriod(workspace, { period: OCTOBER }, plainContext());
    now = '2019-01-01T00:00:00.000Z';
    const later = await reconcilePeriod(workspace, { period: OCTOBER }, plainContext());
    expect(findLastRun(workspace.database, OCTOBER)?.id).toBe(later.runId);
    expect(later.result.resultHash).toBe(hash);
    const { findings } = await doctor(workspace, plainContext());
    expect(findings.filter(({ status }) => status === 'error')).toEqual([]);
  });
});
