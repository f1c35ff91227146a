import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { AppError } from '#core/errors.ts';
import { openWorkspace } from '#engine/context.ts';
import { openConnection } from '#engine/db/connection.ts';
import { eachEvent } from '#engine/repositories/events.ts';
import { importReport } from '#engine/services/import-report.ts';
import {
  plainContext,
  temporaryFolder,
  temporaryWorkspace,
  testPorts,
  writeTemporary,
} from '../../support/workspace.ts';

const REPORT =
  'SUBSCRIPTION_ID,SKU,CONSUMPTION_START_DATE,CONSUMPTION_END_DATE,QUANTITY\nSub1,A-1,2026-10-01,2026-10-31,31\n';
const open = (folder: string): ReturnType<typeof openWorkspace> =>
  openWorkspace({ folder, ports: testPorts() });

function refusal(folder: string): AppError {
  try {
    open(folder).close();
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('The workspace was opened');
}

/** A workspace with a report in it, closed. */
async function usedFolder(): Promise<string> {
  const folder = join(temporaryFolder(), 'workspace');
  const workspace = open(folder);
  await importReport(workspace, { path: writeTemporary('r.csv', REPORT) }, plainContext());
  workspace.close();
  return folder;
}

describe('opening a workspace', () => {
  it('creates a missing folder, and says so in the audit log', () => {
    const workspace = temporaryWorkspace(join(temporaryFolder(), 'a', 'b', 'workspace'));
    expect([...eachEvent(workspace.database)].map((event) => event.what)).toEqual(['workspace-created']);
  });

  it('finds all that it held', async () => {
    const workspace = temporaryWorkspace(await usedFolder());
    expect([...eachEvent(workspace.database)].map((event) => event.what)).toEqual([
      'workspace-created',
      'report-imported',
    ]);
  });

  it('sets what keeps a database whole', () => {
    const { connection } = temporaryWorkspace();
    const value = (pragma: string): unknown => Object.values(connection.pragma(pragma)[0] ?? {})[0];
    expect(value('foreign_keys')).toBe(1n);
    expect(value('journal_mode')).toBe('wal');
    expect(value('synchronous')).toBe(2n);
    expect(value('trusted_schema')).toBe(0n);
    expect(value('busy_timeout')).toBe(5000n);
  });

  it('is refused while the same process holds it', () => {
    const workspace = temporaryWorkspace();
    expect(refusal(workspace.folder)).toMatchObject({ code: 'WORKSPACE_LOCKED' });
    expect(refusal(workspace.folder).params['holder']).toContain(`process ${process.pid}`);
  });

  it('is possible again once it was closed', async () => {
    const folder = await usedFolder();
    open(folder).close();
    open(folder).close();
  });

  it('takes over a lock that a crashed process has left', async () => {
    const folder = await usedFolder();
    writeFileSync(join(folder, 'tieout.holder.json'), '{"processId":1,"host":"gone","since":"2026-01-01"}');
    open(folder).close();
  });

  it.each([
    ['text', Buffer.from('this is no database, '.repeat(100))],
    ['nothing', Buffer.alloc(0)],
  ])('is refused where the database file holds %s, and the file stays as it is', async (_, bytes) => {
    const folder = await usedFolder();
    const path = join(folder, 'tieout.db');
    rmSync(`${path}-wal`, { force: true });
    writeFileSync(path, bytes);
    expect(refusal(folder).code).toBe('WORKSPACE_DAMAGED');
    expect(readFileSync(path)).toEqual(bytes);
  });

  it('is refused where a page of the database was overwritten', async () => {
    const folder = await usedFolder();
    const path = join(folder, 'tieout.db');
    const bytes = readFileSync(path);
    bytes.fill(0x5a, 4096 * 3, 4096 * 6);
    writeFileSync(path, bytes);
    expect(refusal(folder).code).toBe('WORKSPACE_DAMAGED');
    expect(readFileSync(path)).toEqual(bytes);
  });

  it('is refused as damaged, not as write-protected, where the header names a format that nobody knows', async () => {
    const folder = await usedFolder();
    const path = join(folder, 'tieout.db');
    const bytes = readFileSync(path);
    bytes[18] = 66;
    writeFileSync(path, bytes);
    expect(refusal(folder)).toMatchObject({ code: 'WORKSPACE_DAMAGED' });
    expect(readFileSync(path).equals(bytes)).toBe(true);
  });

  it('is refused where the database is gone and its evidence is there, instead of starting afresh', async () => {
    const folder = await usedFolder();
    rmSync(join(folder, 'tieout.db'));
    expect(refusal(folder).code).toBe('WORKSPACE_DAMAGED');
  });

  it('goes on where the very first start was cut short', () => {
    const folder = join(temporaryFolder(), 'workspace');
    mkdirSync(folder);
    writeFileSync(join(folder, 'tieout.db'), '');
    open(folder).close();
    expect(statSync(join(folder, 'tieout.db')).size).toBeGreaterThan(0);
  });

  it('is refused for a database that a newer Tieout wrote', async () => {
    const folder = await usedFolder();
    const connection = openConnection(join(folder, 'tieout.db'));
    connection.database.execute(
      `INSERT INTO migration (version, name, sha256, applied_at) VALUES (999, 'x', '${'0'.repeat(64)}', '2030-01-01')`,
    );
    connection.close();
    expect(refusal(folder)).toMatchObject({ code: 'WORKSPACE_NEWER', kind: 'workspace' });
  });

  it('is refused where the folder is a file', () => {
    expect(refusal(writeTemporary('file', 'x')).code).toBe('WORKSPACE_NOT_WRITABLE');
  });
});

describe('what lies among the evidence when a workspace is opened', () => {
  const COPY = 'c'.repeat(64);

  it('is removed where its import was cut short before the database knew of it', async () => {
    const folder = await usedFolder();
    const sources = join(folder, 'sources');
    const [held] = readdirSync(sources);
    writeFileSync(join(sources, COPY), 'a copy');
    writeFileSync(join(sources, `${COPY}.new`), '');
    writeFileSync(join(sources, 'id.partial'), 'half a co');
    open(folder).close();
    expect(readdirSync(sources)).toEqual([held]);
  });

  it('stays where nothing says that an import was cut short', async () => {
    const folder = await usedFolder();
    writeFileSync(join(folder, 'sources', COPY), 'a copy');
    open(folder).close();
    expect(readdirSync(join(folder, 'sources'))).toContain(COPY);
  });

  it('stays where the import was kept and only its mark was not removed', async () => {
    const folder = await usedFolder();
    const [held] = readdirSync(join(folder, 'sources'));
    writeFileSync(join(folder, 'sources', `${held ?? ''}.new`), '');
    open(folder).close();
    expect(readdirSync(join(folder, 'sources'))).toEqual([held]);
  });
});

describe('the audit log in the database', () => {
  it.each([
    ['changed', "UPDATE event SET who = 'x'"],
    ['deleted', 'DELETE FROM event'],
    [
      'replaced',
      `INSERT OR REPLACE INTO event SELECT sequence, at, 'x', what, before_state, after_state, previous_hash, hash FROM event`,
    ],
    [
      'put out of turn',
      `INSERT INTO event SELECT sequence + 5, at, who, what, before_state, after_state, hash, '${'1'.repeat(64)}' FROM event`,
    ],
    [
      'put in without its chain',
      `INSERT INTO event SELECT sequence + 1, at, who, what, before_state, after_state, previous_hash, '${'1'.repeat(64)}' FROM event`,
    ],
  ])('can not be %s', (_, sql) => {
    const { database } = temporaryWorkspace();
    const before = [...eachEvent(database)];
    expect(() => {
      database.execute(sql);
    }).toThrow('append-only');
    expect([...eachEvent(database)]).toEqual(before);
  });
});
