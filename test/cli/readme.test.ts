import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../..');
const CLI = join(ROOT, 'out', 'main', 'cli.js');
const outputs = new Map<string, string>();
/** What a command prints; each is run once. */
function tieout(args: readonly string[]): string {
  const env = { ...process.env, NO_COLOR: '1' };
  const printed =
    outputs.get(args.join(' ')) ??
    spawnSync(process.execPath, [CLI, ...args], { encoding: 'utf8', env }).stdout;
  outputs.set(args.join(' '), printed);
  return printed;
}
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

let scratch: string;
beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), 'tieout-readme-'));
});
afterAll(() => {
  rmSync(scratch, { recursive: true, force: true });
});

describe('the documents', () => {
  test('show what the demo prints, line by line', () => {
    const shown = /```text\n(.*?)```/s.exec(read('README.md'))?.[1]?.split('\n') ?? [];
    const lines = shown.filter((line) => line.trim() !== '' && line !== '...');
    expect(lines.length).toBeGreaterThan(5);
    const printed = tieout(['demo', '--out', scratch, '--lang', 'en']).split('\n');
    for (const line of lines) expect(printed).toContain(line);
  });

  test.each(['README.md', 'docs/guide/README.md', 'docs/guide/README.ja.md'])(
    'name only commands and options that there are: %s',
    (path) => {
      const commands = new Set(
        [...tieout(['--help', '--lang', 'en']).matchAll(/^ {2}([a-z][a-z-]+) /gm)].map((match) => match[1]),
      );
      const used = [
        ...read(path).matchAll(/(?:`|^\s*)(?:npm run -s tieout -- |tieout )([a-z][a-z-]+)([^`\n]*)/gm),
      ];
      expect(used.length).toBeGreaterThan(0);
      for (const [, command = '', rest = ''] of used) {
        expect(commands, `${path}: ${command}`).toContain(command);
        const help = tieout([command, '--help', '--lang', 'en']);
        for (const [option] of rest.matchAll(/--[a-z-]+/g))
          expect(help, `${command} ${option}`).toContain(option);
      }
    },
  );

  test('explain every explanation code in both languages of the guide', () => {
    const codes = [...read('src/shared/messages/explanations.en.ts').matchAll(/^ {2}([A-Z_]+):/gm)].map(
      (match) => match[1] ?? '',
    );
    expect(codes.length).toBeGreaterThan(10);
    for (const path of ['docs/guide/README.md', 'docs/guide/README.ja.md']) {
      const guide = read(path);
      expect(codes.filter((code) => !guide.includes(`\`${code}\``))).toEqual([]);
    }
  });
});
