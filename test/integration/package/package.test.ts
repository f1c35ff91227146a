import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createPackage, extractAll, listPackage } from '@electron/asar';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildWhenStale, ROOT } from '../../../scripts/build-output.mjs';
import { verifyPackage } from '../../../scripts/verify-package.mjs';
import { writeStandInDistribution } from '../../support/stand-in-distribution.ts';

const folder = mkdtempSync(join(tmpdir(), 'tieout-package-'));
const unpacked = join(folder, 'dist', 'linux-unpacked');
const archive = join(unpacked, 'resources', 'app.asar');

/** The unpacked app, with something done to it. */
function spoiled(name: string, spoil: (copy: string) => void): string {
  const copy = join(folder, name);
  cpSync(unpacked, copy, { recursive: true });
  spoil(copy);
  return copy;
}

beforeAll(async () => {
  await buildWhenStale();
  const require = createRequire(import.meta.url);
  const { version } = JSON.parse(readFileSync(require.resolve('electron/package.json'), 'utf8')) as {
    readonly version: string;
  };
  writeStandInDistribution(join(folder, 'electron'), version);
  const builder = join(dirname(require.resolve('electron-builder/package.json')), 'cli.js');
  const args = ['--publish', 'never', '--dir', '--linux', '--x64'];
  const config = [
    `-c.electronDist=${join(folder, 'electron')}`,
    `-c.directories.output=${join(folder, 'dist')}`,
  ];
  const { status, stdout, stderr } = spawnSync(process.execPath, [builder, ...args, ...config], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`electron-builder failed:\n${stdout}${stderr}`);
}, 240_000);

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('the unpacked app', () => {
  it('holds all that it loads and nothing of the workshop, with its fuses as stated', async () => {
    expect(await verifyPackage(unpacked)).toEqual([]);
  });

  it('holds the libraries that it needs and none of the tools', () => {
    const files = listPackage(archive, { isPack: false });
    const libraries = new Set(files.map((path) => path.split('/')[2]).filter((name) => name !== undefined));
    expect(libraries).toContain('better-sqlite3');
    for (const tool of ['vitest', 'playwright', 'typescript', 'eslint', 'electron-builder']) {
      expect(libraries).not.toContain(tool);
    }
  });

  it('keeps the database binaries of its own system only, outside the archive', () => {
    const files = listPackage(archive, { isPack: true }).filter((path) => path.endsWith('.node'));
    expect(files.length).toBeGreaterThan(0);
    for (const path of files) expect(path).toMatch(new RegExp(`^unpack.*prebuilds/${process.platform}`));
  });
});

describe('what the archive holds', () => {
  it('reconciles the practice period by itself, with no other library in reach', () => {
    const place = join(folder, 'extracted');
    extractAll(archive, place);
    const run = spawnSync(
      process.execPath,
      [join(place, 'out/main/cli.js'), 'demo', '--out', join(folder, 'demo')],
      {
        cwd: place,
        encoding: 'utf8',
      },
    );
    expect(run.stderr).not.toMatch(/Cannot find|ERR_MODULE/);
    expect(readdirSync(join(folder, 'demo'))).not.toEqual([]);
  });
});

describe('the verification', () => {
  it('names a fuse that is set another way', async () => {
    const copy = spoiled('fuse', (place) => {
      const path = join(place, 'tieout');
      const bytes = readFileSync(path);
      bytes[bytes.length - 8] = '1'.charCodeAt(0);
      writeFileSync(path, bytes);
    });
    expect(await verifyPackage(copy)).toEqual(['The fuse RunAsNode is not off.']);
  });

  it('names a database without a binary', async () => {
    const copy = spoiled('native', (place) => {
      rmSync(join(place, 'resources', 'app.asar.unpacked'), { recursive: true });
    });
    expect(await verifyPackage(copy)).toEqual([
      'app.asar.unpacked is missing: the database can’t be loaded.',
    ]);
  });

  it('names what is missing and what should not be there', async () => {
    const content = join(folder, 'content');
    for (const name of ['out/main', 'test']) mkdirSync(join(content, name), { recursive: true });
    writeFileSync(join(content, 'package.json'), '{}');
    writeFileSync(join(content, 'out/main/index.js'), "import './gone.js';\nimport { z } from 'zod';\n");
    writeFileSync(join(content, 'out/main/index.js.map'), '{}');
    writeFileSync(join(content, 'test/secret.ts'), '');
    const copy = spoiled('content-spoiled', (place) => {
      rmSync(join(place, 'resources', 'app.asar'));
    });
    await createPackage(content, join(copy, 'resources', 'app.asar'));
    const problems = await verifyPackage(copy);
    expect(problems).toContain('out/main/engine.js is missing.');
    expect(problems).toContain('out/main/gone.js is loaded, and missing.');
    expect(problems).toContain('The library zod is imported, and missing.');
    expect(problems).toContain('out/main/index.js.map is a source map.');
    expect(problems).toContain('test/secret.ts is a source file.');
  });

  it('says where there is no app at all', async () => {
    expect(await verifyPackage(join(folder, 'electron'))).toEqual([
      `${join(folder, 'electron')}: there is no app.asar in it.`,
    ]);
  });
});
