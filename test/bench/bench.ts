/** The body of `npm run bench`. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { writeDataset } from './dataset.ts';
import { measurePeers, type PeerResult } from './peers.ts';
import { measureSteps, type StepResult } from './steps.ts';

const { values } = parseArgs({
  options: {
    users: { type: 'string', default: '100000' },
    lines: { type: 'string', default: '10000' },
    runs: { type: 'string', default: '3' },
    json: { type: 'string' },
  },
});

function wholeNumber(option: 'users' | 'lines' | 'runs'): number {
  const value = Number(values[option]);
  if (Number.isInteger(value) && value > 0) return value;
  process.stderr.write(`--${option} wants a whole number above 0, not "${values[option]}".\n`);
  process.exit(2);
}

const size = { users: wholeNumber('users'), lines: wholeNumber('lines') };
const runs = wholeNumber('runs');
const onProgress = (text: string): void => {
  process.stderr.write(`${text}\n`);
};

const scratch = mkdtempSync(join(tmpdir(), 'tieout-bench-'));
try {
  onProgress(`writing ${String(size.users)} user rows and ${String(size.lines)} invoice lines`);
  const data = await writeDataset(join(scratch, 'data'), size);
  const steps = await measureSteps(data, scratch, runs, onProgress);
  const peers = await measurePeers(data, scratch, onProgress);
  process.stdout.write(table(steps) + ratios(steps, peers));
  if (values.json !== undefined) {
    const machine = {
      node: process.version,
      platform: process.platform,
      cpu: cpus()[0]?.model ?? '',
      cores: cpus().length,
    };
    writeFileSync(values.json, `${JSON.stringify({ ...size, runs, machine, steps, peers }, null, 2)}\n`);
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

function table(steps: readonly StepResult[]): string {
  const rows = [
    ['step', 'rows', 'seconds', 'rows/s', 'peak MiB'],
    ...steps.map(({ step, rows: count, wallMs, rowsPerSecond, peakMiB }) => [
      step,
      count.toLocaleString('en'),
      (wallMs / 1000).toFixed(2),
      rowsPerSecond.toLocaleString('en'),
      String(peakMiB),
    ]),
  ];
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  '),
  );
  return `${lines.join('\n')}\n`;
}

/** How each step compares with a program that does the same part of the work. */
function ratios(steps: readonly StepResult[], peers: readonly PeerResult[]): string {
  return peers
    .map(({ peer, step, wallMs }) => {
      const own = steps.find((result) => result.step === step);
      const ratio = own === undefined ? '' : (own.wallMs / wallMs).toFixed(2);
      return `${step}: ${ratio} x ${peer} (${(wallMs / 1000).toFixed(2)} s)\n`;
    })
    .join('');
}
