import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Dataset } from './dataset.ts';
import type { Command } from './measure.ts';
import type { StepName } from './steps.ts';

/** Another program that does the same work, or a part of it: what a figure is held against on any machine. */
export interface Peer {
  readonly name: PeerName;
  /** The step that it is compared with. */
  readonly step: StepName;
  /** What must be here: the name of it, and whether it is. */
  readonly needs: readonly [what: string, isPresent: () => boolean];
  readonly command: (data: Dataset, scratch: string) => Command;
  /** It loads the data first, and tells the seconds of the work itself. */
  readonly tellsSeconds?: true;
}

export type PeerName =
  | 'sqlite3 .import (WAL)'
  | 'pandas read_csv -> to_sql'
  | 'openpyxl read-only'
  | 'pandas groupby + merge, data loaded'
  | 'DuckDB over its own tables, usage alone'
  | 'xlsxwriter constant memory, the same sheets'
  | 'xlsxwriter constant memory, one sheet of 15 columns'
  | 'pandas + openpyxl, the whole month';

const has = (program: string, ...args: readonly string[]): boolean => spawnSync(program, args).status === 0;
/** The machine's own Python often has the libraries, where the first one on the path has not. */
const PYTHON =
  ['/usr/bin/python3', 'python3', 'python'].find((python) => has(python, '-c', 'import openpyxl')) ??
  'python3';
const python = (script: string, ...args: readonly string[]): Command => [
  PYTHON,
  join(import.meta.dirname, 'peers', script),
  ...args,
];
const library = (name: string): Peer['needs'] => [
  `${name} for Python`,
  () => has(PYTHON, '-c', `import openpyxl, ${name}`),
];

/** The programs that could be compared with, in the order in which they follow their steps. */
export const listPeers = (): readonly Peer[] => PEERS;

const PEERS: readonly Peer[] = [
  {
    name: 'sqlite3 .import (WAL)',
    step: 'import reports',
    needs: ['sqlite3', () => has('sqlite3', '--version')],
    command: ({ reports }, scratch) => {
      const imports = reports.map((report, table) => `.import "${report}" report_${String(table)}`);
      return ['sqlite3', freshDatabase(scratch), 'PRAGMA journal_mode=WAL', '.mode csv', ...imports];
    },
  },
  {
    name: 'pandas read_csv -> to_sql',
    step: 'import reports',
    needs: library('pandas'),
    command: ({ reports }, scratch) => python('to_sql.py', freshDatabase(scratch), ...reports),
  },
  {
    name: 'openpyxl read-only',
    step: 'import invoice',
    needs: library('openpyxl'),
    command: ({ invoice }) => python('read_openpyxl.py', invoice),
  },
  {
    name: 'pandas groupby + merge, data loaded',
    step: 'reconcile',
    needs: library('pandas'),
    command: ({ invoice, reports }) => python('match.py', invoice, ...reports),
    tellsSeconds: true,
  },
  {
    name: 'DuckDB over its own tables, usage alone',
    step: 'reconcile',
    needs: ['@duckdb/node-api', () => has(process.execPath, '-e', 'require("@duckdb/node-api")')],
    command: ({ reports }) => [
      process.execPath,
      join(import.meta.dirname, 'peers', 'duckdb-match.ts'),
      ...reports,
    ],
    tellsSeconds: true,
  },
  {
    name: 'xlsxwriter constant memory, the same sheets',
    step: 'export',
    needs: library('xlsxwriter'),
    command: ({ invoiceLines }, scratch) =>
      python('write_xlsxwriter.py', join(scratch, 'peer.xlsx'), String(invoiceLines), 'same'),
  },
  {
    name: 'xlsxwriter constant memory, one sheet of 15 columns',
    step: 'export',
    needs: library('xlsxwriter'),
    command: ({ invoiceLines }, scratch) =>
      python('write_xlsxwriter.py', join(scratch, 'peer.xlsx'), String(invoiceLines), 'detail'),
  },
  {
    name: 'pandas + openpyxl, the whole month',
    step: 'whole month',
    needs: library('pandas'),
    command: ({ invoice, reports }, scratch) =>
      python('month.py', invoice, ...reports, join(scratch, 'peer.xlsx')),
  },
];

function freshDatabase(scratch: string): string {
  const database = join(scratch, 'peer.db');
  for (const suffix of ['', '-wal', '-shm']) rmSync(`${database}${suffix}`, { force: true });
  return database;
}
