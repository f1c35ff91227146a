import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../../..');
const documents = [
  ...readdirSync(ROOT).filter((name) => name.endsWith('.md')),
  ...readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name)),
];
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

/** The anchor of a heading, as it is made where the documents are shown. */
const anchorOf = (heading: string): string =>
  heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(' ', '-');

describe('the documents', () => {
  test('are found', () => {
    expect(documents).toContain('README.md');
    expect(documents.length).toBeGreaterThan(10);
  });

  test.each(documents)('link to files and headings that there are: %s', (path) => {
    for (const [, target = ''] of read(path).matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^https?:/.test(target)) continue;
      const [file = '', anchor] = target.split('#');
      const linked = file === '' ? path : join(dirname(path), file);
      expect(existsSync(join(ROOT, linked)), `${path} -> ${target}`).toBe(true);
      if (anchor === undefined) continue;
      const anchors = [...read(linked).matchAll(/^#+ (.+)$/gm)].map((match) => anchorOf(match[1] ?? ''));
      expect(anchors, `${path} -> ${target}`).toContain(decodeURIComponent(anchor));
    }
  });

  test.each(documents)('name folders and files of the project that there are: %s', (path) => {
    for (const [, named = ''] of read(path).matchAll(/`((?:src|test|scripts|docs|resources)\/[\w./-]+)`/g)) {
      expect(existsSync(join(ROOT, named)), `${path}: ${named}`).toBe(true);
    }
  });

  test('list every library in docs/dependencies.md, and no other', () => {
    const { dependencies, devDependencies } = JSON.parse(read('package.json')) as Record<
      'dependencies' | 'devDependencies',
      Record<string, string>
    >;
    const listed = [...read('docs/dependencies.md').matchAll(/^\| ([^|]+) \|/gm)]
      .flatMap((match) => (match[1] ?? '').replace(/\(.*?\)/g, '').split(','))
      .map((name) => name.trim())
      .filter((name) => name !== 'library' && !/^-+$/.test(name));
    const used = [...Object.keys(dependencies), ...Object.keys(devDependencies)];
    const isTyped = (name: string): boolean => name.startsWith('@types/');
    expect(listed.filter((name) => name !== '@types/*').sort()).toEqual(
      used.filter((name) => !isTyped(name)).sort(),
    );
  });
});
