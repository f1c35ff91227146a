import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { defined } from '#core/assert.ts';
import { AppError } from '#core/errors.ts';
import { parsePeriod } from '#core/period.ts';
import { openWorkspace, type Workspace } from '#engine/context.ts';
import { openReadOnly } from '#engine/db/connection.ts';
import { listBatches } from '#engine/repositories/batches.ts';
import { eachEvent } from '#engine/repositories/events.ts';
import { importReport } from '#engine/services/import-report.ts';
import { importAndStandStill, type Stage } from '../../support/import-child.ts';
import { storeReport } from '../../support/stored-report.ts';
import {
  plainContext,
  temporaryFolder,
  temporaryWorkspace,
  testPorts,
  writeTemporary,
} from '../../support/workspace.ts';

const SUPPORT = join(import.meta.dirname, '../../support');
const ROWS = 40_000;

/** A report of several megabytes, so that it is read in many pieces. */
function largeReport(): string {
  const lines = [
    'SUBSCRIPTION_ID,SKU,CONSUMPTION_START_DATE,CONSUMPTION_END_DATE,QUANTITY,CUSTOMER_ORG_ID,USER_ID',
  ];
  for (let row = 0; row < ROWS; row += 1) {
    lines.push(`Sub1,A-1,2026-10-01,2026-10-31,31,customer-${row % 50},user-${row}`);
  }
  return lines.join('\n');
}

/** Starts a child that stands still in the middle of an import. */
async function childInTheMiddle(folder: string, path: string, stage: Stage): Promise<ChildProcess> {
  const parameters = JSON.stringify([folder, path, stage]);
  const child = spawn(
    process.execPath,
    [join(SUPPORT, 'run-module.mjs'), join(SUPPORT, 'import-child.ts'), importAndStandStill.name, parameters],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  const [said] = (await once(child.stdout, 'data')) as [Buffer];
  expect(said.toString()).toBe('standing still\n');
  return child;
}

async function killHard(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

/** How many rows each table of a workspace has, read without opening it as one. */
function rowsByTable(folder: string): Readonly<Record<string, number>> {
  const connection = openReadOnly(join(folder, 'tieout.db'));
  try {
    const tables = ['source_file', 'batch', 'usage_group', 'usage_row', 'usage_total', 'row_issue'];
    return Object.fromEntries(
      tables.map((table) => {
        const counted = connection.database
          .prepare<{ count: bigint }>(`SELECT count(*) AS count FROM ${table}`)
          .get();
        return [table, Number(counted?.count)];
      }),
    );
  } finally {
    connection.close();
  }
}

describe('an import that is killed', () => {
  it.each([
    ['while the file is being copied', 'copy'],
    ['while rows are being stored', 'rows'],
  ] as const)('%s leaves nothing behind', async (_, stage) => {
    const folder = join(temporaryFolder(), 'workspace');
    const path = writeTemporary('u.csv', largeReport());
    const child = await childInTheMiddle(folder, path, stage);
    await killHard(child);
    expect(rowsByTable(folder)).toMatchObject({ batch: 0, usage_row: 0 });

    const workspace = temporaryWorkspace(folder);

    expect(readdirSync(workspace.sourcesFolder)).toEqual([]);
    expect(rowsByTable(folder)).toEqual({
      source_file: 0,
      batch: 0,
      usage_group: 0,
      usage_row: 0,
      usage_total: 0,
      row_issue: 0,
    });
    const again = await importReport(workspace, { path }, plainContext());
    expect(again).toMatchObject({ reused: false, counts: { stored: ROWS } });
  });

  it('holds the workspace while it lives, and no longer', async () => {
    const folder = join(temporaryFolder(), 'workspace');
    const child = await childInTheMiddle(folder, writeTemporary('u.csv', largeReport()), 'rows');
    const open = (): unknown => openWorkspace({ folder, ports: testPorts() });
    expect(open).toThrow('WORKSPACE_LOCKED');
    expect(open).toThrow(`process ${child.pid ?? '?'}`);

    await killHard(child);

    const workspace = temporaryWorkspace(folder);
    expect(listBatches(workspace.database)).toEqual([]);
    expect([...eachEvent(workspace.database)].map((event) => event.what)).toEqual(['workspace-created']);
  });
});

it('what an earlier version has left of an import that was killed is removed at the next start', () => {
  const folder = join(temporaryFolder(), 'workspace');
  const before = openWorkspace({ folder, ports: testPorts() });
  const usage = [{ subscription: 'Sub1', sku: 'A-1', customer: 'c', consumer: 'u', quantity: '31' }];
  const batch = storeReport(
    before.database,
    'u.csv',
    'user',
    usage,
    defined(parsePeriod('2026-10'), 'a month'),
  );
  before.database.prepare("UPDATE batch SET status = 'pending' WHERE id = ?").run(batch);
  before.close();
  expect(rowsByTable(folder)).toMatchObject({ batch: 1, usage_row: 1 });

  const workspace = temporaryWorkspace(folder);

  expect(Object.values(rowsByTable(folder))).toEqual([0, 0, 0, 0, 0, 0]);
  expect([...eachEvent(workspace.database)].map((event) => event.what)).toContain('import-abandoned');
});

describe('an import that is cancelled', () => {
  /** Imports, and cancels at a checkpoint; returns how many there were. */
  async function importUntil(workspace: Workspace, path: string, at: number): Promise<number> {
    let count = 0;
    const checkpoint = (): Promise<void> => {
      count += 1;
      return count === at ? Promise.reject(new AppError('CANCELLED')) : Promise.resolve();
    };
    await importReport(workspace, { path }, { ...plainContext(), checkpoint });
    return count;
  }

  it('at any of its checkpoints leaves nothing behind', async () => {
    const path = writeTemporary('u.csv', largeReport());
    const checkpoints = await importUntil(temporaryWorkspace(), path, -1);
    expect(checkpoints).toBeGreaterThan(10);
    const workspace = temporaryWorkspace();
    for (const at of [1, 2, 3, Math.floor(checkpoints / 2), checkpoints - 1, checkpoints]) {
      await expect(importUntil(workspace, path, at)).rejects.toThrow('CANCELLED');
      expect(Object.values(rowsByTable(workspace.folder))).toEqual([0, 0, 0, 0, 0, 0]);
      expect(readdirSync(workspace.sourcesFolder)).toEqual([]);
    }
  });
});
