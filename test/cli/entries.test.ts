import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
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
