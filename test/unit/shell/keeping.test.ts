import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { rotatingFile } from '../../../src/main/shell/log/rotating-file.ts';
import { shellLog } from '../../../src/main/shell/log/shell-log.ts';
import { jsonFile } from '../../../src/main/shell/settings/json-file.ts';
import {
  NO_PREFERENCES,
  preferences,
  preferencesSchema,
} from '../../../src/main/shell/settings/preferences.ts';
import { tellDamagedSettings } from '../../../src/main/shell/settings/tell-damaged.ts';
import { withRecent } from '../../../src/main/shell/settings/recent-workspaces.ts';
import { areUpdatesOff, checkUpdates } from '../../../src/main/shell/system/check-updates.ts';
import { keepCrashReportsHere } from '../../../src/main/shell/system/crash-reports.ts';
import { temporaryFolder } from '../../support/workspace.ts';

describe('the preferences', () => {
  const at = (path: string) => {
    const failures: unknown[] = [];
    const damages: unknown[] = [];
    const file = jsonFile(path, preferencesSchema, NO_PREFERENCES, {
      unwritable: (error) => failures.push(error),
      unreadable: (error) => damages.push(error),
    });
    return { failures, damages, kept: preferences(file, () => 'ja') };
  };

  test('are there again at the next start', () => {
    const path = join(temporaryFolder(), 'data', 'preferences.json');
    at(path).kept.change({ language: 'en', theme: 'dark' });
    expect(at(path).kept.get()).toMatchObject({ language: 'en', theme: 'dark' });
  });

  test.each(['', 'null', '{"theme": 7', '[]'])('start anew from a broken file: %j', (text) => {
    const path = join(temporaryFolder(), 'preferences.json');
    writeFileSync(path, text);
    const { kept, damages } = at(path);
    expect(kept.get()).toEqual(NO_PREFERENCES);
    expect(damages).toHaveLength(1);
  });

  test('are told of where they are no text, far too large, or a folder; what was there is set aside', () => {
    const folder = temporaryFolder();
    const path = join(folder, 'preferences.json');
    const put: readonly (() => void)[] = [
      () => {
        writeFileSync(path, Buffer.from([0xff, 0xfe, 0x00, 0x01]));
      },
      () => {
        writeFileSync(path, JSON.stringify({ ...NO_PREFERENCES, more: 'x'.repeat(5 * 1024 * 1024) }));
      },
      () => {
        rmSync(path);
        mkdirSync(join(path, 'within'), { recursive: true });
      },
    ];
    for (const damage of put) {
      damage();
      const { kept, damages, failures } = at(path);
      expect(kept.get()).toEqual(NO_PREFERENCES);
      expect(damages).toHaveLength(1);
      expect(existsSync(`${path}.damaged`)).toBe(true);
      kept.change({ theme: 'dark' });
      expect(failures).toEqual([]);
      expect(at(path).kept.get().theme).toBe('dark');
    }
    expect(readdirSync(`${path}.damaged`)).toEqual(['within']);
  });

  test('lose no workspace in silence where its name is none', () => {
    const path = join(temporaryFolder(), 'preferences.json');
    const text = JSON.stringify({ ...NO_PREFERENCES, workspaceFolder: 7, language: 'ja' });
    writeFileSync(path, text);
    const { kept, damages } = at(path);
    expect(kept.get()).toMatchObject({ workspaceFolder: null, language: 'ja' });
    expect(damages).toHaveLength(1);
    kept.change({ theme: 'dark' });
    expect(readFileSync(`${path}.damaged`, 'utf8')).toBe(text);
  });

  test('with a value that a newer Tieout has added are nothing to be told of', () => {
    const path = join(temporaryFolder(), 'preferences.json');
    writeFileSync(path, JSON.stringify({ ...NO_PREFERENCES, theme: 'dark', colour: 'blue' }));
    expect(at(path).damages).toEqual([]);
  });

  test.each(['en', 'ja'] as const)('that were damaged are told to the person, in %s', (language) => {
    const shown: unknown[] = [];
    tellDamagedSettings({
      files: ['preferences.json'],
      folder: '/data',
      language,
      dialog: {
        showMessageBox: (...parts: unknown[]) => {
          shown.push(parts.at(-1));
          return Promise.resolve({ response: 0, checkboxChecked: false });
        },
      },
    });
    expect(shown).toEqual([
      expect.objectContaining({ detail: expect.stringContaining('preferences.json.damaged') as string }),
    ]);
  });

  test('are nothing to be told of while there is no file', () => {
    expect(at(join(temporaryFolder(), 'preferences.json')).damages).toEqual([]);
  });

  test('one value that does not fit does not cost the others', () => {
    const path = join(temporaryFolder(), 'preferences.json');
    writeFileSync(path, JSON.stringify({ ...NO_PREFERENCES, theme: 'pink', workspaceFolder: '/books' }));
    expect(at(path).kept.get()).toMatchObject({ theme: 'system', workspaceFolder: '/books' });
  });

  test('follow the system’s language until the person chooses one', () => {
    const { kept } = at(join(temporaryFolder(), 'preferences.json'));
    expect(kept.language()).toBe('ja');
    kept.change({ language: 'en' });
    expect(kept.language()).toBe('en');
  });

  test('a place that can not be written costs the memory, not the app', () => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, '');
    const { kept, failures } = at(join(file, 'preferences.json'));
    kept.change({ theme: 'dark' });
    expect(kept.get().theme).toBe('dark');
    expect(failures).toHaveLength(1);
  });

  test('recent workspaces: the newest first, each once, ten at most', () => {
    const many = Array.from({ length: 10 }, (_none, index) => `/${String(index)}`);
    expect(withRecent(many, '/3').slice(0, 3)).toEqual(['/3', '/0', '/1']);
    expect(withRecent(many, '/new')).toHaveLength(10);
  });
});

describe('the log', () => {
  const logTo = (lines: string[]) =>
    shellLog({
      append: (line) => lines.push(line),
      clock: () => '2026-11-02T01:00:00.000Z',
      newId: () => 'abcd1234-0000',
      homeFolder: '/home/keiko',
    });

  test('leaves out figures, names, tokens and addresses', () => {
    const lines: string[] = [];
    const log = logTo(lines);
    log.warn('amount 12,500.75 for "Example KK" by keiko@example.com', {
      file: '/home/keiko/a.csv',
      count: 3,
    });
    const incidentId = log.incident(new Error('Bearer abc.def at https://example.com/x?sig=1'));
    const text = lines.join('\n');
    expect(incidentId).toBe('abcd1234');
    expect(text).not.toMatch(/12,500|Example KK|keiko|abc\.def|sig=1/);
    expect(text).toContain('count=3');
  });

  test('turns a full file into an older one, and keeps three files at most', () => {
    const folder = temporaryFolder();
    const append = rotatingFile(folder);
    const line = 'x'.repeat(300_000);
    for (let times = 0; times < 20; times += 1) append(line);
    expect(readdirSync(folder).sort()).toEqual(['tieout.1.log', 'tieout.2.log', 'tieout.log']);
    for (const name of readdirSync(folder))
      expect(readFileSync(join(folder, name)).length).toBeLessThan(1_400_000);
  });

  test('that can not be written is no failure of its own', () => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, '');
    expect(() => {
      rotatingFile(file)('line');
    }).not.toThrow();
  });
});

describe('the check for updates', () => {
  const ask = (answer: () => Promise<{ version: string; isNewer: boolean } | undefined>, isOff = false) =>
    checkUpdates({ isOff, ask: answer, onError: () => undefined });

  test('asks nobody where an administrator has switched it off', async () => {
    expect(await ask(() => Promise.reject(new Error('asked')), true)).toEqual({ state: 'off' });
  });

  test.each([
    [
      { version: '2.0.0', isNewer: true },
      { state: 'available', version: '2.0.0' },
    ],
    [{ version: '1.0.0', isNewer: false }, { state: 'current' }],
    [undefined, { state: 'off' }],
  ])('%j is told as %j', async (answer, told) => {
    expect(await ask(() => Promise.resolve(answer))).toEqual(told);
  });

  test('says that the server can not be reached', async () => {
    expect(await ask(() => Promise.reject(new Error('offline')))).toEqual({ state: 'unreachable' });
  });

  test('is off by an environment variable or a file beside the app', () => {
    const folder = temporaryFolder();
    expect(areUpdatesOff({}, folder)).toBe(false);
    expect(areUpdatesOff({ TIEOUT_UPDATES: 'off' }, folder)).toBe(true);
    mkdirSync(join(folder, 'updates-off'));
    expect(areUpdatesOff({}, folder)).toBe(true);
  });
});

test('crash reports are sent nowhere', () => {
  const started: unknown[] = [];
  keepCrashReportsHere({ start: (options) => started.push(options) });
  expect(started).toEqual([{ uploadToServer: false, compress: true }]);
});
