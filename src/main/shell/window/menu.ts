import { Menu, type MenuItemConstructorOptions } from 'electron';
import type { MenuCommand } from '#shared/ipc/contract/app.ts';
import { SHELL_TEXTS, type ShellTexts } from '../texts/shell-texts.ts';
import type { Language } from '#shared/messages/language.ts';
import { nameOfPath } from '../files/classify-path.ts';

/** What the menu needs to know and whom it tells. */
export interface MenuModel {
  readonly language: Language;
  readonly platform: NodeJS.Platform;
  /** Folders, newest first. */
  readonly recentWorkspaces: readonly string[];
  readonly onCommand: (command: MenuCommand) => void;
  readonly onChooseWorkspace: () => void;
  readonly onOpenWorkspace: (folder: string) => void;
  readonly onShowLog: () => void;
}

/** The menu as data: standard roles, and every command of the app with its key. */
export function menuTemplate(model: MenuModel): MenuItemConstructorOptions[] {
  const { menu } = SHELL_TEXTS[model.language];
  const command = (label: string, name: MenuCommand, accelerator?: string): MenuItemConstructorOptions => ({
    id: name,
    label,
    ...(accelerator === undefined ? {} : { accelerator }),
    click: () => {
      model.onCommand(name);
    },
  });
  const isMac = model.platform === 'darwin';
  return [
    ...(isMac ? [macMenu(menu)] : []),
    {
      label: menu.file,
      submenu: [
        command(menu.chooseFiles, 'choose-files', 'CmdOrCtrl+O'),
        { type: 'separator' },
        { label: menu.openWorkspace, accelerator: 'CmdOrCtrl+Shift+O', click: model.onChooseWorkspace },
        { label: menu.openRecent, submenu: recentMenu(menu, model) },
        { type: 'separator' },
        isMac ? { role: 'close', label: menu.close } : { role: 'quit', label: menu.quit },
      ],
    },
    {
      label: menu.edit,
      submenu: [
        { role: 'undo', label: menu.undo },
        { role: 'redo', label: menu.redo },
        { type: 'separator' },
        { role: 'cut', label: menu.cut },
        { role: 'copy', label: menu.copy },
        { role: 'paste', label: menu.paste },
        { role: 'selectAll', label: menu.selectAll },
      ],
    },
    {
      label: menu.work,
      submenu: [
        command(menu.reconcile, 'reconcile', 'CmdOrCtrl+Enter'),
        command(menu.export, 'export', 'CmdOrCtrl+E'),
        command(menu.cancelJob, 'cancel-job', 'CmdOrCtrl+.'),
        { type: 'separator' },
        command(menu.showPeriods, 'show-periods', 'CmdOrCtrl+1'),
      ],
    },
    {
      label: menu.view,
      submenu: [
        { role: 'reload', label: menu.reload },
        { type: 'separator' },
        { role: 'resetZoom', label: menu.actualSize },
        { role: 'zoomIn', label: menu.zoomIn },
        { role: 'zoomOut', label: menu.zoomOut },
        { type: 'separator' },
        { role: 'togglefullscreen', label: menu.fullScreen },
      ],
    },
    {
      label: menu.window,
      role: 'windowMenu',
      submenu: [
        { role: 'minimize', label: menu.minimize },
        { role: 'close', label: menu.close },
      ],
    },
    {
      label: menu.help,
      role: 'help',
      submenu: [
        command(menu.checkUpdates, 'check-updates'),
        { label: menu.showLog, click: model.onShowLog },
        ...(isMac ? [] : [{ role: 'about', label: menu.about } as const]),
      ],
    },
  ];
}

const macMenu = (menu: ShellTexts['menu']): MenuItemConstructorOptions => ({
  role: 'appMenu',
  submenu: [
    { role: 'about', label: menu.about },
    { type: 'separator' },
    { role: 'services' },
    { type: 'separator' },
    { role: 'hide', label: menu.hide },
    { role: 'hideOthers', label: menu.hideOthers },
    { role: 'unhide', label: menu.showAll },
    { type: 'separator' },
    { role: 'quit', label: menu.quit },
  ],
});

const recentMenu = (
  menu: ShellTexts['menu'],
  { recentWorkspaces, onOpenWorkspace }: MenuModel,
): MenuItemConstructorOptions[] =>
  recentWorkspaces.length === 0
    ? [{ label: menu.noRecent, enabled: false }]
    : recentWorkspaces.map((folder) => ({
        label: nameOfPath(folder),
        toolTip: folder,
        click: () => {
          onOpenWorkspace(folder);
        },
      }));

/** Puts the menu up; anew after a change of language or of the recent workspaces. */
export function showMenu(model: MenuModel): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(model)));
}
