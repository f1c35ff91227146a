import { ok } from '#core/result.ts';
import type { EngineChannel } from '#shared/engine-protocol.ts';
import type { AppInfo, LinkName, UpdateState } from '#shared/ipc/contract/app.ts';
import type { FileHandle } from '#shared/ipc/contract/channel-contract.ts';
import type { EngineState } from '#shared/ipc/contract/engine.ts';
import type { OutputKind } from '#shared/ipc/contract/files.ts';
import type { KeptLayout, KeptLayouts, Settings } from '#shared/ipc/contract/settings.ts';
import { AppError } from '#core/errors.ts';
import type { ChannelHandlers } from './handlers.ts';

/** What the shell can do, for the channels that it answers itself. */
export interface ShellServices {
  readonly info: () => AppInfo;
  readonly recent: () => { readonly token: string; readonly name: string }[];
  readonly openRecent: (token: string) => void;
  readonly chooseWorkspace: () => Promise<{ readonly name: string } | undefined>;
  readonly checkUpdates: () => Promise<UpdateState>;
  readonly openLink: (link: LinkName) => Promise<boolean>;
  readonly chooseInputs: () => Promise<FileHandle[]>;
  readonly chooseOutput: (suggestedName: string, kind: OutputKind) => Promise<FileHandle | undefined>;
  readonly chooseBackup: () => Promise<FileHandle | undefined>;
  /** Throws FILE_TOKEN_UNKNOWN. */
  readonly revealOutput: (token: string) => void;
  readonly revealWorkspace: () => void;
  /** An empty folder for a workspace. */
  readonly chooseFolder: () => Promise<FileHandle | undefined>;
  readonly openPractice: () => Promise<void>;
  readonly leavePractice: (remove: boolean) => Promise<void>;
  readonly logLines: () => string[];
  readonly revealLog: () => void;
  /** Undefined where it was no file but a workspace, which is being opened. */
  readonly acceptDropped: (path: string) => Promise<FileHandle | undefined>;
  readonly takeHandedOver: () => FileHandle[];
  readonly settings: () => Settings;
  readonly changeSettings: (changes: { [Name in keyof Settings]?: Settings[Name] | undefined }) => Settings;
  readonly layouts: () => KeptLayouts;
  readonly keepLayout: (grid: string, layout: KeptLayout) => void;
  readonly engineState: () => EngineState;
  readonly restartEngine: () => void;
}

/** The channels that the shell answers: all that the engine does not. */
export const shellHandlers = (shell: ShellServices): Omit<ChannelHandlers, EngineChannel> => ({
  'app:get-info': () => ok(shell.info()),
  'app:list-recent': () => ok(shell.recent()),
  'app:open-recent': ({ token }) => {
    shell.openRecent(token);
    return ok(null);
  },
  'app:choose-workspace': async () => ok((await shell.chooseWorkspace()) ?? null),
  'app:check-updates': async () => ok(await shell.checkUpdates()),
  'app:open-link': async ({ link }) => {
    if (!(await shell.openLink(link))) throw new AppError('REQUEST_REFUSED');
    return ok(null);
  },
  'files:choose-inputs': async () => ok(await shell.chooseInputs()),
  'files:choose-output': async ({ suggestedName, kind = 'workbook' }) =>
    ok((await shell.chooseOutput(suggestedName, kind)) ?? null),
  'files:choose-backup': async () => ok((await shell.chooseBackup()) ?? null),
  'files:reveal-output': ({ output }) => {
    shell.revealOutput(output);
    return ok(null);
  },
  'workspace:reveal-folder': () => {
    shell.revealWorkspace();
    return ok(null);
  },
  'workspace:choose-folder': async () => ok((await shell.chooseFolder()) ?? null),
  'workspace:open-practice': async () => {
    await shell.openPractice();
    return ok(null);
  },
  'workspace:leave-practice': async ({ remove }) => {
    await shell.leavePractice(remove);
    return ok(null);
  },
  'log:list-lines': () => ok({ lines: shell.logLines() }),
  'log:reveal-folder': () => {
    shell.revealLog();
    return ok(null);
  },
  'files:accept-dropped': async ({ path }) => ok((await shell.acceptDropped(path)) ?? null),
  'files:take-handed-over': () => ok(shell.takeHandedOver()),
  'settings:get-settings': () => ok(shell.settings()),
  'settings:change-settings': (changes) => ok(shell.changeSettings(changes)),
  'settings:get-layouts': () => ok(shell.layouts()),
  'settings:keep-layout': ({ grid, layout }) => {
    shell.keepLayout(grid, layout);
    return ok(null);
  },
  'engine:get-state': () => ok(shell.engineState()),
  'engine:restart-engine': () => {
    shell.restartEngine();
    return ok(null);
  },
});
