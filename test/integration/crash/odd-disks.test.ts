import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openWorkspace, type Workspace } from '#engine/context.ts';
import { openTarget } from '#engine/exporters/target-file.ts';
import { runJob } from '#engine/jobs/run-job.ts';
import { findLastRun } from '#engine/repositories/runs.ts';
import { doctor } from '#engine/services/doctor.ts';
import { exportRun } from '#engine/services/export.ts';
import { importInvoice } from '#engine/services/import-invoice.ts';
import { importReport } from '#engine/services/import-report.ts';
import { reconcilePeriod } from '#engine/services/reconcile-period.ts';
import { monthInvoice, OCTOBER, userReport } from '../../crash/crash-month.ts';
import { codeOf } from '../../support/code-of.ts';
import { plainContext, temporaryFolder, testPorts, writeTemporary } from '../../support/workspace.ts';

const isRoot = process.platform === 'linux' && process.getuid?.() === 0;
const canMount = isRoot && spawnSync('unshare', ['-m', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']).status === 0;
const WHY = canMount ? '' : ' (skipped: mounting takes root on Linux)';

/** Whether files here can be made immutable, even for root. */
function canFreeze(): boolean {
  if (!isRoot) return false;
  const folder = mkdtempSync(join(tmpdir(), 'tieout-frozen-'));
  const isFrozen = spawnSync('chattr', ['+i', folder]).status === 0;
  if (isFrozen) spawnSync('chattr', ['-i', folder]);
  rmSync(folder, { recursive: true });
  return isFrozen;
}

const open = (folder: string): Workspace => {
  const workspace = openWorkspace({ folder, ports: { ...testPorts(), newId: randomUUID } });
  onTestFinished(workspace.close);
  return workspace;
};

async function putMonth(folder: string): Promise<void> {
  const workspace = openWorkspace({ folder, ports: testPorts() });
  await importReport(workspace, { path: writeTemporary('user.csv', userReport()) }, plainContext());
  await importInvoice(workspace, { path: writeTemporary('invoice.csv', monthInvoice()) }, plainContext());
  await reconcilePeriod(workspace, { period: OCTOBER }, plainContext());
  workspace.close();
}

const exportTo = (workspace: Workspace, out: string): Promise<unknown> =>
  exportRun(
    workspace,
    {
      run: { period: OCTOBER },
      out,
      language: 'en',
      detail: 'user',
      appVersion: '1.2.3',
      describeIssue: ({ code }) => code,
    },
    plainContext(),
  );

describe.skipIf(!canMount)(`a drive that is pulled out in the middle of a job${WHY}`, () => {
  it.each([1, 2, 4])(
    'at checkpoint %i is said, and what is found where it is plugged in again is whole',
    async (at) => {
      const drive = temporaryFolder();
      const again = temporaryFolder();
      expect(spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=32m', 'tmpfs', drive]).status).toBe(0);
      expect(spawnSync('mount', ['--bind', drive, again]).status).toBe(0);
      onTestFinished(() => {
        spawnSync('umount', ['-l', again]);
      });
      const folder = join(drive, 'workspace');
      await putMonth(folder);
      const workspace = openWorkspace({ folder, ports: { ...testPorts(), newId: randomUUID } });
      let checkpoints = 0;
      const context = {
        ...plainContext(),
        checkpoint: () => {
          checkpoints += 1;
          if (checkpoints === at) spawnSync('umount', ['-l', drive]);
          return Promise.resolve();
        },
      };
      const path = writeTemporary('august.csv', userReport().replaceAll('2026-10-', '2026-08-'));
      const code = await codeOf(() => importReport(workspace, { path }, context));
      // What was open already may still be written to the end.
      expect(['none', 'FILE_NOT_FOUND', 'WORKSPACE_NOT_WRITABLE']).toContain(code);
      workspace.close();
      // No new workspace where the drive was.
      expect(readdirSync(drive)).toEqual([]);
      const found = open(join(again, 'workspace'));
      expect(findLastRun(found.database, OCTOBER)?.verdict).toBe('variances');
      const reading = await importReport(found, { path, reuse: true }, plainContext());
      expect(reading).toMatchObject({ reused: code === 'none', counts: { stored: 14 * 31 } });
      const { findings } = await doctor(found, plainContext());
      expect(findings.filter(({ status }) => status === 'error')).toEqual([]);
    },
  );

  it('lets a job be cancelled', async () => {
    const drive = temporaryFolder();
    expect(spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=32m', 'tmpfs', drive]).status).toBe(0);
    const folder = join(drive, 'workspace');
    await putMonth(folder);
    const workspace = openWorkspace({ folder, ports: { ...testPorts(), newId: randomUUID } });
    const abort = new AbortController();
    const job = runJob((context) => reconcilePeriod(workspace, { period: OCTOBER }, context), {
      signal: abort.signal,
      onProgress: () => {
        spawnSync('umount', ['-l', drive]);
        abort.abort();
      },
    });
    await expect(job).rejects.toThrow('CANCELLED');
    workspace.close();
    expect(readdirSync(drive)).toEqual([]);
  });
});

describe.skipIf(!canMount)(`a workbook that another program takes while it is being written${WHY}`, () => {
  it('is said to be open elsewhere, stays as it was, and nothing lies beside it', async () => {
    const folder = temporaryFolder();
    const out = join(folder, 'variance.xlsx');
    writeFileSync(out, 'of last month');
    const target = await openTarget(out, 0);
    await target.handle.writeFile('whole');
    // A file that something is mounted on can't be replaced: EBUSY, as where a program on Windows shares nothing.
    expect(spawnSync('mount', ['--bind', writeTemporary('held', 'of last month'), out]).status).toBe(0);
    onTestFinished(() => {
      spawnSync('umount', ['-l', out]);
    });
    await expect(target.commit()).rejects.toThrow('OUTPUT_BUSY');
    await target.discard();
    expect(readFileSync(out, 'utf8')).toBe('of last month');
    expect(readdirSync(folder)).toEqual(['variance.xlsx']);
  });
});

const freezes = canFreeze();
describe.skipIf(!freezes)(
  `a file that nobody may change${freezes ? '' : ' (skipped: takes root and chattr)'}`,
  () => {
    const freeze = (path: string): void => {
      expect(spawnSync('chattr', ['+i', path]).status).toBe(0);
      onTestFinished(() => {
        spawnSync('chattr', ['-i', path]);
      });
    };

    it('takes no workbook, before any work', async () => {
      const month = join(temporaryFolder(), 'workspace');
      await putMonth(month);
      const folder = temporaryFolder();
      const out = join(folder, 'variance.xlsx');
      writeFileSync(out, 'of last month');
      freeze(out);
      expect(await codeOf(() => exportTo(open(month), out))).toBe('OUTPUT_NOT_WRITABLE');
      expect(readdirSync(folder)).toEqual(['variance.xlsx']);
    });

    it('which is the database keeps a workspace from being opened, and is as it was', async () => {
      const month = join(temporaryFolder(), 'workspace');
      await putMonth(month);
      const before = readFileSync(join(month, 'tieout.db'));
      freeze(join(month, 'tieout.db'));
      expect(await codeOf(() => openWorkspace({ folder: month, ports: testPorts() }))).toBe(
        'WORKSPACE_NOT_WRITABLE',
      );
      expect(readFileSync(join(month, 'tieout.db')).equals(before)).toBe(true);
    });
  },
);

describe('what a dead process has left of its lock', () => {
  it('holds nobody up, whatever it says', async () => {
    const month = join(temporaryFolder(), 'workspace');
    await putMonth(month);
    const copy = join(temporaryFolder(), 'workspace');
    cpSync(month, copy, { recursive: true });
    for (const holder of [
      '{"processId":1,"host":"elsewhere","since":"2019"}',
      '',
      '{"proc',
      'null',
      '[]',
      '7',
    ]) {
      writeFileSync(join(copy, 'tieout.holder.json'), holder);
      const workspace = openWorkspace({ folder: copy, ports: testPorts() });
      expect(findLastRun(workspace.database, OCTOBER)?.verdict).toBe('variances');
      workspace.close();
      expect(existsSync(join(copy, 'tieout.holder.json'))).toBe(false);
    }
  });

  it('is said where a folder lies in its place', async () => {
    const month = join(temporaryFolder(), 'workspace');
    await putMonth(month);
    mkdirSync(join(month, 'tieout.holder.json'));
    expect(await codeOf(() => openWorkspace({ folder: month, ports: testPorts() }))).toBe(
      'WORKSPACE_NOT_WRITABLE',
    );
  });
});
