import { homedir } from 'node:os';
import { app, crashReporter } from 'electron';
import type { BuiltPaths } from './built-paths.ts';
import { createShell, type Shell } from './create-shell.ts';
import { classifyPath } from './files/classify-path.ts';
import { registerAppScheme } from './security/app-protocol.ts';
import { hardenContents } from './security/harden-app.ts';
import { startWorkspace } from './settings/workspace-folder.ts';
import { claimSingleInstance } from './single-instance.ts';
import { keepCrashReportsHere } from './system/crash-reports.ts';

/** Runs the app with its window, from before it is ready until it quits. */
export async function runApp(given: readonly string[], builtPaths: BuiltPaths): Promise<void> {
  const running: { shell?: Shell } = {};
  /** What arrives before there is a shell to take it. */
  const early: string[] = [...given];
  const handOver = (paths: readonly string[]): void => {
    const { shell } = running;
    if (!shell) {
      early.push(...paths);
      return;
    }
    void shell.inbox.handOver(paths);
    void shell.showWindow();
  };
  if (!claimSingleInstance(app, handOver)) {
    app.quit();
    return;
  }
  // macOS hands files over as events, and may do so before the app is ready.
  app.on('open-file', (event, path) => {
    event.preventDefault();
    handOver([path]);
  });
  app.enableSandbox();
  registerAppScheme();
  hardenContents(app);
  keepCrashReportsHere(crashReporter);
  await app.whenReady();
  const ready = createShell(builtPaths);
  await openFirstWorkspace(ready, early);
  running.shell = ready;
  followLifecycle(ready);
  await ready.inbox.handOver(early);
  await ready.showWindow();
}

/** A workspace among the given paths is the one to open; it is then no file to hand over. */
async function openFirstWorkspace(shell: Shell, paths: string[]): Promise<void> {
  const kinds = await Promise.all(paths.map(classifyPath));
  const index = kinds.indexOf('workspace');
  const [named] = index < 0 ? [] : paths.splice(index, 1);
  shell.workspace.open(
    startWorkspace({
      named,
      environment: process.env,
      last: shell.preferences.get().workspaceFolder,
      platform: process.platform,
      homeFolder: homedir(),
      currentFolder: process.cwd(),
    }),
  );
}

function followLifecycle(shell: Shell): void {
  let isStopped = false;
  app.on('window-all-closed', () => {
    // On macOS an app stays without windows.
    if (process.platform !== 'darwin') app.quit();
  });
  app.on('activate', () => {
    void shell.showWindow();
  });
  // The engine gets the time to cancel its jobs and to close the workspace.
  app.on('before-quit', (event) => {
    if (isStopped) return;
    event.preventDefault();
    void shell.engine.stop().finally(() => {
      isStopped = true;
      app.quit();
    });
  });
  process.on('uncaughtException', (error) => {
    shell.log.incident(error);
  });
  process.on('unhandledRejection', (reason) => {
    shell.log.incident(reason);
  });
}
