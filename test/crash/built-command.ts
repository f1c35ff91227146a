import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import type { Desk } from './desk.ts';
import { fileOf, outputOf, workspaceOf } from './desk-paths.ts';
import type { OrdealName } from './ordeal-names.ts';

const ENTRY = resolve(import.meta.dirname, '../../out/main/cli.js');

/** The ordeals that the command line can be killed at, and what is typed. */
const COMMANDS = {
  import: (desk: Desk) => ['import-report', fileOf(desk, 'user.csv')],
  'reconcile-files': (desk: Desk) => [
    'reconcile',
    '--invoice',
    fileOf(desk, 'invoice.csv'),
    '--report',
    fileOf(desk, 'user.csv'),
    '--out',
    outputOf(desk, 'reconciled.xlsx'),
  ],
  export: (desk: Desk) => ['export', '--period', '2026-10', '--out', outputOf(desk, 'variance.xlsx')],
  backup: (desk: Desk) => ['backup', outputOf(desk, 'saved.tieout-backup')],
  bundle: (desk: Desk) => ['bundle', outputOf(desk, 'october.tieout'), '--period', '2026-10'],
} as const satisfies Partial<Record<OrdealName, (desk: Desk) => readonly string[]>>;

/** The ordeals that have a command. */
export const COMMANDED_WORK = Object.keys(COMMANDS) as readonly (keyof typeof COMMANDS)[];

/** Starts the built command line at a desk, as a person would: nothing in it knows that it is watched. */
export function startCommand(ordeal: OrdealName, desk: Desk): ChildProcess {
  if (!(ordeal in COMMANDS)) throw new Error(`${ordeal} has no command`);
  const words = COMMANDS[ordeal as keyof typeof COMMANDS](desk);
  return spawn(process.execPath, [ENTRY, ...words, '--workspace', workspaceOf(desk)], {
    stdio: 'ignore',
    env: { PATH: process.env['PATH'] ?? '', HOME: desk.folder, XDG_DATA_HOME: join(desk.folder, 'data') },
  });
}

/** How long the command takes, undisturbed. Throws where it does not do its work. */
export async function timeCommand(ordeal: OrdealName, desk: Desk): Promise<number> {
  const start = performance.now();
  const [code] = (await once(startCommand(ordeal, desk), 'exit')) as [number | null];
  // 1: it has found differences.
  if (code !== 0 && code !== 1) throw new Error(`${ordeal} ended with ${String(code)}`);
  return performance.now() - start;
}
