import { describe, expect, it } from 'vitest';
import { earlySettings, workspaceFolder } from '#cli/settings.ts';

const language = (argv: readonly string[], env: Record<string, string> = {}): string =>
  earlySettings({ argv, env }).language;

describe('the language', () => {
  it('is English where nothing says otherwise', () => {
    expect(language([])).toBe('en');
  });

  it('follows the option before the environment', () => {
    expect(language(['periods', '--lang', 'ja'], { TIEOUT_LANG: 'en' })).toBe('ja');
    expect(language(['--lang=en', 'periods'], { TIEOUT_LANG: 'ja' })).toBe('en');
  });

  it('follows TIEOUT_LANG, LC_ALL, LC_MESSAGES and LANG in this order', () => {
    expect(language([], { TIEOUT_LANG: 'ja', LC_ALL: 'en_US.UTF-8' })).toBe('ja');
    expect(language([], { LC_ALL: 'en_US.UTF-8', LANG: 'ja_JP.UTF-8' })).toBe('en');
    expect(language([], { LC_MESSAGES: 'ja_JP.UTF-8', LANG: 'en_US.UTF-8' })).toBe('ja');
    expect(language([], { LANG: 'ja_JP.UTF-8' })).toBe('ja');
  });

  it('is English for the POSIX locale and for languages that Tieout does not speak', () => {
    expect(language([], { LANG: 'C' })).toBe('en');
    expect(language([], { LANG: 'fr_FR.UTF-8' })).toBe('en');
  });

  it('does not take what follows -- for an option', () => {
    expect(language(['import-report', '--', '--lang', 'ja'])).toBe('en');
    expect(earlySettings({ argv: ['--', '--json'], env: {} }).json).toBe(false);
  });
});

describe('the workspace folder', () => {
  const host = { env: {}, platform: 'linux', homeFolder: '/home/keiko', currentFolder: '/desk' } as const;

  it('is the option, resolved against the current folder', () => {
    expect(workspaceFolder({ ...host, env: { TIEOUT_WORKSPACE: '/other' } }, 'books')).toBe('/desk/books');
  });

  it('is TIEOUT_WORKSPACE where no option is given', () => {
    expect(workspaceFolder({ ...host, env: { TIEOUT_WORKSPACE: '/other' } }, undefined)).toBe('/other');
  });

  it("is in the platform's data folder otherwise", () => {
    expect(workspaceFolder(host, undefined)).toBe('/home/keiko/.local/share/tieout/workspace');
    expect(workspaceFolder({ ...host, env: { XDG_DATA_HOME: '/data' } }, undefined)).toBe(
      '/data/tieout/workspace',
    );
    expect(workspaceFolder({ ...host, platform: 'darwin' }, undefined)).toBe(
      '/home/keiko/Library/Application Support/Tieout/workspace',
    );
    expect(workspaceFolder({ ...host, platform: 'win32', env: { APPDATA: '/roaming' } }, undefined)).toBe(
      '/roaming/Tieout/workspace',
    );
  });

  it('ignores a relative XDG_DATA_HOME, as its specification says', () => {
    expect(workspaceFolder({ ...host, env: { XDG_DATA_HOME: 'data' } }, undefined)).toBe(
      '/home/keiko/.local/share/tieout/workspace',
    );
  });
});
