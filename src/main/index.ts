/** The desktop app's first process: the window, or the command line where the arguments name a command. */
import { join } from 'node:path';
import { app } from 'electron';
import { runApp } from './shell/lifecycle.ts';
import { readLaunch } from './shell/launch-arguments.ts';

const launch = readLaunch(process.argv, app.isPackaged, process.cwd());
if (launch.kind === 'command') {
  // As Node would have it: the program, the script, and then what the person wrote.
  process.argv = [process.execPath, 'tieout', ...launch.arguments];
  const { main } = await import('./cli/main.ts');
  await main();
  app.exit(Number(process.exitCode ?? 0));
} else {
  // Not awaited here: Electron is ready only once this module has been evaluated.
  const built = import.meta.dirname;
  runApp(launch.paths, {
    engine: join(built, 'engine.js'),
    preload: join(built, '../preload/index.cjs'),
    rendererFolder: join(built, '../renderer'),
  }).catch((error: unknown) => {
    process.stderr.write(`Tieout could not be started: ${String(error)}\n`);
    app.exit(1);
  });
}
