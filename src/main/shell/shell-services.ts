import { join } from 'node:path';
import type { App } from 'electron';
import { MOST_LOG_LINES } from '#shared/ipc/contract/log.ts';
import type { KeptLayouts, Settings } from '#shared/ipc/contract/settings.ts';
import type { ShellServices } from '../ipc/shell-handlers.ts';
import type { EngineHost } from './engine/engine-host.ts';
import { nameOfPath } from './files/classify-path.ts';
import type { Dialogs } from './files/dialogs.ts';
import type { FileInbox } from './files/file-inbox.ts';
import type { FileTokens } from './files/file-tokens.ts';
import { lastLogLines } from './log/read-log.ts';
import { LOG_FILE } from './log/rotating-file.ts';
import type { ShellLog } from './log/shell-log.ts';
import { openExternal } from './security/open-external.ts';
import type { JsonFile } from './settings/json-file.ts';
import type { Preferences } from './settings/preferences.ts';
import { areUpdatesOff, askElectronUpdater, checkUpdates } from './system/check-updates.ts';
import type { PracticeWorkspace } from './workspace/practice-workspace.ts';
import type { WorkspaceSwitch } from './workspace-switch.ts';

/** The parts of the shell that the channels reach. */
export interface ShellParts {
  readonly app: Pick<App, 'getVersion' | 'isPackaged'>;
  readonly dialogs: Dialogs;
  readonly tokens: FileTokens;
  readonly inbox: FileInbox;
  readonly workspace: WorkspaceSwitch;
  readonly preferences: Preferences;
  readonly layouts: JsonFile<KeptLayouts>;
  readonly engine: EngineHost;
  readonly log: ShellLog;
  readonly logFolder: string;
  readonly practice: PracticeWorkspace;
  /** Shows a file in the file manager. */
  readonly reveal: (path: string) => void;
  readonly onSettings: (settings: Settings) => void;
}

/** What the shell can do, from its parts. */
export function shellServices(parts: ShellParts): ShellServices {
  const { app, dialogs, tokens, inbox, workspace, preferences, engine, log } = parts;
  const settings = (): Settings => ({
    language: preferences.language(),
    theme: preferences.get().theme,
    density: preferences.get().density,
  });
  return {
    info: () => ({
      version: app.getVersion(),
      electronVersion: process.versions.electron,
      platform: process.platform,
      language: preferences.language(),
      workspaceName: workspace.name(),
      commandLineHint: commandLineHint(app.isPackaged, process.platform),
    }),
    recent: () =>
      preferences
        .get()
        .recentWorkspaces.map((folder) =>
          tokens.mint({ path: folder, name: nameOfPath(folder) }, 'workspace'),
        ),
    openRecent: (token) => {
      workspace.open(tokens.resolve(token, 'workspace').path);
    },
    chooseWorkspace: async () => {
      const folder = await dialogs.chooseWorkspace();
      if (folder === undefined) return undefined;
      workspace.open(folder);
      return { name: nameOfPath(folder) };
    },
    checkUpdates: () =>
      checkUpdates({
        isOff: areUpdatesOff(process.env, process.resourcesPath),
        ask: askElectronUpdater,
        onError: log.incident,
      }),
    openLink: (link) => openExternal(link),
    chooseInputs: async () =>
      (await dialogs.chooseInputs()).map((path) => tokens.mint({ path, name: nameOfPath(path) }, 'read')),
    chooseOutput: async (suggestedName, kind) => {
      const path = await dialogs.chooseOutput(nameOfPath(suggestedName), kind);
      return path === undefined ? undefined : tokens.mint({ path, name: nameOfPath(path) }, 'write');
    },
    chooseBackup: async () => {
      const path = await dialogs.chooseBackup();
      return path === undefined ? undefined : tokens.mint({ path, name: nameOfPath(path) }, 'read');
    },
    revealOutput: (token) => {
      parts.reveal(tokens.resolve(token, 'write').path);
    },
    revealWorkspace: () => {
      parts.reveal(join(workspace.folder(), 'tieout.db'));
    },
    chooseFolder: async () => {
      const path = await dialogs.chooseWorkspace();
      return path === undefined ? undefined : tokens.mint({ path, name: nameOfPath(path) }, 'workspace');
    },
    openPractice: parts.practice.open,
    leavePractice: parts.practice.leave,
    logLines: () => lastLogLines(parts.logFolder, MOST_LOG_LINES),
    revealLog: () => {
      parts.reveal(join(parts.logFolder, LOG_FILE));
    },
    acceptDropped: inbox.accept,
    takeHandedOver: inbox.take,
    settings,
    changeSettings: ({ language, theme, density }) => {
      preferences.change({
        ...(language === undefined ? {} : { language }),
        ...(theme === undefined ? {} : { theme }),
        ...(density === undefined ? {} : { density }),
      });
      parts.onSettings(settings());
      return settings();
    },
    layouts: parts.layouts.read,
    keepLayout: (grid, layout) => {
      parts.layouts.write({ ...parts.layouts.read(), [grid]: layout });
    },
    engineState: engine.state,
    restartEngine: engine.restart,
  };
}

/** How the same work is done without a window. */
function commandLineHint(isPackaged: boolean, platform: NodeJS.Platform): string {
  if (!isPackaged) return 'npm run -s tieout -- reconcile --invoice … --report … --out …';
  const executable = platform === 'win32' ? 'Tieout.exe' : 'tieout';
  return `${executable} reconcile --invoice … --report … --out …`;
}
