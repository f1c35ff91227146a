import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Engine } from '../../src/main/engine.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const OUT = join(ROOT, 'out');
const loadBuiltEngine = async (): Promise<Engine> => {
  const entry = (await import(/* @vite-ignore */ pathToFileURL(join(OUT, 'main', 'engine.js')).href)) as {
    readonly loadEngine: () => Promise<Engine>;
  };
  return entry.loadEngine();
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tieout-entries-'));
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

describe('the built engine', () => {
  test('imports a report for a host that is not the command line', async () => {
    const engine = await loadBuiltEngine();
    const workspace = engine.openWorkspace({ folder, ports: engine.nodePorts() });
    try {
      const path = join(ROOT, 'resources', 'practice', 'partner.csv');
      const imported = await engine.runJob((context) => engine.importReport(workspace, { path }, context), {
        signal: new AbortController().signal,
      });
      expect(imported).toMatchObject({ level: 'partner', counts: { read: 14, stored: 14, quarantined: 0 } });
    } finally {
      workspace.close();
    }
  });
});

/** A report of a user a row, so large that it is read in a thread of its own. */
function largeReport(): string {
  const lines = [
    'SUBSCRIPTION_ID,SKU,CONSUMPTION_START_DATE,CONSUMPTION_END_DATE,QUANTITY,CUSTOMER_ORG_ID,SUBSCRIBER_ID,USER_ID',
  ];
  for (let row = 0; row < 120_000; row += 1) {
    const id = `00000000-0000-4000-8000-${String(row).padStart(12, '0')}`;
    lines.push(`Sub1,A-1,2026-10-01,2026-10-31,31,customer-${row % 50},${id},${id}`);
  }
  return lines.join('\n');
}

describe('the built thread', () => {
  test('reads a large report, and digests its rows meanwhile', async () => {
    const engine = await loadBuiltEngine();
    const workspace = engine.openWorkspace({ folder, ports: engine.nodePorts() });
    const stored: unknown[] = [];
    try {
      const path = join(folder, 'user.csv');
      writeFileSync(path, largeReport());
      expect(statSync(path).size).toBeGreaterThan(12 * 1024 * 1024);
      const imported = await engine.runJob((context) => engine.importReport(workspace, { path }, context), {
        signal: new AbortController().signal,
        onProgress: ({ phase, total }) => {
          if (phase === 'store-rows') stored.push(total);
        },
      });
      expect(imported).toMatchObject({ level: 'user', counts: { read: 120_000, stored: 120_000 } });
      // Without the thread, all rows would be gone through once more and counted.
      expect(new Set(stored)).toEqual(new Set([undefined]));
    } finally {
      workspace.close();
    }
  });
});

describe('a built entry', () => {
  test.each(['cli.js', 'engine.js'])(
    '%s loads no native module before the Node version is checked',
    (entry) => {
      const loaded = new Set<string>();
      const visit = (file: string): void => {
        if (loaded.has(file)) return;
        loaded.add(file);
        const source = readFileSync(file, 'utf8');
        for (const [, specifier = ''] of source.matchAll(/^(?:import|export)\s[^;]*?["']([^"']+)["']/gm)) {
          expect(specifier.startsWith('.') || specifier.startsWith('node:'), `${file}: ${specifier}`).toBe(
            true,
          );
          if (specifier.startsWith('.')) visit(resolve(file, '..', specifier));
        }
      };
      visit(join(OUT, 'main', entry));
      expect(loaded.size).toBeGreaterThan(0);
    },
  );
});

describe('an old Node', () => {
  test('is told in both languages what to do, and nothing is done', async () => {
    const { requireNode22 } = await import('../../src/main/node-version.ts');
    const written: string[] = [];
    vi.spyOn(process.stderr, 'write').mockImplementation((text) => written.push(String(text)) > 0);
    const exit = vi.spyOn(process, 'exit').mockImplementation(() => {
      throw new Error('exited');
    });
    vi.spyOn(process, 'versions', 'get').mockReturnValue({ ...process.versions, node: '20.20.2' });
    expect(requireNode22).toThrow('exited');
    expect(exit).toHaveBeenCalledWith(2);
    expect(written.join('')).toMatch(
      /needs Node\.js 22 or newer.*nothing was changed.*Node\.js 22 以降が必要です/,
    );
  });

  test('is the only one that is refused', async () => {
    const { requireNode22 } = await import('../../src/main/node-version.ts');
    expect(requireNode22).not.toThrow();
  });
});
