import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { guardTokenOrigin } from '#engine/dispatch/webex/token-origin-guard.ts';
import { LINKS } from '#shared/ipc/contract/app.ts';
import { contentSecurityPolicy } from '../../../src/main/shell/security/content-security-policy.ts';

const SOURCES = resolve(import.meta.dirname, '../../../src');
const html = readFileSync(join(SOURCES, 'renderer/index.html'), 'utf8');

/** Every source file and its text. */
const sources = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name))
  .map((name) => ({ name: name.replaceAll('\\', '/'), text: readFileSync(join(SOURCES, name), 'utf8') }));
const filesWith = (pattern: RegExp): string[] =>
  sources.filter(({ text }) => pattern.test(text)).map(({ name }) => name);

describe('the content security policy', () => {
  const directives = new Map(
    contentSecurityPolicy('n0nce')
      .split('; ')
      .map((directive) => {
        const [name = '', ...values] = directive.split(' ');
        return [name, values] as const;
      }),
  );

  test('names each directive in a form that browsers read', () => {
    for (const [name, values] of directives) {
      expect(name).toMatch(/^[a-z-]+$/);
      expect(values.length, name).toBeGreaterThan(0);
    }
  });

  test('allows no connection, no frame, no form, and nothing that is not named', () => {
    for (const name of ['default-src', 'connect-src', 'object-src', 'frame-src', 'form-action', 'base-uri']) {
      expect(directives.get(name), name).toEqual(["'none'"]);
    }
  });

  test('allows the own scripts alone: no inline script, no eval', () => {
    expect(directives.get('script-src')).toEqual(["'self'"]);
    expect([...directives.values()].flat().join(' ')).not.toMatch(/unsafe|https?:|\*/);
  });

  test('the page has no inline script, style or handler that the policy would stop', () => {
    expect(html).not.toMatch(/<script(?![^>]*\ssrc=)/);
    expect(html).not.toMatch(/<style|\sstyle=|\son\w+=/);
  });

  test('the page does without eval and raw HTML; styles go through the CSSOM', () => {
    const own = sources.filter(({ name }) => name.startsWith('renderer/'));
    expect(own.length).toBeGreaterThan(5);
    for (const { name, text } of own) {
      expect(text, name).not.toMatch(/\beval\(|new Function|dangerouslySetInnerHTML|innerHTML/);
    }
  });
});

describe('one place for each door', () => {
  test.each([
    [/ipcMain[^\n]*\.(?:handle|on)\(/, ['main/ipc/register.ts']],
    [/\.openExternal\(/, ['main/shell/security/open-external.ts']],
    [/\.openPath\(/, ['main/shell/create-shell.ts']],
    [/new BrowserWindow\(/, ['main/shell/window/main-window.ts']],
    [/exposeInMainWorld\(/, ['preload/index.ts']],
    [/target\.send\(|webContents\.send\(/, ['main/ipc/emit.ts']],
    [/utilityProcess\.fork\(/, ['main/shell/engine/engine-process.ts']],
    [/executeJavaScript|@electron\/remote|ipcRenderer\.send\(/, []],
  ])('%s', (door, places) => {
    expect(filesWith(door)).toEqual(places);
  });

  test('the preload script gives the page no way to name a channel', () => {
    const preload = readFileSync(join(SOURCES, 'preload/index.ts'), 'utf8');
    expect(preload.match(/exposeInMainWorld/g)).toHaveLength(1);
    expect(preload).not.toMatch(/exposeInMainWorld\([^)]*ipcRenderer/);
  });
});

describe('a token', () => {
  const sent: string[] = [];
  const guarded = guardTokenOrigin((url) => {
    sent.push(url);
    return Promise.resolve(new Response());
  }, 'https://webexapis.com');
  const withToken = { headers: { Authorization: 'Bearer x' } };

  test('goes to the origin of the API', async () => {
    await guarded('https://webexapis.com/v1/people/me', withToken);
    expect(sent.at(-1)).toBe('https://webexapis.com/v1/people/me');
  });

  test.each([
    'https://webexapis.com.example.com/',
    'https://example.com/?https://webexapis.com',
    'http://webexapis.com/',
    'https://webexapis.com:8443/',
  ])('does not go to %s', async (url) => {
    const before = sent.length;
    await expect(guarded(url, withToken)).rejects.toThrow('another host');
    expect(sent).toHaveLength(before);
  });

  test('is not needed for a download', async () => {
    await guarded('https://files.example.com/report.csv', { headers: { accept: 'text/csv' } });
    expect(sent.at(-1)).toBe('https://files.example.com/report.csv');
  });
});

test('the window names links, never addresses', () => {
  expect(LINKS.every((link) => /^[a-z-]+$/.test(link))).toBe(true);
});
