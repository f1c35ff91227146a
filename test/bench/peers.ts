import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Dataset } from './dataset.ts';

/** Another program that does a part of the same work: what a figure is held against on any machine. */
interface Peer {
  readonly name: string;
  /** The step that it is compared with. */
  readonly step: string;
  /** Whether the program is here. */
  readonly isPresent: () => boolean;
  readonly command: (data: Dataset, scratch: string) => readonly [string, ...string[]];
}

const PYTHON = ['/usr/bin/python3', 'python3'].find(
  (python) => spawnSync(python, ['-c', 'import openpyxl']).status === 0,
);
const READ_WITH_OPENPYXL =
  'import sys, openpyxl\n' +
  'sheet = openpyxl.load_workbook(sys.argv[1], read_only=True).worksheets[0]\n' +
  'print(sum(1 for _ in sheet.iter_rows(values_only=True)))';

const PEERS: readonly Peer[] = [
  {
    name: 'sqlite3 .import (WAL)',
    step: 'import reports',
    isPresent: () => spawnSync('sqlite3', ['--version']).status === 0,
    command: ({ reports }, scratch) => {
      const database = join(scratch, 'peer.db');
      for (const suffix of ['', '-wal', '-shm']) rmSync(`${database}${suffix}`, { force: true });
      const imports = reports.map((report, table) => `.import "${report}" report_${String(table)}`);
      return ['sqlite3', database, 'PRAGMA journal_mode=WAL', '.mode csv', ...imports];
    },
  },
  {
    name: 'openpyxl read-only',
    step: 'import invoice',
    isPresent: () => PYTHON !== undefined,
    command: ({ invoice }) => [PYTHON ?? 'python3', '-c', READ_WITH_OPENPYXL, invoice],
  },
];

/** A peer's time (ms), by the step that it is compared with. */
export interface PeerResult {
  readonly peer: string;
  readonly step: string;
  readonly wallMs: number;
}

/** Times the peers that are here, once each. */
export async function measurePeers(
  data: Dataset,
  scratch: string,
  onProgress: (text: string) => void,
): Promise<readonly PeerResult[]> {
  const results: PeerResult[] = [];
  for (const { name, step, isPresent, command } of PEERS) {
    if (!isPresent()) {
      onProgress(`${name} is not here: not compared`);
      continue;
    }
    onProgress(name);
    const [program, ...args] = command(data, scratch);
    const startedAt = performance.now();
    const child = spawn(program, args, { stdio: 'ignore' });
    const [code] = (await once(child, 'close')) as [number | null];
    if (code !== 0) throw new Error(`${name} ended with ${String(code)}`);
    results.push({ peer: name, step, wallMs: Math.round(performance.now() - startedAt) });
  }
  return results;
}
