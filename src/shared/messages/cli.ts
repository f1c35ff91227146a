import { CLI_EN } from './cli.en.ts';
import { CLI_JA } from './cli.ja.ts';
import type { CliTexts } from './cli-texts.ts';
import type { Language } from './language.ts';

/** Every label of the command line, by language. A key that one language lacks does not compile. */
export const CLI_TEXTS: Record<Language, CliTexts> = { en: CLI_EN, ja: CLI_JA };
