/**
 * `npm run bench -- grid`: how the grid of the Reconcile screen does with many result lines, in the built app's window
 * through the stand-in for Electron. Figures of one machine; they are printed and never a test.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { findBrowser } from '../../scripts/find-browser.mjs';
import { launchHost } from '../support/electron-host/client/launch-host.ts';
import { writeDataset } from './dataset.ts';
import { goThere, scrollThrough, untilRow } from './grid-page.mjs';

const ROOT = join(import.meta.dirname, '..', '..');
const LINES = 100_000;
const ROUNDS = 5;
const SCROLL_MS = 5000;

/** What was measured, and what was asked for. */
interface Measured {
  readonly name: string;
  readonly ms: readonly number[];
  readonly targetMs: number;
}

const found = findBrowser();
if (!('path' in found)) throw new Error(`no browser: ${found.reason}`);
const root = mkdtempSync(join(tmpdir(), 'tieout-bench-grid-'));
const userData = join(root, 'user-data');
const workspace = join(root, 'workspace');
mkdirSync(userData);
try {
  process.stdout.write(`${LINES.toLocaleString('en')} result lines ...\n`);
  const data = await writeDataset(join(root, 'data'), { users: LINES, lines: LINES });
  spawnSync(
    process.execPath,
    [
      ...[join(ROOT, 'out', 'main', 'cli.js'), 'reconcile', '--workspace', workspace],
      ...['--invoice', data.invoice, '--report', ...data.reports],
    ],
    { cwd: ROOT, stdio: 'ignore' },
  );
  const app = launchHost({
    root: ROOT,
    entry: join(ROOT, 'out', 'main', 'index.js'),
    browserPath: found.path,
    isVisible: false,
    userData,
    env: { TIEOUT_WORKSPACE: workspace, TIEOUT_UPDATES: 'off', XDG_DATA_HOME: join(root, 'data-home') },
  });
  try {
    const page = await app.firstWindow();
    await page.setViewportSize({ width: 1600, height: 1000 });
    await page.locator('[data-engine-state="ready"]').waitFor();
    print(await measure(page));
  } finally {
    await app.close();
  }
} finally {
  rmSync(root, { recursive: true, force: true, maxRetries: 5 });
}

async function measure(page: Page): Promise<readonly Measured[]> {
  const firstPaint: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    await page.evaluate(goThere, '#/periods');
    await page.getByRole('grid').waitFor({ state: 'detached' });
    firstPaint.push(await page.evaluate(untilRow, { hash: '#/reconcile' }));
  }
  const sorts: number[] = [];
  for (const column of ['Customer', 'SKU', 'Customer', 'SKU', 'Customer']) {
    sorts.push(await page.evaluate(untilRow, { head: column }));
  }
  const filters: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    filters.push(await page.evaluate(untilRow, { toggle: true }));
  }
  if (filters.length % 2 === 1) await page.evaluate(untilRow, { toggle: true });
  const { worstBlankMs, jumps } = await page.evaluate(scrollThrough, SCROLL_MS);
  return [
    { name: 'first paint of rows, the screen opened', ms: firstPaint, targetMs: 300 },
    { name: 'another order', ms: sorts, targetMs: 300 },
    { name: 'another filter', ms: filters, targetMs: 300 },
    { name: `longest blank in ${SCROLL_MS / 1000} s of scrolling`, ms: [worstBlankMs], targetMs: 100 },
    { name: 'rows after a jump anywhere', ms: jumps, targetMs: 100 },
  ];
}

function print(measured: readonly Measured[]): void {
  for (const { name, ms, targetMs } of measured) {
    const sorted = [...ms].sort((a, b) => a - b);
    const median = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
    const verdict = median <= targetMs ? 'reached' : 'NOT reached';
    process.stdout.write(
      `${name.padEnd(44)} ${String(median).padStart(5)} ms  (${ms.join(', ')})  asked for: ${targetMs} ms, ${verdict}\n`,
    );
  }
}
