import { existsSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Desk, makeDesk } from '../support/run-cli.ts';

let desk: Desk;
beforeEach(() => {
  desk = makeDesk();
});
afterEach(() => {
  desk.dispose();
});

describe('help and version', () => {
  it('stand on standard output and exit 0', async () => {
    const help = await desk.tieout(['--help']);
    expect(help).toMatchObject({ exitCode: 0, stderr: '' });
    for (const command of [
      'reconcile',
      'import-report',
      'import-invoice',
      'export',
      'periods',
      'doctor',
      'backup',
    ]) {
      expect(help.stdout).toContain(`  ${command}`);
    }
    const version = await desk.tieout(['--version']);
    expect(version.stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it('are there for each command, in Japanese too', async () => {
    const help = await desk.tieout(['reconcile', '--help', '--lang', 'ja']);
    expect(help.exitCode).toBe(0);
    expect(help.stdout).toContain('使い方: tieout reconcile');
    expect(help.stdout).toContain('請求単位');
    expect(help.stdout).not.toMatch(/\bOptions:|\bUsage:|\bdefault:/);
  });

  it('make no workspace', async () => {
    await desk.tieout(['--help']);
    await desk.tieout(['periods', '--help']);
    expect(existsSync(desk.workspace)).toBe(false);
  });
});

describe('wrong usage', () => {
  it('without a command shows the help on standard error and exits 2', async () => {
    const { exitCode, stdout, stderr } = await desk.tieout([]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain('Usage: tieout');
  });

  it('names a command that there is not, and the one that was meant', async () => {
    const { exitCode, stderr } = await desk.tieout(['reconsile']);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('There is no command "reconsile".');
    expect(stderr).toContain('Did you mean "reconcile"?');
  });

  it.each([
    [['import-report'], 'ARGUMENT_MISSING'],
    [['periods', 'october'], 'ARGUMENT_UNEXPECTED'],
    [['periods', '--unknown'], 'OPTION_UNKNOWN'],
    [['export', '--out', 'a.xlsx'], 'OPTION_MISSING'],
    [['export', '--out', 'a.xlsx', '--period'], 'OPTION_VALUE_MISSING'],
    [['periods', '--lang', 'fr'], 'BAD_OPTION'],
    [['export', '--out', 'a.xlsx', '--out', 'b.xlsx', '--period', '2026-10'], 'OPTION_TWICE'],
    [['nothing'], 'COMMAND_UNKNOWN'],
    [[], 'USAGE'],
  ])('%j is %s, for a script too', async (args, code) => {
    const { document, exitCode } = await desk.json(args);
    expect(document).toMatchObject({ error: { code } });
    expect(exitCode).toBe(2);
  });

  it('is told in Japanese', async () => {
    const { stderr } = await desk.tieout(['periods', '--unknown'], { env: { LANG: 'ja_JP.UTF-8' } });
    expect(stderr).toBe(
      'エラー: --unknown というオプションはありません。\n何も変更していません。\nオプションの一覧は --help でご確認ください。\n[OPTION_UNKNOWN]\n',
    );
  });
});
