import { join } from 'node:path';
import type { BaseWindow, Dialog } from 'electron';
import type { OutputKind } from '#shared/ipc/contract/files.ts';
import type { Language } from '#shared/messages/language.ts';
import { SHELL_TEXTS } from '../texts/shell-texts.ts';

/** The system's dialogs. Each gives back paths, which stay in main; empty or undefined where the person cancelled. */
export interface Dialogs {
  readonly chooseInputs: () => Promise<readonly string[]>;
  readonly chooseOutput: (suggestedName: string, kind: OutputKind) => Promise<string | undefined>;
  readonly chooseBackup: () => Promise<string | undefined>;
  readonly chooseWorkspace: () => Promise<string | undefined>;
}

/** What the readers read. A file is told by its content later; this only helps to find it. */
const INPUT_EXTENSIONS = ['xlsx', 'xlsm', 'xls', 'xlsb', 'ods', 'csv', 'tsv', 'txt', 'zip', 'html', 'xml'];

/** The ending of each kind of file that is written. */
const OUTPUT_EXTENSIONS = { workbook: 'xlsx', csv: 'csv', backup: 'zip' } as const satisfies Record<
  OutputKind,
  string
>;

const OUTPUT_TITLES = {
  workbook: 'saveWorkbook',
  csv: 'saveCsv',
  backup: 'saveBackup',
} as const satisfies Record<OutputKind, string>;

export function systemDialogs(ports: {
  readonly dialog: Pick<Dialog, 'showOpenDialog' | 'showSaveDialog'>;
  readonly window: () => BaseWindow | undefined;
  readonly language: () => Language;
  readonly documentsFolder: () => string;
}): Dialogs {
  const texts = (): (typeof SHELL_TEXTS)[Language]['dialogs'] => SHELL_TEXTS[ports.language()].dialogs;
  const open = async (options: Electron.OpenDialogOptions): Promise<readonly string[]> => {
    const window = ports.window();
    const { filePaths, canceled } = await (window
      ? ports.dialog.showOpenDialog(window, options)
      : ports.dialog.showOpenDialog(options));
    return canceled ? [] : filePaths;
  };
  return {
    chooseInputs: () =>
      open({
        title: texts().chooseInputs,
        properties: ['openFile', 'multiSelections'],
        filters: [
          { name: texts().tables, extensions: INPUT_EXTENSIONS },
          { name: texts().allFiles, extensions: ['*'] },
        ],
      }),
    chooseOutput: async (suggestedName, kind) => {
      const extension = OUTPUT_EXTENSIONS[kind];
      const options: Electron.SaveDialogOptions = {
        title: texts()[OUTPUT_TITLES[kind]],
        defaultPath: join(ports.documentsFolder(), suggestedName),
        filters: [{ name: texts()[kind], extensions: [extension] }],
        properties: ['showOverwriteConfirmation', 'createDirectory'],
      };
      const window = ports.window();
      const { filePath, canceled } = await (window
        ? ports.dialog.showSaveDialog(window, options)
        : ports.dialog.showSaveDialog(options));
      return canceled || filePath === '' ? undefined : withExtension(filePath, extension);
    },
    chooseBackup: async () => {
      const [file] = await open({
        title: texts().chooseBackup,
        properties: ['openFile'],
        filters: [{ name: texts().backup, extensions: [OUTPUT_EXTENSIONS.backup] }],
      });
      return file;
    },
    chooseWorkspace: async () => {
      const [folder] = await open({
        title: texts().chooseWorkspace,
        properties: ['openDirectory', 'createDirectory'],
      });
      return folder;
    },
  };
}

const withExtension = (path: string, extension: string): string =>
  path.toLowerCase().endsWith(`.${extension}`) ? path : `${path}.${extension}`;
