import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { defined } from '#core/assert.ts';
import { openWorkspace, type Workspace } from '#engine/context.ts';
import { eachEvent, verifyEvents } from '#engine/repositories/events.ts';
import { backupWorkspace } from '#engine/services/backup.ts';
import { importReport } from '#engine/services/import-report.ts';
import { copyPath, listCopies, makeCopy, makeDailyCopy } from '#engine/services/kept-copies.ts';
import { listPeriods } from '#engine/services/periods.ts';
import { isPractice, loadPractice } from '#engine/services/practice.ts';
import { moveWorkspace, restoreElsewhere } from '#engine/services/relocate.ts';
import { partnerReport } from '../../support/small-month.ts';
import {
  plainContext,
  temporaryFolder,
  temporaryWorkspace,
  testPorts,
  writeTemporary,
} from '../../support/workspace.ts';

async function withReport(): Promise<Workspace> {
  const workspace = temporaryWorkspace();
  const path = writeTemporary('partner.csv', partnerReport('310'));
  await importReport(workspace, { path }, plainContext());
  return workspace;
}

/** What a workspace in a folder holds, by a look of one's own. */
function periodsIn(folder: string): { periods: number; events: readonly string[]; isChainWhole: boolean } {
  const workspace = openWorkspace({ folder, ports: testPorts() });
  try {
    return {
      periods: listPeriods(workspace).periods.length,
      events: [...eachEvent(workspace.database)].map(({ what }) => what),
      isChainWhole: verifyEvents(workspace.database) === undefined,
    };
  } finally {
    workspace.close();
  }
}

describe('a workspace that is moved', () => {
  it('lies whole in the new folder, and as it was in the old one', async () => {
    const workspace = await withReport();
    const folder = join(temporaryFolder(), 'books');
    expect(await moveWorkspace(workspace, folder, plainContext())).toEqual({ folder, sources: 1 });
    expect(periodsIn(folder)).toEqual({
      periods: 1,
      events: ['workspace-created', 'report-imported', 'workspace-restored'],
      isChainWhole: true,
    });
    expect([...eachEvent(workspace.database)].at(-1)).toMatchObject({
      what: 'workspace-moved',
      after: { to: 'books' },
    });
    expect(listPeriods(workspace).periods).toHaveLength(1);
  });

  it('goes into no folder with something in it, nor into itself, and leaves nothing behind', async () => {
    const workspace = await withReport();
    const parent = temporaryFolder();
    const full = join(parent, 'full');
    mkdirSync(full);
    writeFileSync(join(full, 'letter.txt'), 'x');
    for (const folder of [full, join(workspace.folder, 'inner')]) {
      await expect(moveWorkspace(workspace, folder, plainContext())).rejects.toMatchObject({
        code: 'FOLDER_NOT_EMPTY',
      });
    }
    expect(readdirSync(parent)).toEqual(['full']);
    expect(existsSync(join(workspace.folder, 'inner'))).toBe(false);
  });
});

describe('a backup that is brought back elsewhere', () => {
  it('is a workspace of its own; the present one is not touched', async () => {
    const workspace = await withReport();
    const file = join(temporaryFolder(), 'october.zip');
    await backupWorkspace(workspace, { file }, plainContext());
    const before = [...eachEvent(workspace.database)].length;
    const folder = join(temporaryFolder(), 'restored');
    await restoreElsewhere(workspace, { file }, folder, plainContext());
    expect(periodsIn(folder)).toMatchObject({ periods: 1, isChainWhole: true });
    expect([...eachEvent(workspace.database)]).toHaveLength(before);
  });

  it('may be a copy that the workspace keeps itself: the database of then with its evidence', async () => {
    const workspace = await withReport();
    const copy = await makeCopy(workspace, 'asked');
    const later = writeTemporary('later.csv', partnerReport('279').replaceAll('2026-10', '2026-08'));
    await importReport(workspace, { path: later }, plainContext());
    expect(listPeriods(workspace).periods).toHaveLength(2);
    const folder = join(temporaryFolder(), 'restored');
    await restoreElsewhere(workspace, { copy: copy.name }, folder, plainContext());
    expect(periodsIn(folder)).toMatchObject({ periods: 1, isChainWhole: true });
  });

  it('is none that a name from elsewhere leads to', async () => {
    const workspace = await withReport();
    expect(() => copyPath(workspace, '../tieout.db')).toThrow(
      expect.objectContaining({ code: 'BACKUP_INVALID' }),
    );
  });
});

describe('the copies that a workspace keeps', () => {
  it('are listed newest first, with why and when they were made', async () => {
    const workspace = await withReport();
    await makeCopy(workspace, 'daily');
    await makeCopy(workspace, 'asked');
    expect(listCopies(workspace).map(({ reason }) => reason)).toEqual(['asked', 'daily']);
    expect(defined(listCopies(workspace)[0], 'a copy').madeAt).toMatch(/^2026-11-02T01:00:\d\d\.000Z$/);
  });

  it('are made once a day, and of the daily ones the last seven stay', async () => {
    const workspace = await withReport();
    let day = 0;
    const later: Workspace = {
      ...workspace,
      ports: {
        ...workspace.ports,
        clock: () => new Date(Date.UTC(2026, 10, 2 + day, 1)).toISOString(),
      },
    };
    for (day = 0; day < 10; day += 1) {
      await makeDailyCopy(later);
      await makeDailyCopy(later);
    }
    expect(listCopies(workspace).map(({ madeAt }) => madeAt.slice(0, 10))).toEqual(
      [11, 10, 9, 8, 7, 6, 5].map((date) => `2026-11-${String(date).padStart(2, '0')}`),
    );
  });
});

describe('the practice period', () => {
  it('is loaded into a workspace of its own, marked as such, with every labelled difference to find', async () => {
    const workspace = temporaryWorkspace();
    expect(isPractice(workspace.database)).toBe(false);
    const { result } = await loadPractice(workspace, plainContext());
    expect(result.verdict).toBe('variances');
    expect(isPractice(workspace.database)).toBe(true);
    const again = await loadPractice(workspace, plainContext());
    expect(again.result.resultHash).toBe(result.resultHash);
  });

  it('never goes among a person’s own files', async () => {
    const workspace = await withReport();
    await expect(loadPractice(workspace, plainContext())).rejects.toMatchObject({
      code: 'PRACTICE_ELSEWHERE',
    });
    expect(isPractice(workspace.database)).toBe(false);
  });
});
