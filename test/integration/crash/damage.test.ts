import { randomUUID } from 'node:crypto';
import {
  appendFileSync,
  cpSync,
  existsSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { defined } from '#core/assert.ts';
import { AppError } from '#core/errors.ts';
import { openWorkspace, type Workspace } from '#engine/context.ts';
import { listBatches } from '#engine/repositories/batches.ts';
import { findRun } from '#engine/repositories/runs.ts';
import { doctor } from '#engine/services/doctor.ts';
import { importInvoice } from '#engine/services/import-invoice.ts';
import { importReport } from '#engine/services/import-report.ts';
import { listCopies, makeCopy } from '#engine/services/kept-copies.ts';
import { reconcilePeriod } from '#engine/services/reconcile-period.ts';
import { restoreElsewhere } from '#engine/services/relocate.ts';
import { flipBits } from '../../crash/flips.ts';
import { monthInvoice, OCTOBER, userReport } from '../../crash/crash-month.ts';
import { practiceRun } from '../../support/practice-run.ts';
import { chance } from '../../support/truth/prng.ts';
import { plainContext, temporaryFolder, testPorts, writeTemporary } from '../../support/workspace.ts';

const open = (folder: string): Workspace =>
  openWorkspace({ folder, ports: { ...testPorts(), newId: randomUUID } });

const run = async (workspace: Workspace): Promise<string> =>
  (await reconcilePeriod(workspace, { period: OCTOBER }, plainContext())).result.resultHash;

let month = '';
let hash = '';
beforeEach(async () => {
  month = join(temporaryFolder(), 'workspace');
  const workspace = open(month);
  await importReport(workspace, { path: writeTemporary('user.csv', userReport()) }, plainContext());
  await importInvoice(workspace, { path: writeTemporary('invoice.csv', monthInvoice()) }, plainContext());
  hash = await run(workspace);
  workspace.close();
});

/** What a damaged workspace answers: the code of its refusal, or the result of the same work. */
async function answerOf(folder: string): Promise<string> {
  let workspace: Workspace | undefined;
  try {
    workspace = open(folder);
    return await run(workspace);
  } catch (error) {
    return error instanceof AppError ? error.code : String(error);
  } finally {
    workspace?.close();
  }
}

/** The offsets of bytes that say something. */
const usedBytes = (bytes: Buffer): readonly number[] => {
  const used: number[] = [];
  bytes.forEach((byte, at) => {
    if (byte !== 0) used.push(at);
  });
  return used;
};

describe('a bit of the database that has turned over', () => {
  it('is noticed, or changes nothing of the result', { timeout: 300_000 }, async () => {
    const tally = await flipBits(temporaryFolder(), 0, 80);
    expect(tally.findings).toEqual([]);
    // Some bytes are of no consequence: ends of pages, texts that no result speaks of.
    expect(tally.noticed).toBeGreaterThan(40);
    expect(tally.noticed + tally.harmless).toBe(80);
  });

  it.each([
    [
      'a quantity of a row',
      'UPDATE usage_row SET quantity = quantity + 64 WHERE id = (SELECT min(id) FROM usage_row)',
    ],
    ['a total', 'UPDATE usage_total SET user_days = user_days + 1'],
    ['an amount of the invoice', 'UPDATE invoice_row SET amount = amount + 1 WHERE position = 1'],
    ['a column of another name', 'ALTER TABLE invoice_row RENAME COLUMN sku TO skv'],
  ])('in %s is refused at the next start', (_what, sql) => {
    const workspace = open(month);
    workspace.database.execute(sql);
    workspace.close();
    // Changed behind the back of whoever closed it.
    rmSync(join(month, 'tieout.closed.json'));
    const before = readFileSync(join(month, 'tieout.db'));
    expect(() => open(month)).toThrow('WORKSPACE_DAMAGED');
    expect(readFileSync(join(month, 'tieout.db')).equals(before)).toBe(true);
  });
});

describe('a sound workspace that was not closed in order', () => {
  it('opens with credits, taxes, subtotals and rows that were left out', async () => {
    const folder = join(temporaryFolder(), 'workspace');
    const { workspace, result } = await practiceRun(folder);
    const odd = userReport().replace(',1,', ',one,').replaceAll('2026-10-', '2026-08-');
    await importReport(workspace, { path: writeTemporary('odd.csv', odd) }, plainContext());
    const bill = monthInvoice().replace('10.00,10.00', 'ten,10.00').replaceAll('2026-10-', '2026-08-');
    await importInvoice(workspace, { path: writeTemporary('odd-bill.csv', bill) }, plainContext());
    expect(listBatches(workspace.database).some(({ counts }) => counts.quarantined > 0)).toBe(true);
    workspace.close();
    rmSync(join(folder, 'tieout.closed.json'));
    const again = open(folder);
    expect(findRun(again.database, result.runId)?.resultHash).toBe(result.resultHash);
    again.close();
  });
});

describe('a log of changes that is not what it was', () => {
  /** A workspace as a crash leaves it: with a second run in the log beside the database. */
  async function crashed(): Promise<string> {
    const folder = join(temporaryFolder(), 'workspace');
    const workspace = open(month);
    await run(workspace);
    cpSync(month, folder, { recursive: true });
    workspace.close();
    rmSync(join(folder, 'tieout.db-shm'), { force: true });
    expect(existsSync(join(folder, 'tieout.db-wal'))).toBe(true);
    return folder;
  }

  it.each([0, 10, 100, 5000, 40_000])('cut to %i bytes loses whole acts at most', async (length) => {
    const folder = await crashed();
    truncateSync(join(folder, 'tieout.db-wal'), length);
    expect(await answerOf(folder)).toBe(hash);
  });

  it('with bytes behind its end, or turned over, loses whole acts at most', async () => {
    for (let seed = 0; seed < 12; seed += 1) {
      const folder = await crashed();
      const wal = join(folder, 'tieout.db-wal');
      const bytes = readFileSync(wal);
      const at = chance(seed).pick(usedBytes(bytes));
      bytes[at] = (bytes[at] ?? 0) ^ 4;
      writeFileSync(wal, bytes);
      appendFileSync(wal, 'rubbish');
      expect([hash, 'WORKSPACE_DAMAGED']).toContain(await answerOf(folder));
    }
  });

  it('that is gone loses whole acts at most', async () => {
    const folder = await crashed();
    rmSync(join(folder, 'tieout.db-wal'));
    expect(await answerOf(folder)).toBe(hash);
  });
});

describe('the copies that a workspace keeps', () => {
  it('bring a damaged workspace back, and refuse to where they are damaged themselves', async () => {
    const workspace = open(month);
    await makeCopy(workspace, 'daily');
    const copy = defined(listCopies(workspace)[0], 'a copy').name;
    workspace.database.execute('UPDATE usage_total SET user_days = user_days + 1');
    const folder = join(temporaryFolder(), 'restored');
    await restoreElsewhere(workspace, { copy }, folder, plainContext());
    const restored = open(folder);
    expect(await run(restored)).toBe(hash);
    const { findings } = await doctor(restored, plainContext());
    expect(findings.filter(({ status }) => status === 'error')).toEqual([]);
    restored.close();

    const path = join(month, 'backups', copy);
    const bytes = readFileSync(path);
    bytes.fill(0x5a, 16_384 * 4, 16_384 * 6);
    writeFileSync(path, bytes);
    const other = join(temporaryFolder(), 'other');
    await expect(restoreElsewhere(workspace, { copy }, other, plainContext())).rejects.toThrow(
      /BACKUP_INVALID|WORKSPACE_DAMAGED/,
    );
    expect(existsSync(join(other, 'tieout.db'))).toBe(false);
    workspace.close();
  });
});
