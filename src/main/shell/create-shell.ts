import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { app, dialog, ipcMain, nativeTheme, safeStorage, session, shell, type BrowserWindow } from 'electron';
import { configuredApiUrl } from '#shared/webex/api-address.ts';
import { languageOf } from '#shared/messages/language.ts';
import { emitter } from '../ipc/emit.ts';
import { engineRouter } from '../ipc/engine-router.ts';
import { registerChannels } from '../ipc/register.ts';
import { shellHandlers } from '../ipc/shell-handlers.ts';
import type { BuiltPaths } from './built-paths.ts';
import { engineHost, type EngineHost } from './engine/engine-host.ts';
import { forkEngine } from './engine/engine-process.ts';
import { processTicker } from './engine/watchdog.ts';
import { systemDialogs } from './files/dialogs.ts';
import { fileInbox, type FileInbox } from './files/file-inbox.ts';
import { fileTokens } from './files/file-tokens.ts';
import { rotatingFile } from './log/rotating-file.ts';
import { shellLog, type ShellLog } from './log/shell-log.ts';
import { serveApp } from './security/app-protocol.ts';
import { hardenSession } from './security/harden-app.ts';
import { openSignInPage } from './security/open-sign-in.ts';
import { gridLayouts } from '#shared/ipc/contract/settings.ts';
import { jsonFile } from './settings/json-file.ts';
import { tellDamagedSettings } from './settings/tell-damaged.ts';
import { NO_PREFERENCES, preferences, preferencesSchema, type Preferences } from './settings/preferences.ts';
import { startWorkspace } from './settings/workspace-folder.ts';
import { shellServices } from './shell-services.ts';
import { applyTheme } from './system/native-theme.ts';
import { answerEngine } from './webex/answer-engine.ts';
import { webexVault } from './webex/vault.ts';
import { signalJob } from './window/job-signals.ts';
import { focusWindow, openMainWindow } from './window/main-window.ts';
import { showMenu } from './window/menu.ts';
import { recoverWindow } from './window/recover-window.ts';
import { practiceWorkspace } from './workspace/practice-workspace.ts';
import { workspaceSwitch, type WorkspaceSwitch } from './workspace-switch.ts';

/** The parts of the running app that the lifecycle moves. */
export interface Shell {
  readonly engine: EngineHost;
  readonly inbox: FileInbox;
  readonly workspace: WorkspaceSwitch;
  readonly preferences: Preferences;
  readonly log: ShellLog;
  /** Opens the window, or brings it before the person. */
  readonly showWindow: () => Promise<void>;
}

const PREFERENCES_FILE = 'preferences.json';

/** Wires the shell. After the app is ready; opens nothing yet. */
export function createShell(paths: BuiltPaths): Shell {
  const dataFolder = app.getPath('userData');
  const logFolder = join(dataFolder, 'logs');
  const newId = (): string => randomUUID();
  const log = shellLog({
    append: rotatingFile(logFolder),
    clock: () => new Date().toISOString(),
    newId,
    homeFolder: homedir(),
  });
  const damagedFiles: string[] = [];
  const damaged = (file: string) => (): void => {
    log.warn('A file of settings is damaged; what it does not say counts as not set', { file });
    // Columns of a list are not worth a dialog; which workspace was open is.
    if (file === PREFERENCES_FILE) damagedFiles.push(file);
  };
  const layouts = jsonFile(
    join(dataFolder, 'layouts.json'),
    gridLayouts,
    {},
    {
      unwritable: log.incident,
      unreadable: damaged('layouts.json'),
    },
  );
  const kept = preferences(
    jsonFile(join(dataFolder, PREFERENCES_FILE), preferencesSchema, NO_PREFERENCES, {
      unwritable: log.incident,
      unreadable: damaged(PREFERENCES_FILE),
    }),
    () => languageOf(app.getLocale()) ?? 'en',
  );
  let window: BrowserWindow | undefined;
  const openWindow = (): BrowserWindow | undefined =>
    window === undefined || window.isDestroyed() ? undefined : window;
  const emit = emitter(() => [openWindow()].flatMap((open) => (open ? [open.webContents] : [])));

  const vault = webexVault({
    keyring: safeStorage,
    platform: process.platform,
    path: join(dataFolder, 'webex-token'),
    newId,
  });
  const apiUrl = configuredApiUrl(process.env);

  const engine = engineHost({
    fork: () => forkEngine(paths.engine),
    newId,
    ticker: processTicker,
    later: (delayMs, action) => {
      const timer = setTimeout(action, delayMs);
      return () => {
        clearTimeout(timer);
      };
    },
    appVersion: app.getVersion(),
    onState: (state) => {
      emit('engine:changed', state);
    },
    onJob: (job) => {
      emit('jobs:changed', job);
      signalJob(job, openWindow(), kept.language());
    },
    onData: (payload) => {
      emit('data:changed', payload);
    },
    onWebex: () => {
      emit('webex:changed', {});
    },
    onQuestion: (question) =>
      answerEngine(question, {
        vault,
        openSignInPage: (url) => openSignInPage(url, apiUrl),
        onError: log.incident,
      }),
    log: log.taken,
  });

  const refreshMenu = (): void => {
    showMenu({
      language: kept.language(),
      platform: process.platform,
      recentWorkspaces: kept.get().recentWorkspaces,
      onCommand: (command) => {
        emit('app:command-chosen', { command });
      },
      onChooseWorkspace: () => {
        void services.chooseWorkspace();
      },
      onOpenWorkspace: (folder) => {
        workspace.open(folder);
      },
      onShowLog: () => {
        // A folder of our own, not an address of anybody's.
        void shell.openPath(logFolder);
      },
    });
  };
  const workspace = workspaceSwitch({
    openInEngine: engine.open,
    preferences: kept,
    onOpened: refreshMenu,
    exists: existsSync,
  });
  const tokens = fileTokens(newId);
  const inbox = fileInbox({
    tokens,
    openWorkspace: workspace.open,
    onHandedOver: (files) => {
      emit('files:handed-over', { files });
    },
  });
  const dialogs = systemDialogs({
    dialog,
    window: openWindow,
    language: kept.language,
    documentsFolder: () => app.getPath('documents'),
  });
  const services = shellServices({
    app,
    dialogs,
    tokens,
    inbox,
    workspace,
    preferences: kept,
    layouts,
    engine,
    log,
    logFolder,
    practice: practiceWorkspace({
      folder: join(dataFolder, 'practice'),
      workspace,
      own: () => kept.get().workspaceFolder ?? undefined,
    }),
    reveal: (path) => {
      shell.showItemInFolder(path);
    },
    onSettings: (settings) => {
      applyTheme(nativeTheme, settings.theme);
      refreshMenu();
      emit('settings:changed', settings);
    },
  });

  hardenSession(session.defaultSession);
  serveApp(session.defaultSession, paths.rendererFolder);
  applyTheme(nativeTheme, kept.get().theme);
  refreshMenu();
  registerChannels(
    ipcMain,
    {
      ...shellHandlers(services),
      ...engineRouter({
        request: engine.request,
        inputFile: (token) => tokens.resolve(token, 'read'),
        outputFile: (token) => tokens.resolve(token, 'write'),
        webex: {
          ...vault,
          useToken: (token) => vault.useToken(token, new URL(apiUrl).origin),
        },
        folder: (token) => tokens.resolve(token, 'workspace'),
        language: kept.language,
        workspaceGone: (isRemoved) =>
          isRemoved
            ? workspace.openAfterRemoval(
                startWorkspace({
                  named: undefined,
                  environment: { ...process.env, TIEOUT_WORKSPACE: undefined },
                  last: null,
                  platform: process.platform,
                  homeFolder: homedir(),
                  currentFolder: process.cwd(),
                }),
              )
            : workspace.openUnremembered(workspace.folder()),
        lostJobs: engine.lostJobs,
      }),
    },
    {
      incident: log.incident,
      refused: (channel, why) => {
        log.warn('a request of a window was refused', { channel: channel.replace(':', '_'), why });
      },
    },
  );

  return {
    engine,
    inbox,
    workspace,
    preferences: kept,
    log,
    showWindow: async () => {
      const open = openWindow();
      if (open) {
        focusWindow(open);
        return;
      }
      await openMainWindow(paths.preload, kept, (opened) => {
        window = opened;
        recoverWindow(opened, log);
      });
      tellDamagedSettings({
        files: damagedFiles.splice(0),
        folder: dataFolder,
        language: kept.language(),
        dialog,
      });
    },
  };
}
