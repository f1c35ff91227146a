import type { Dialog, MessageBoxReturnValue, OpenDialogReturnValue, SaveDialogReturnValue } from 'electron';
import { mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { readHostOptions } from '../host-options.ts';
import { app } from './app.ts';
import { tell } from './control.ts';

/** An unexpected box is told to the test; without an answer set by it, each dialog counts as cancelled. */
function unexpected(kind: string, parts: readonly unknown[]): void {
  const options = parts.at(-1) as { readonly message?: string; readonly title?: string } | undefined;
  tell({ kind: 'problem', text: `${kind} without an answer: ${options?.message ?? options?.title ?? ''}` });
}

/** Electron's `dialog`: a test replaces the functions that it expects to be called. */
export const dialog = {
  showOpenDialog: (...parts: unknown[]): Promise<OpenDialogReturnValue> => {
    unexpected('Open dialog', parts);
    if (readHostOptions().isVisible) tell({ kind: 'problem', text: 'Drop the files on the window instead.' });
    return Promise.resolve({ canceled: true, filePaths: [] });
  },
  showSaveDialog: (...parts: unknown[]): Promise<SaveDialogReturnValue> => {
    const { defaultPath } = (parts.at(-1) ?? {}) as { readonly defaultPath?: string };
    if (readHostOptions().isVisible && defaultPath !== undefined) {
      // A person in `npm run start:browser` finds it where the terminal says.
      const filePath = join(app.getPath('documents'), basename(defaultPath));
      mkdirSync(app.getPath('documents'), { recursive: true });
      tell({ kind: 'problem', text: `No dialog can be shown here; it is written to ${filePath}` });
      return Promise.resolve({ canceled: false, filePath });
    }
    unexpected('Save dialog', parts);
    return Promise.resolve({ canceled: true, filePath: '' });
  },
  showMessageBox: (...parts: unknown[]): Promise<MessageBoxReturnValue> => {
    unexpected('Message box', parts);
    const options = parts.at(-1) as { readonly cancelId?: number };
    return Promise.resolve({ response: options.cancelId ?? 0, checkboxChecked: false });
  },
  showMessageBoxSync: (...parts: unknown[]): number => {
    unexpected('Message box', parts);
    return 0;
  },
  showErrorBox: (title: string, content: string): void => {
    unexpected('Error box', [{ title: `${title} ${content}` }]);
  },
} satisfies Partial<Dialog>;
