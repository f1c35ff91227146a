import i18next from 'i18next';
import { api } from '../../lib/api.ts';
import { showError, valueOf } from '../../lib/error-store.ts';
import { tellNews } from '../../lib/news-store.ts';
import { markUndone } from './import-store.ts';

/** An import that may be taken back. */
export interface Undoable {
  readonly batchId: number;
  readonly fileName: string;
}

/**
 * Takes an import back. `inUse` where runs were made from it and nobody has confirmed: then nothing was done.
 */
export async function undoImport(
  { batchId, fileName }: Undoable,
  evenIfUsed: boolean,
): Promise<'done' | 'inUse' | 'refused'> {
  const outcome = await api().imports.undoImport({ batchId, evenIfUsed });
  if (outcome.ok) {
    markUndone(batchId);
    tellNews({
      text: i18next.t('imports:undo.done', { file: fileName }),
      action: {
        title: i18next.t('imports:undo.redo'),
        run: () => void redoImport({ batchId, fileName }),
      },
    });
    return 'done';
  }
  if (outcome.error.code === 'IMPORT_IN_USE') return 'inUse';
  showError(outcome.error);
  return 'refused';
}

/** Brings an undone import back. */
export async function redoImport({ batchId, fileName }: Undoable): Promise<void> {
  const done = await valueOf(api().imports.redoImport({ batchId }));
  if (done !== undefined) tellNews({ text: i18next.t('imports:undo.redone', { file: fileName }) });
}
