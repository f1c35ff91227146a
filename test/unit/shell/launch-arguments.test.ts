import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { workspaceFolder } from '#cli/settings.ts';
import { COMMAND_NAMES, readLaunch } from '../../../src/main/shell/launch-arguments.ts';
import { startWorkspace } from '../../../src/main/shell/settings/workspace-folder.ts';

describe('the arguments of the executable', () => {
  test('a command is the command line, with everything after it', () => {
    expect(readLaunch(['/opt/tieout', 'periods', '--json'], true, '/work')).toEqual({
      kind: 'command',
      arguments: ['periods', '--json'],
    });
  });

  test('outside of a package the app folder comes first', () => {
    expect(readLaunch(['electron', '.', 'doctor'], false, '/work')).toEqual({
      kind: 'command',
      arguments: ['doctor'],
    });
  });

  test('files become absolute; switches and addresses are no files', () => {
    const argv = ['/opt/tieout', '--no-sandbox', 'invoice.xlsx', '/books', 'https://example.com/x', '-psn_0'];
    expect(readLaunch(argv, true, '/work')).toEqual({
      kind: 'window',
      paths: [resolve('/work', 'invoice.xlsx'), resolve('/books')],
    });
  });

  test('a file that is named like a command is reached by its path', () => {
    expect(readLaunch(['/opt/tieout', './reconcile'], true, '/work').kind).toBe('window');
  });

  test('every command of the command line is known', () => {
    const folder = resolve(import.meta.dirname, '../../../src/main/cli/commands');
    const files = readdirSync(folder).map((name) => name.replace('.ts', ''));
    const first = files.filter(
      (name) => !['index', 'command'].includes(name) && !name.startsWith('reports-'),
    );
    expect([...COMMAND_NAMES].sort()).toEqual([...first, 'help'].sort());
  });
});

describe('the workspace of the start', () => {
  const choice = {
    named: undefined,
    environment: {},
    last: null,
    platform: 'linux',
    homeFolder: '/home/keiko',
    currentFolder: '/work',
  } as const;

  test.each(['linux', 'darwin', 'win32'] as const)('is the command line’s own on %s', (platform) => {
    const environment = platform === 'win32' ? { APPDATA: '/home/keiko/AppData/Roaming' } : {};
    expect(startWorkspace({ ...choice, platform, environment })).toBe(
      workspaceFolder(
        { env: environment, platform, homeFolder: '/home/keiko', currentFolder: '/work' },
        undefined,
      ),
    );
  });

  test('is the one that was named, else the administrator’s, else the last one', () => {
    const environment = { TIEOUT_WORKSPACE: 'shared' };
    expect(startWorkspace({ ...choice, named: '/named', environment, last: '/last' })).toBe('/named');
    expect(startWorkspace({ ...choice, environment, last: '/last' })).toBe(join('/work', 'shared'));
    expect(startWorkspace({ ...choice, last: '/last' })).toBe('/last');
  });
});
