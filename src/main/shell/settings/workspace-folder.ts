import { isAbsolute, join, resolve } from 'node:path';

/**
 * The workspace to open at the start: the one named at the start, else `TIEOUT_WORKSPACE`, else the last one, else the
 * one that the command line uses too: the app and the command line work on the same books.
 */
export function startWorkspace(choice: {
  readonly named: string | undefined;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly last: string | null;
  readonly platform: NodeJS.Platform;
  readonly homeFolder: string;
  readonly currentFolder: string;
}): string {
  if (choice.named !== undefined) return choice.named;
  const given = choice.environment['TIEOUT_WORKSPACE'];
  if (given !== undefined && given !== '') return resolve(choice.currentFolder, given);
  return choice.last ?? join(dataFolder(choice), 'workspace');
}

/** As `userDataFolder` of the command line has it; a test holds the two against each other. */
function dataFolder({
  environment,
  platform,
  homeFolder,
}: Pick<Parameters<typeof startWorkspace>[0], 'environment' | 'platform' | 'homeFolder'>): string {
  switch (platform) {
    case 'win32':
      return join(environment['APPDATA'] ?? join(homeFolder, 'AppData', 'Roaming'), 'Tieout');
    case 'darwin':
      return join(homeFolder, 'Library', 'Application Support', 'Tieout');
    default: {
      const configured = environment['XDG_DATA_HOME'];
      const base =
        configured !== undefined && isAbsolute(configured) ? configured : join(homeFolder, '.local', 'share');
      return join(base, 'tieout');
    }
  }
}
