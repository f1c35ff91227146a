import type { BrowserWindow } from 'electron';
import type { ShellLog } from '../log/shell-log.ts';

/** A page that dies more often than this in one session has a reason that a reload does not cure. */
const MOST_RELOADS = 3;

/** Reloads a page whose process has died: the engine holds the jobs, so nothing is lost but what was being typed. */
export function recoverWindow(
  window: Pick<BrowserWindow, 'isDestroyed'> & {
    readonly webContents: Pick<BrowserWindow['webContents'], 'on' | 'reload'>;
  },
  log: Pick<ShellLog, 'error'>,
): void {
  let reloads = 0;
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    log.error('the page has died', { reason, exitCode });
    if (reason === 'clean-exit' || window.isDestroyed() || reloads >= MOST_RELOADS) return;
    reloads += 1;
    window.webContents.reload();
  });
}
