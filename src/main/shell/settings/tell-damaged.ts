import type { Dialog } from 'electron';
import { fillMessage } from '#shared/messages/fill.ts';
import type { Language } from '#shared/messages/language.ts';
import { SHELL_TEXTS } from '../texts/shell-texts.ts';

/**
 * Says that a file of settings was damaged: the app may have opened another workspace than the person expects, which
 * would look as if months of work were lost. Nobody waits for the answer.
 */
export function tellDamagedSettings(given: {
  readonly files: readonly string[];
  readonly folder: string;
  readonly language: Language;
  readonly dialog: Pick<Dialog, 'showMessageBox'>;
}): void {
  const { files, folder, language, dialog } = given;
  const texts = SHELL_TEXTS[language].settingsDamaged;
  for (const file of files) {
    void dialog.showMessageBox({
      type: 'warning',
      message: texts.message,
      detail: fillMessage(texts.detail, { file, folder }),
      buttons: [texts.close],
    });
  }
}
