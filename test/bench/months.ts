/**
 * `npm run bench -- months`: how soon a workspace opens that holds twelve months of a million users, each reconciled; as
 * it was closed, and after a crash. Figures of one machine; they are printed and never a test.
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeDataset, type DatasetMonth } from './dataset.ts';
import { measureOwn } from './measure.ts';

const SIZE = { users: 1_000_000, lines: 100_000 };
const ROUNDS = 5;
const OPEN_TARGET_MS = 1000;

/** November 2025 to October 2026. */
const MONTHS: readonly DatasetMonth[] = Array.from({ length: 12 }, (_, index) => {
  const first = new Date(Date.UTC(2025, 10 + index, 1));
  const days = new Date(Date.UTC(2025, 11 + index, 0)).getUTCDate();
  return { name: first.toISOString().slice(0, 7), days };
});

const tell = (text: string): void => {
  process.stderr.write(`${text}\n`);
};
const root = mkdtempSync(join(tmpdir(), 'tieout-bench-months-'));
const workspace = join(root, 'workspace');
const run = (...args: readonly string[]): ReturnType<typeof measureOwn> =>
  measureOwn([...args, '--workspace', workspace, '--quiet']);
try {
  for (const month of MONTHS) {
    tell(`${month.name}: ${SIZE.users.toLocaleString('en')} users`);
    const files = join(root, 'files');
    const { invoice, reports } = await writeDataset(files, SIZE, month);
    await run('reconcile', '--invoice', invoice, '--report', ...reports);
    rmSync(files, { recursive: true });
  }
  const gib = statSync(join(workspace, 'tieout.db')).size / 1024 ** 3;
  process.stdout.write(`${MONTHS.length} months, a database of ${gib.toFixed(1)} GiB\n`);
  const asClosed: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) asClosed.push((await run('periods')).wallMs);
  print('the command line lists the months, its start included', asClosed);
  rmSync(join(workspace, 'tieout.closed.json'));
  print('the same after a crash: every row is looked at', [(await run('periods')).wallMs]);
} finally {
  rmSync(root, { recursive: true, force: true, maxRetries: 5 });
}

function print(name: string, times: readonly number[]): void {
  const ms = times.map(Math.round);
  const median = [...ms].sort((a, b) => a - b)[Math.floor(ms.length / 2)] ?? Number.NaN;
  const asked =
    times.length > 1
      ? `  asked for: ${OPEN_TARGET_MS} ms, ${median <= OPEN_TARGET_MS ? 'reached' : 'NOT reached'}`
      : '';
  process.stdout.write(`${name.padEnd(55)} ${String(median).padStart(6)} ms  (${ms.join(', ')})${asked}\n`);
}
