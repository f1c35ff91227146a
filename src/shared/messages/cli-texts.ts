import type { CLI_EN } from './cli.en.ts';

/** The same keys, any texts. */
type Texts<T> = { readonly [Key in keyof T]: T[Key] extends string ? string : Texts<T[Key]> };

/** Every label of the command line in one language. */
export type CliTexts = Texts<typeof CLI_EN>;
