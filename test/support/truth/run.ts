/** Runs the built command line on a month's files, as a user would. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ResultDocument } from '../../../src/core/reconcile/result-document.ts';

/** The built command line; `TIEOUT_TRUTH_ENTRY` names another build, such as an installed one. */
const ENTRY =
  process.env['TIEOUT_TRUTH_ENTRY'] ?? path.resolve(import.meta.dirname, '../../../out/main/cli.js');

export interface Outcome {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A month's folder: its files and its workspace. Removed by `dispose`. */
export interface Folder {
  readonly path: string;
  readonly workspace: string;
  put(name: string, bytes: Buffer | string): string;
  dispose(): void;
}

/** Makes an empty folder under the system's temporary one. */
export function makeFolder(): Folder {
  const folder = mkdtempSync(path.join(tmpdir(), 'tieout-truth-'));
  return {
    path: folder,
    workspace: path.join(folder, 'workspace'),
    put: (name, bytes) => {
      const file = path.join(folder, name);
      writeFileSync(file, bytes);
      return file;
    },
    dispose: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Runs `tieout <args>` to its end. */
export async function tieout(args: readonly string[]): Promise<Outcome> {
  const env = { ...process.env, NO_COLOR: '1', TIEOUT_LANG: 'en', TZ: 'Asia/Tokyo' };
  return await new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [ENTRY, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    child.on('error', reject);
    child.on('close', (exitCode) => {
      resolve({
        exitCode,
        stdout: Buffer.concat(out).toString('utf8'),
        stderr: Buffer.concat(err).toString('utf8'),
      });
    });
  });
}

/** Runs `tieout reconcile --json` and reads the document; throws with the messages where there is none. */
export async function reconcile(
  folder: Folder,
  args: readonly string[],
): Promise<Outcome & { readonly document: ResultDocument }> {
  const outcome = await tieout(['reconcile', '--workspace', folder.workspace, '--json', ...args]);
  try {
    const document = JSON.parse(outcome.stdout) as ResultDocument;
    if (!('coverage' in document)) throw new Error('not a result');
    return { ...outcome, document };
  } catch {
    throw new Error(
      `no result document: exit ${String(outcome.exitCode)}\nargs: ${args.join(' ')}\nstderr: ${outcome.stderr}\nstdout: ${outcome.stdout.slice(0, 2000)}`,
    );
  }
}
