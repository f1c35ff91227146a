import { isAbsolute, join, resolve } from 'node:path';
import { type Language, languageOf } from '#shared/messages/language.ts';
import type { CliHost } from './host.ts';

/** What must be known before the arguments are parsed: in which language, and how to answer a wrong one. */
export interface EarlySettings {
  readonly language: Language;
  readonly json: boolean;
}

/** The value of a long option anywhere in the arguments, in both spellings: `--lang ja` and `--lang=ja`. */
function rawOption(argv: readonly string[], name: string): string | undefined {
  const end = argv.indexOf('--');
  const options = end < 0 ? argv : argv.slice(0, end);
  const joined = options.findLast((argument) => argument.startsWith(`${name}=`));
  if (joined !== undefined) return joined.slice(name.length + 1);
  const index = options.lastIndexOf(name);
  return index < 0 ? undefined : options[index + 1];
}

/** An exact language name, as `--lang` and `TIEOUT_LANG` take it. */
const exactLanguage = (value: string | undefined): Language | undefined =>
  value === 'en' || value === 'ja' ? value : undefined;

/**
 * The language by `--lang`, `TIEOUT_LANG`, `LC_ALL`, `LC_MESSAGES`, `LANG`, in this order; else English.
 * A wrong `--lang` is refused later, by the option's own parser.
 */
export function earlySettings(host: Pick<CliHost, 'argv' | 'env'>): EarlySettings {
  const { argv, env } = host;
  const language =
    exactLanguage(rawOption(argv, '--lang')) ??
    languageOf(env['TIEOUT_LANG']) ??
    languageOf(env['LC_ALL']) ??
    languageOf(env['LC_MESSAGES']) ??
    languageOf(env['LANG']) ??
    'en';
  const end = argv.indexOf('--');
  return { language, json: (end < 0 ? argv : argv.slice(0, end)).includes('--json') };
}

/** The folder for application data, by the custom of each platform. */
function userDataFolder(host: Pick<CliHost, 'env' | 'platform' | 'homeFolder'>): string {
  const { env, homeFolder } = host;
  switch (host.platform) {
    case 'win32':
      return join(env['APPDATA'] ?? join(homeFolder, 'AppData', 'Roaming'), 'Tieout');
    case 'darwin':
      return join(homeFolder, 'Library', 'Application Support', 'Tieout');
    default: {
      const configured = env['XDG_DATA_HOME'];
      // The XDG specification says that a relative path is to be ignored.
      const base =
        configured !== undefined && isAbsolute(configured) ? configured : join(homeFolder, '.local', 'share');
      return join(base, 'tieout');
    }
  }
}

/** The workspace: `--workspace`, else `TIEOUT_WORKSPACE`, else the user's data folder. Absolute. */
export function workspaceFolder(
  host: Pick<CliHost, 'env' | 'platform' | 'homeFolder' | 'currentFolder'>,
  option: string | undefined,
): string {
  const chosen = option ?? (host.env['TIEOUT_WORKSPACE'] === '' ? undefined : host.env['TIEOUT_WORKSPACE']);
  return chosen === undefined ? join(userDataFolder(host), 'workspace') : resolve(host.currentFolder, chosen);
}
