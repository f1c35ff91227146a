import { resolve } from 'node:path';

/** What the app was started for. */
export type Launch =
  /** The command line: no window is opened. */
  | { readonly kind: 'command'; readonly arguments: readonly string[] }
  /** The window, with paths that were given to it. */
  | { readonly kind: 'window'; readonly paths: readonly string[] };

/** The first words of command lines. A test holds them against the commands themselves. */
export const COMMAND_NAMES = [
  'reconcile',
  'import-report',
  'import-invoice',
  'export',
  'fetch',
  'reports',
  'periods',
  'doctor',
  'backup',
  'restore',
  'bundle',
  'verify',
  'rebill',
  'unmask',
  'wipe',
  'demo',
  'help',
] as const;
const COMMANDS: ReadonlySet<string> = new Set([...COMMAND_NAMES, '--help', '-h', '--version', '-V']);

/**
 * Reads the arguments of the executable: `Tieout reconcile ...` is the command line, `Tieout invoice.xlsx` the window
 * with a file. Outside of a package the first argument is the app's own folder.
 */
export function readLaunch(argv: readonly string[], isPackaged: boolean, currentFolder: string): Launch {
  const given = argv.slice(isPackaged ? 1 : 2);
  const [first] = given;
  if (first !== undefined && COMMANDS.has(first)) return { kind: 'command', arguments: given };
  return { kind: 'window', paths: pathsAmong(given, currentFolder) };
}

/** Switches are Chromium's or the operating system's; addresses are no files. */
const pathsAmong = (given: readonly string[], currentFolder: string): readonly string[] =>
  given
    .filter(
      (argument) =>
        argument !== '' && !argument.startsWith('-') && !/^[a-z][a-z0-9+.-]+:\/\//i.test(argument),
    )
    .map((argument) => resolve(currentFolder, argument));
