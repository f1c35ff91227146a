import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../..');
const ENTRY = join(ROOT, 'out', 'main', 'cli.js');

/** The practice period's files. */
export const practiceFile = (name: string): string => join(ROOT, 'resources', 'practice', name);

/** What a run of the command line left. */
export interface CliOutcome {
  /** Null where a signal ended the process. */
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** How a run differs from the usual. */
export interface CliSettings {
  readonly env?: Readonly<Record<string, string>>;
  /** Another Node than the one that runs the tests. */
  readonly node?: string;
  /** Called once the process has started. */
  readonly onStart?: (child: ChildProcess) => void;
}

/** A folder for one test: a workspace and files, and nobody else's. */
export interface Desk {
  readonly folder: string;
  readonly workspace: string;
  /** Writes a file and gives back its path. */
  readonly put: (name: string, content: string | Buffer) => string;
  readonly path: (name: string) => string;
  /** Every file below the folder, relative, sorted. */
  readonly files: (below?: string) => readonly string[];
  /** Runs `tieout <args>` in the folder, on its workspace. */
  readonly tieout: (args: readonly string[], settings?: CliSettings) => Promise<CliOutcome>;
  /** The same with `--json`; the document is all that stands on standard output. */
  readonly json: (
    args: readonly string[],
    settings?: CliSettings,
  ) => Promise<CliOutcome & { readonly document: unknown }>;
  readonly dispose: () => void;
}

/** The environment that a run sees: none of the machine's languages, colours, workspaces or tokens. */
function cleanEnvironment(folder: string): Record<string, string> {
  const kept = ['PATH', 'SystemRoot', 'TEMP', 'TMP', 'TMPDIR'].flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    ...Object.fromEntries(kept),
    HOME: folder,
    USERPROFILE: folder,
    APPDATA: folder,
    XDG_DATA_HOME: folder,
  };
}

function run(args: readonly string[], folder: string, settings: CliSettings): Promise<CliOutcome> {
  return new Promise((settle, reject) => {
    const child = spawn(settings.node ?? process.execPath, [ENTRY, ...args], {
      cwd: folder,
      env: { ...cleanEnvironment(folder), ...settings.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
    child.on('error', reject);
    child.on('close', (exitCode) => {
      settle({
        exitCode,
        stdout: Buffer.concat(stdout).toString('utf8'),
        stderr: Buffer.concat(stderr).toString('utf8'),
      });
    });
    settings.onStart?.(child);
  });
}

/** Makes a desk under the system's temporary folder. Dispose of it. */
export function makeDesk(): Desk {
  const folder = mkdtempSync(join(tmpdir(), 'tieout-cli-'));
  const workspace = join(folder, 'workspace');
  const tieout: Desk['tieout'] = (args, settings = {}) =>
    run(['--workspace', workspace, ...args], folder, settings);
  return {
    folder,
    workspace,
    path: (name) => join(folder, name),
    put: (name, content) => {
      const path = join(folder, name);
      writeFileSync(path, content);
      return path;
    },
    files: (below = folder) =>
      readdirSync(below, { recursive: true, encoding: 'utf8' })
        .filter((name) => statSync(join(below, name)).isFile())
        .map((name) => relative(below, join(below, name)))
        .sort(),
    tieout,
    json: async (args, settings) => {
      const outcome = await tieout([...args, '--json'], settings);
      const lines = outcome.stdout.split('\n');
      if (lines.length !== 2 || lines[1] !== '') {
        throw new Error(
          `Not one document on standard output:\n${outcome.stdout.slice(0, 500)}\n${outcome.stderr}`,
        );
      }
      return { ...outcome, document: JSON.parse(outcome.stdout) as unknown };
    },
    dispose: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
