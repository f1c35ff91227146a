import type { Language } from '#shared/messages/language.ts';
import { SHELL_TEXTS_EN } from './shell-texts.en.ts';
import { SHELL_TEXTS_JA } from './shell-texts.ja.ts';

/** Every word of the shell: menu, dialogs, notifications. */
export const SHELL_TEXTS: Readonly<Record<Language, ShellTexts>> = { en: SHELL_TEXTS_EN, ja: SHELL_TEXTS_JA };

/** The shape of the texts: the English ones, with any words. */
export type ShellTexts = {
  readonly [Group in keyof typeof SHELL_TEXTS_EN]: {
    readonly [Name in keyof (typeof SHELL_TEXTS_EN)[Group]]: string;
  };
};
