import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { commandLine } from '#cli/command-line.ts';
import type { CliHost, TextStream } from '#cli/host.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tieout-incident-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function listening(argv: readonly string[]): {
  readonly host: CliHost;
  readonly stdout: () => string;
  readonly stderr: () => string;
} {
  const written = { stdout: '', stderr: '' };
  const stream = (name: 'stdout' | 'stderr'): TextStream => ({
    write: (text) => {
      written[name] += text;
    },
    flush: () => Promise.resolve(undefined),
    isTerminal: false,
    columns: () => undefined,
  });
  const host: CliHost = {
    argv,
    env: {},
    platform: 'linux',
    homeFolder: '/home/keiko',
    currentFolder: folder,
    stdout: stream('stdout'),
    stderr: stream('stderr'),
    ask: () => Promise.resolve(undefined),
    now: () => 0,
    signal: new AbortController().signal,
  };
  return { host, stdout: () => written.stdout, stderr: () => written.stderr };
}

const IDENTITY = { version: '1.2.3', newIncidentId: () => 'abc12345' };
const SECRET = 'Customer "Acme Corp" owes 12,345.60, see keiko@example.jp';

describe('a bug', () => {
  it('is told with its incident id, exit 70, and nothing of the data', async () => {
    const { host, stderr, stdout } = listening(['periods', '--workspace', folder, '--json']);
    const line = commandLine(host, IDENTITY);
    await line.run();
    expect(line.incident(new Error(SECRET))).toBe(70);
    expect(stderr()).toContain('incident abc12345');
    expect(stdout()).toContain('"code":"INTERNAL"');
    expect(stderr() + stdout()).not.toMatch(/Acme|12,345|keiko@/);
  });

  it('leaves its stack in the log of the workspace, without names and amounts', async () => {
    mkdirSync(join(folder, 'books'));
    const { host, stderr } = listening(['periods', '--workspace', 'books']);
    const line = commandLine(host, IDENTITY);
    await line.run();
    line.incident(new Error(SECRET, { cause: new Error('token NDUzZTQ4YjAtODYzNS00ZjY0LWI0NWQ') }));
    const [name = ''] = readdirSync(join(folder, 'books', 'logs'));
    const log = readFileSync(join(folder, 'books', 'logs', name), 'utf8');
    expect(stderr()).toContain(join(folder, 'books', 'logs', name));
    expect(log).toContain('incident abc12345');
    expect(log).toContain('tieout 1.2.3 periods');
    expect(log).toContain('Error: Customer "…" owes #, see (mail)');
    expect(log).toContain('command-line.test.ts');
    expect(log).not.toMatch(/Acme|12,345|keiko@|NDUz/);
  });
});
