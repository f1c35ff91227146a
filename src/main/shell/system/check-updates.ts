import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { UpdateState } from '#shared/ipc/contract/app.ts';

/** Whether an administrator has switched updates off: by an environment variable, or a file beside the app. */
export const areUpdatesOff = (
  environment: Readonly<Record<string, string | undefined>>,
  resourcesFolder: string,
): boolean => environment['TIEOUT_UPDATES'] === 'off' || existsSync(join(resourcesFolder, 'updates-off'));

/** What the release server said of the newest version. */
export interface UpdateAnswer {
  readonly version: string;
  readonly isNewer: boolean;
}

/** Asks the release server; undefined where this app has none, as outside of a package. */
export type AskForUpdate = () => Promise<UpdateAnswer | undefined>;

/** Asks with electron-updater. Nothing is downloaded or installed by itself. */
export const askElectronUpdater: AskForUpdate = async () => {
  // Loaded only when a person asks: it reads the app's package at import.
  const { default: updater } = await import('electron-updater');
  const { autoUpdater } = updater;
  autoUpdater.autoDownload = false;
  autoUpdater.autoInstallOnAppQuit = false;
  const result = await autoUpdater.checkForUpdates();
  return result ? { version: result.updateInfo.version, isNewer: result.isUpdateAvailable } : undefined;
};

/** Checks for a newer version, once, because a person asked. Never throws. */
export async function checkUpdates(ports: {
  readonly isOff: boolean;
  readonly ask: AskForUpdate;
  readonly onError: (error: unknown) => void;
}): Promise<UpdateState> {
  if (ports.isOff) return { state: 'off' };
  try {
    const answer = await ports.ask();
    if (!answer) return { state: 'off' };
    return answer.isNewer ? { state: 'available', version: answer.version } : { state: 'current' };
  } catch (error) {
    ports.onError(error);
    return { state: 'unreachable' };
  }
}
