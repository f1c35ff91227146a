import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Workspace } from '#engine/context.ts';
import { listSourceFiles } from '#engine/repositories/source-files.ts';
import { doctor, type DoctorCheck, type DoctorReport } from '#engine/services/doctor.ts';
import { synchronisedBy } from '#engine/services/folder-location.ts';
import { importReport } from '#engine/services/import-report.ts';
import { plainContext, temporaryWorkspace, writeTemporary } from '../../support/workspace.ts';

const REPORT =
  'SUBSCRIPTION_ID,SKU,CONSUMPTION_START_DATE,CONSUMPTION_END_DATE,QUANTITY\nSub1,A-1,2026-10-01,2026-10-31,31\n';

async function usedWorkspace(): Promise<Workspace> {
  const workspace = temporaryWorkspace();
  await importReport(workspace, { path: writeTemporary('r.csv', REPORT) }, plainContext());
  return workspace;
}

/** The checks that found something, but for those that depend on the machine. */
const found = (report: DoctorReport): Partial<Record<DoctorCheck, readonly string[]>> =>
  Object.fromEntries(
    report.findings
      .filter(({ check, status }) => status !== 'ok' && check !== 'disk-space' && check !== 'folder-location')
      .map(({ check, details }) => [check, details]),
  );

describe('the doctor', () => {
  it('finds nothing in a sound workspace', async () => {
    const report = await doctor(await usedWorkspace(), plainContext());
    expect(found(report)).toEqual({});
    expect(report.status).not.toBe('error');
  });

  it('finds evidence that is gone', async () => {
    const workspace = await usedWorkspace();
    const [source] = listSourceFiles(workspace.database);
    rmSync(join(workspace.folder, source?.storedPath ?? ''));
    const report = await doctor(workspace, plainContext());
    expect(found(report)).toEqual({ evidence: [`r.csv: ${source?.sha256 ?? ''} missing`] });
    expect(report.status).toBe('error');
  });

  it('finds evidence that was changed', async () => {
    const workspace = await usedWorkspace();
    const [source] = listSourceFiles(workspace.database);
    writeFileSync(join(workspace.folder, source?.storedPath ?? ''), REPORT.replace(',31\n', ',30\n'));
    expect(found(await doctor(workspace, plainContext()))).toEqual({
      evidence: [`r.csv: ${source?.sha256 ?? ''} changed`],
    });
  });

  it('finds files among the evidence that nothing refers to, and leaves them', async () => {
    const workspace = await usedWorkspace();
    writeFileSync(join(workspace.sourcesFolder, 'a'.repeat(64)), 'x');
    for (let look = 0; look < 2; look += 1) {
      expect(found(await doctor(workspace, plainContext()))).toEqual({
        'evidence-unknown': ['a'.repeat(64)],
      });
    }
  });

  it('finds a figure that was changed behind the totals', async () => {
    const workspace = await usedWorkspace();
    workspace.database.execute('UPDATE usage_row SET quantity = quantity + 1');
    expect(found(await doctor(workspace, plainContext()))).toEqual({
      'usage-totals': ['1'],
      contents: ['reading 1 (r.csv)'],
    });
  });

  it('finds rows that were deleted', async () => {
    const workspace = await usedWorkspace();
    workspace.database.execute('DELETE FROM usage_row');
    expect(found(await doctor(workspace, plainContext()))).toEqual({
      'usage-totals': ['1'],
      contents: ['reading 1 (r.csv)'],
    });
  });

  it('finds an audit log that was rewritten', async () => {
    const workspace = await usedWorkspace();
    workspace.database.execute(
      "DROP TRIGGER event_is_not_changed; UPDATE event SET who = 'x' WHERE sequence = 2",
    );
    expect(found(await doctor(workspace, plainContext()))).toEqual({ 'audit-log': ['2: hash'] });
  });

  it('finds references that lead nowhere', async () => {
    const workspace = await usedWorkspace();
    workspace.database.execute(
      'PRAGMA foreign_keys = OFF; UPDATE batch SET source_file_id = 99; PRAGMA foreign_keys = ON',
    );
    const report = found(await doctor(workspace, plainContext()));
    expect(report['database-references']).toEqual(['batch 1 -> source_file']);
  });

  it('finds usage whose batch and texts are gone, which SQLite does not look for', async () => {
    const workspace = await usedWorkspace();
    workspace.database.execute(
      'UPDATE usage_group SET batch_id = 9999, sku = 9998, location_key = 9997 WHERE id = 1',
    );
    const report = found(await doctor(workspace, plainContext()));
    expect(report['database-references']).toEqual([
      'usage_group 1 -> batch_id',
      'usage_group 1 -> sku',
      'usage_group 1 -> location_key',
    ]);
  });
});

describe('the place of a workspace', () => {
  it.each([
    ['C:\\Users\\kei\\OneDrive\\Tieout', 'OneDrive'],
    ['C:\\Users\\kei\\OneDrive - Example KK\\Tieout', 'OneDrive'],
    ['/Users/kei/Library/CloudStorage/OneDrive-Personal/Tieout', 'OneDrive'],
    ['/home/kei/Dropbox/Tieout', 'Dropbox'],
    ['/Users/kei/Library/CloudStorage/Dropbox/Tieout', 'Dropbox'],
    ['/Users/kei/Library/Mobile Documents/com~apple~CloudDocs/Tieout', 'iCloud Drive'],
    ['C:\\Users\\kei\\iCloudDrive\\Tieout', 'iCloud Drive'],
    ['G:\\Google Drive\\Tieout', 'Google Drive'],
    ['\\\\server\\share\\Tieout', 'network'],
    ['C:\\Users\\kei\\AppData\\Roaming\\Tieout', undefined],
    ['\\\\?\\C:\\Tieout', undefined],
    ['/home/kei/.local/share/Tieout', undefined],
    ['/home/kei/Dropboxes/Tieout', undefined],
  ])('%s is kept in step by %s', (folder, product) => {
    expect(synchronisedBy(folder)).toBe(product);
  });
});
