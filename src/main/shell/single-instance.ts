import type { App } from 'electron';
import { readLaunch } from './launch-arguments.ts';

/**
 * Makes sure that one app runs: two would fight over one workspace. A second start hands its files to the first and
 * ends. Gives back false where this is the second.
 */
export function claimSingleInstance(
  app: Pick<App, 'requestSingleInstanceLock' | 'on' | 'isPackaged'>,
  onSecond: (paths: readonly string[]) => void,
): boolean {
  if (!app.requestSingleInstanceLock()) return false;
  app.on('second-instance', (_event, argv, workingFolder) => {
    const launch = readLaunch(argv, app.isPackaged, workingFolder);
    onSecond(launch.kind === 'window' ? launch.paths : []);
  });
  return true;
}
