import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, test, vi } from 'vitest';
import { MENU_COMMANDS } from '#shared/ipc/contract/app.ts';
import type { JobSnapshot } from '#shared/ipc/contract/jobs.ts';
import { LANGUAGES } from '#shared/messages/language.ts';
import { jobNotice, taskbarProgress } from '../../../src/main/shell/window/job-signals.ts';
import { menuTemplate, type MenuModel } from '../../../src/main/shell/window/menu.ts';
import { placeWindow } from '../../../src/main/shell/window/place-window.ts';
import { recoverWindow } from '../../../src/main/shell/window/recover-window.ts';

vi.mock('electron', async () => (await import('./electron-module.ts')).electronModule());

const SCREEN = { x: 0, y: 0, width: 1920, height: 1080 };
const bounds = (changes: object) => ({
  x: 100,
  y: 50,
  width: 900,
  height: 700,
  isMaximized: false,
  ...changes,
});

describe('the place of the window', () => {
  test('is where it was', () => {
    expect(placeWindow(bounds({}), [SCREEN])).toEqual({ x: 100, y: 50, width: 900, height: 700 });
  });

  test.each([
    ['its display was taken away', { x: 2500 }],
    ['its title bar lies above the screen', { y: -300 }],
    ['its title bar lies below the screen', { y: 1070 }],
    ['only a sliver would be seen', { x: -880 }],
  ])('is left to the system where %s', (_why, changes) => {
    expect(placeWindow(bounds(changes), [SCREEN])).toEqual({ width: 1120, height: 800 });
  });

  test('is on a second display to the left as well', () => {
    expect(placeWindow(bounds({ x: -1500 }), [SCREEN, { ...SCREEN, x: -1920 }])).toMatchObject({ x: -1500 });
  });

  test('is never too small to use', () => {
    expect(placeWindow(bounds({ width: 10, height: 10 }), [SCREEN])).toMatchObject({
      width: 480,
      height: 400,
    });
  });
});

describe('the menu', () => {
  const model = (changes: Partial<MenuModel> = {}): MenuModel => ({
    language: 'en',
    platform: 'linux',
    recentWorkspaces: [],
    onCommand: () => undefined,
    onChooseWorkspace: () => undefined,
    onOpenWorkspace: () => undefined,
    onShowLog: () => undefined,
    ...changes,
  });
  const itemsOf = (items: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] =>
    items.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? itemsOf(item.submenu) : [])]);

  test.each(LANGUAGES)('has every command in %s, and each tells its own', (language) => {
    const told: string[] = [];
    const items = itemsOf(menuTemplate(model({ language, onCommand: (command) => told.push(command) })));
    for (const name of MENU_COMMANDS) {
      const item = items.find(({ id }) => id === name);
      item?.click?.(undefined as never, undefined, undefined as never);
    }
    expect(told).toEqual([...MENU_COMMANDS]);
  });

  test.each(['linux', 'win32', 'darwin'] as const)('gives no key twice on %s', (platform) => {
    const keys = itemsOf(menuTemplate(model({ platform }))).flatMap(({ accelerator }) => accelerator ?? []);
    expect(new Set(keys).size).toBe(keys.length);
  });

  test('has no entry that opens the developer tools', () => {
    const roles = itemsOf(menuTemplate(model())).map(({ role }) => role?.toLowerCase());
    expect(roles).not.toContain('toggledevtools');
  });

  test('opens a recent workspace', () => {
    const opened: string[] = [];
    const items = itemsOf(
      menuTemplate(
        model({ recentWorkspaces: ['/books/2026'], onOpenWorkspace: (folder) => opened.push(folder) }),
      ),
    );
    items.find(({ label }) => label === '2026')?.click?.(undefined as never, undefined, undefined as never);
    expect(opened).toEqual(['/books/2026']);
  });
});

describe('a job outside of the window', () => {
  const job = (changes: Partial<JobSnapshot>): JobSnapshot => ({
    jobId: 'j',
    kind: 'import',
    files: ['a.csv', 'b.csv'],
    state: 'running',
    progress: { phase: 'read-report', done: 50, total: 200, unit: 'rows' },
    outcome: null,
    error: null,
    startedAt: '',
    seq: 1,
    ...changes,
  });

  test('shows its share on the taskbar, an unknown end as such, and nothing after its end', () => {
    expect(taskbarProgress(job({}))).toBe(0.25);
    expect(taskbarProgress(job({ progress: null }))).toBe(2);
    expect(taskbarProgress(job({ state: 'completed' }))).toBe(-1);
  });

  test('is told when it has ended by itself', () => {
    expect(jobNotice(job({ state: 'completed' }), 'en')).toEqual({
      title: 'Job completed',
      body: 'Import of a.csv +1',
    });
    expect(jobNotice(job({ state: 'cancelled' }), 'en')).toBeUndefined();
    expect(jobNotice(job({}), 'ja')).toBeUndefined();
  });
});

test('a page that has died is loaded again, three times at most', () => {
  let onGone: (event: unknown, details: object) => void = () => undefined;
  const reload = vi.fn();
  const contents = { on: (_name: string, listener: typeof onGone) => (onGone = listener), reload };
  recoverWindow({ isDestroyed: () => false, webContents: contents } as never, { error: () => undefined });
  onGone(undefined, { reason: 'clean-exit', exitCode: 0 });
  expect(reload).not.toHaveBeenCalled();
  for (let times = 0; times < 5; times += 1) onGone(undefined, { reason: 'crashed', exitCode: 5 });
  expect(reload).toHaveBeenCalledTimes(3);
});
