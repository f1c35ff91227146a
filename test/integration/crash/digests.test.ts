import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { defined } from '#core/assert.ts';
import { parseDecimal } from '#core/decimal/micros.ts';
import { finish } from '#core/steps.ts';
import { openWorkspace, type Workspace } from '#engine/context.ts';
import { openConnection } from '#engine/db/connection.ts';
import { findChangedContents } from '#engine/repositories/content-digests.ts';
import { findRun } from '#engine/repositories/runs.ts';
import { saveAlias, setTolerance } from '#engine/services/change-parameters.ts';
import { doctor } from '#engine/services/doctor.ts';
import { importInvoice } from '#engine/services/import-invoice.ts';
import { importReport } from '#engine/services/import-report.ts';
import { reconcilePeriod } from '#engine/services/reconcile-period.ts';
import { signOffWithCopy } from '#engine/services/sign-off.ts';
import { monthInvoice, OCTOBER, userReport } from '../../crash/crash-month.ts';
import { makeOldWorkspace } from '../../crash/old-workspace.ts';
import { plainContext, temporaryFolder, testPorts, writeTemporary } from '../../support/workspace.ts';

let month = '';
let runId = '';

const open = (): Workspace => {
  const workspace = openWorkspace({ folder: month, ports: { ...testPorts(), newId: randomUUID } });
  onTestFinished(workspace.close);
  return workspace;
};
const sign = (workspace: Workspace): Promise<void> =>
  signOffWithCopy(workspace, { period: OCTOBER, role: 'prepared', name: 'A. Tanaka', runId });

const contentsOf = async (workspace: Workspace): Promise<readonly string[]> => {
  const { findings } = await doctor(workspace, plainContext());
  return findings.find(({ check }) => check === 'contents')?.details ?? ['not looked at'];
};

beforeEach(async () => {
  month = join(temporaryFolder(), 'workspace');
  const workspace = openWorkspace({ folder: month, ports: { ...testPorts(), newId: randomUUID } });
  saveAlias(workspace, { field: 'customer', from: 'Acme Incorporated', to: 'acme' });
  setTolerance(workspace, {
    quantity: undefined,
    amount: undefined,
    percent: defined(parseDecimal('0'), 'a decimal').value,
    cap: undefined,
  });
  await importReport(workspace, { path: writeTemporary('user.csv', userReport()) }, plainContext());
  await importInvoice(workspace, { path: writeTemporary('invoice.csv', monthInvoice()) }, plainContext());
  runId = (await reconcilePeriod(workspace, { period: OCTOBER }, plainContext())).result.runId;
  workspace.close();
});

/** Turns a text of the database file into another of the same length, as a disk would: size and time stay. */
function changeBytes(from: string, to: string): void {
  const path = join(month, 'tieout.db');
  const bytes = readFileSync(path);
  expect(bytes.includes(from)).toBe(true);
  for (let at = bytes.indexOf(from); at >= 0; at = bytes.indexOf(from, at + 1)) bytes.write(to, at, 'utf8');
  writeFileSync(path, bytes, { flag: 'r+' });
  const seal = join(month, 'tieout.closed.json');
  if (!existsSync(seal)) return;
  // A program can't write without a new time, so the seal gets it.
  const changedNs = String(statSync(path, { bigint: true }).mtimeNs);
  writeFileSync(seal, JSON.stringify({ bytes: String(bytes.length), changedNs }));
}

const unseal = (): void => {
  rmSync(join(month, 'tieout.closed.json'));
};

describe('a letter that has become another', () => {
  it.each([
    ['of a user of a report', 'a-7', 'a-q', 'reading 1'],
    ['of a description of a report', 'Calling', 'Cblling', 'reading 1'],
    ['of a column of the invoice', 'Customer External ID', 'Customer Exturnal ID', 'reading 2'],
    ['of an alias', 'Acme Incorporated', 'Acme Incorporbted', 'settings 0'],
    ['of a line of a result', '"customerExternalId":"beta"', '"customerExternalId":"bfta"', 'run 1'],
  ])('%s is refused at the start after a crash', (_what, from, to, part) => {
    changeBytes(from, to);
    unseal();
    const before = readFileSync(join(month, 'tieout.db'));
    expect(() => open()).toThrow(new RegExp(`WORKSPACE_DAMAGED.*${part}`));
    expect(readFileSync(join(month, 'tieout.db')).equals(before)).toBe(true);
  });

  it('is found by the doctor where neither size nor time of the file tell of it', async () => {
    changeBytes('a-7', 'a-q');
    expect(await contentsOf(open())).toEqual(['reading 1 (user.csv)']);
  });

  it('keeps a month from being signed', async () => {
    changeBytes('"customerExternalId":"beta"', '"customerExternalId":"bfta"');
    await expect(sign(open())).rejects.toThrow(/WORKSPACE_DAMAGED.*run 1/);
  });

  it('that comes while the workspace is open keeps a month from being signed', async () => {
    const workspace = open();
    expect(findRun(workspace.database, runId)?.verdict).toBe('variances');
    changeBytes('a-7', 'a-q');
    await expect(sign(workspace)).rejects.toThrow(/WORKSPACE_DAMAGED.*reading 1/);
  });
});

describe('a file of the evidence that was changed', () => {
  it('keeps a month from being signed', async () => {
    const workspace = open();
    const { stored_path: stored } = defined(
      workspace.database.prepare<{ stored_path: string }>('SELECT stored_path FROM source_file').get(),
      'a file',
    );
    writeFileSync(join(month, stored), userReport().replace(',1,', ',2,'));
    await expect(sign(workspace)).rejects.toThrow('EVIDENCE_DAMAGED');
  });
});

describe('a row that others refer to', () => {
  it.each([
    ['a text as written', "UPDATE term SET text = text || 'x' WHERE id = 1"],
    ['an id in its form for comparison', "UPDATE id_key SET key = key || 'x' WHERE id = 1"],
    ['a text that is gone', 'DELETE FROM term WHERE id = (SELECT max(description) FROM usage_group)'],
    ['a day of a window', "UPDATE usage_window SET first_day = '2026-09-30'"],
    ['a sum', 'UPDATE usage_total SET user_days = user_days + 1'],
    ['the rows of a sum', 'UPDATE usage_total SET rows = rows + 1'],
    ['a group that names another text', 'UPDATE usage_group SET service = sku'],
    ['a group without a customer', 'UPDATE usage_group SET external_key = NULL'],
    ['a row of another group', 'UPDATE usage_row SET usage_group_id = usage_group_id + 1 WHERE id % 2 = 0'],
  ])('%s: the reading is no longer as it was written', (_what, sql) => {
    const connection = openConnection(join(month, 'tieout.db'));
    connection.pragma('foreign_keys = OFF');
    connection.database.execute(sql);
    connection.close();
    const readOnly = openConnection(join(month, 'tieout.db'));
    onTestFinished(readOnly.close);
    const changed = finish(findChangedContents(readOnly.database));
    expect(changed).toContainEqual({ part: 'reading', id: 1 });
  });
});

describe('a text of the invoice that a bit has made a blob', () => {
  it('is found by the doctor, and keeps a month from being signed', async () => {
    const strict = 'INTEGER,\n  PRIMARY KEY (batch_id, position)\n) STRICT, WITHOUT ROWID';
    const loose = strict.replace('STRICT,', '       ');
    changeBytes(strict, loose);
    const connection = openConnection(join(month, 'tieout.db'));
    connection.database.execute('UPDATE invoice_row SET sku = CAST(sku AS BLOB) WHERE position = 0');
    connection.close();
    changeBytes(loose, strict);
    const workspace = open();
    expect(await contentsOf(workspace)).toEqual(['reading 2 (invoice.csv)']);
    await expect(sign(workspace)).rejects.toThrow(/WORKSPACE_DAMAGED.*reading 2/);
  });
});

describe('a sound workspace', () => {
  it('is signed, changed and opened again without a seal', async () => {
    const workspace = open();
    await sign(workspace);
    saveAlias(workspace, { field: 'customer', from: 'Beta Ltd', to: 'beta' });
    expect(await contentsOf(workspace)).toEqual([]);
    workspace.close();
    unseal();
    expect(await contentsOf(open())).toEqual([]);
  });

  it.each([
    ['before there were digests', 9, ''],
    ['whose digests of readings were others', 11, "part = 'reading'"],
    [
      'whose digests of invoices were others',
      13,
      "part = 'reading' AND part_id IN (SELECT id FROM batch WHERE kind = 'invoice')",
    ],
    ['whose digests of runs were others', 14, "part = 'run'"],
  ])('of a Tieout %s gets them at its migration', async (_what, version, others) => {
    makeOldWorkspace(month, version);
    const old = openConnection(join(month, 'tieout.db'));
    if (others !== '')
      old.database.execute(`UPDATE content_digest SET sha256 = hex(zeroblob(32)) WHERE ${others}`);
    old.close();
    const workspace = open();
    expect(await contentsOf(workspace)).toEqual([]);
    workspace.close();
    changeBytes('a-7', 'a-q');
    unseal();
    expect(() => open()).toThrow(/WORKSPACE_DAMAGED.*reading 1/);
  });

  it('keeps nothing without a digest: one that is missing is damage', () => {
    const workspace = open();
    workspace.database.execute("DELETE FROM content_digest WHERE part = 'run'");
    workspace.close();
    unseal();
    expect(() => open()).toThrow(/WORKSPACE_DAMAGED.*run 1/);
  });
});

/** Tables that no digest speaks of, and why. */
const NOT_DIGESTED: Readonly<Record<string, string>> = {
  migration: 'holds its own hashes',
  event: 'holds a chain of hashes',
  work_item: 'its hash stands in its event',
  line_state: 'is what the acts add up to',
  manual_rule: 'is what the acts add up to',
  content_digest: 'is the digests',
  content_digest_due: 'is empty',
  webex_listing: 'is asked for anew',
  webex_listed_report: 'is asked for anew',
  webex_sub_partner: 'is asked for anew',
};

describe('every column of the database', () => {
  it('is held against something: a digest, or a hash of its own', () => {
    const workspace = open();
    const tables = workspace.connection
      .pragma('table_list')
      .filter(({ schema, name }) => schema === 'main' && !String(name).startsWith('sqlite_'))
      .map(({ name }) => String(name))
      .filter((name) => NOT_DIGESTED[name] === undefined);
    const sql = readFileSync(
      join(import.meta.dirname, '../../../src/main/engine/repositories/content-parts.ts'),
      'utf8',
    );
    const unread = tables.flatMap((table) =>
      workspace.connection
        .pragma(`table_info(${table})`)
        .map(({ name }) => String(name))
        .filter((column) => !new RegExp(`\\b${column}\\b`).test(sql))
        .map((column) => `${table}.${column}`),
    );
    expect(unread).toEqual([]);
    expect(tables.filter((table) => !new RegExp(`\\b${table}\\b`).test(sql))).toEqual([]);
  });
});
