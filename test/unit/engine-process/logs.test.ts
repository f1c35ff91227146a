import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { FromEngine } from '#shared/engine-protocol.ts';
import { LOG_FILE, rotatingFile } from '../../../src/main/shell/log/rotating-file.ts';
import { shellLog } from '../../../src/main/shell/log/shell-log.ts';
import { breakStoredLines, monthSecrets } from '../../support/month-secrets.ts';
import { temporaryFolder, writeTemporary } from '../../support/workspace.ts';
import { engineLine, isOver, practice, valueOf } from './engine-line.ts';

/** The app's log, written as main does with what the engine tells. */
function writtenLog(told: readonly FromEngine[]): string {
  const folder = temporaryFolder();
  const log = shellLog({
    append: rotatingFile(folder),
    clock: () => '2026-11-02T09:00:00.000Z',
    newId: () => 'id',
    homeFolder: '',
  });
  for (const message of told) {
    if (message.kind === 'log') log.taken(message.level, message.message, message.details);
  }
  return readFileSync(join(folder, LOG_FILE), 'utf8');
}

test('the log of a month in the app holds no amount, name or id of it, also after bugs', async () => {
  const folder = join(temporaryFolder(), 'workspace');
  const line = engineLine({ folder });
  const started = valueOf(
    await line.ask('jobs:start-reconcile', {
      invoices: [practice('invoice.xlsx')],
      reports: ['partner.csv', 'customer.csv', 'user.csv'].map(practice),
      priceBook: practice('price-book.csv'),
    }),
  );
  const { outcome } = await line.job(started.jobId, isOver);
  if (outcome?.kind !== 'reconcile') throw new Error('not reconciled');
  const { runId } = outcome;
  const summary = valueOf(await line.ask('results:get-summary', { runId }));
  const page = valueOf(await line.ask('results:list-lines', { runId, offset: 0, limit: 500 }));
  const first = page.rows[0];
  if (first === undefined) throw new Error('no lines');
  valueOf(
    await line.ask('work:judge-lines', {
      runId,
      lines: { filter: { differencesOnly: true } },
      judgement: { status: 'accepted', reason: 'PRORATION', note: 'Example Telecom agrees' },
    }),
  );
  const bad = writeTemporary('Example Telecom.csv', 'Subscription ID,Amount\nSub100245,12x\n');
  const failed = valueOf(
    await line.ask('jobs:start-import', { files: [{ path: bad, name: 'Example Telecom.csv' }] }),
  );
  expect((await line.job(failed.jobId, isOver)).state).toBe('failed');

  breakStoredLines(folder);
  const out = join(temporaryFolder(), 'variance.xlsx');
  const written = valueOf(
    await line.ask('jobs:start-export', {
      run: { runId },
      output: { path: out, name: 'variance.xlsx' },
      detail: 'user',
      language: 'ja',
    }),
  );
  expect((await line.job(written.jobId, isOver)).error).toMatchObject({ code: 'INTERNAL' });

  const log = writtenLog(line.told);
  expect(log).toMatch(/error incident [0-9a-f]{8}\nSyntaxError: .+\n +at /);
  expect(monthSecrets([summary, page], [folder, bad]).foundIn(log)).toEqual([]);
});
