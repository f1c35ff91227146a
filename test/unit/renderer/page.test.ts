import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { LANGUAGES, PAGE_TEXTS, preferredLanguage } from '../../../src/renderer/src/texts.ts';

const html = readFileSync(resolve(import.meta.dirname, '../../../src/renderer/index.html'), 'utf8');

describe('the page', () => {
  test('names the same commands in every language', () => {
    const commands = LANGUAGES.map((language) => PAGE_TEXTS[language].commands.map(({ command }) => command));
    expect(commands[0]).not.toEqual([]);
    expect(commands.every((own) => JSON.stringify(own) === JSON.stringify(commands[0]))).toBe(true);
  });

  test.each([
    [['ja-JP', 'en-US'], 'ja'],
    [['en-GB'], 'en'],
    [['fr-FR', 'ja'], 'ja'],
    [['de-DE'], 'en'],
    [[], 'en'],
  ] as const)('speaks the first preferred language that it has: %j', (preferred, expected) => {
    expect(preferredLanguage(preferred)).toBe(expected);
  });

  test('allows itself its own scripts and styles, and no connection', () => {
    const policy = /http-equiv="Content-Security-Policy"\s+content="([^"]+)"/.exec(html)?.[1] ?? '';
    expect(policy.split('; ').sort()).toEqual([
      "base-uri 'none'",
      "connect-src 'none'",
      "default-src 'none'",
      "form-action 'none'",
      "img-src 'self'",
      "script-src 'self'",
      "style-src 'self'",
    ]);
  });

  test('has no inline script, style or handler that the policy would stop', () => {
    expect(html).not.toMatch(/<script(?![^>]*\ssrc=)/);
    expect(html).not.toMatch(/<style|\sstyle=|\son\w+=/);
  });
});
