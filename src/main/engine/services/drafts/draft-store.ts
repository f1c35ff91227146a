import { AppError } from '#core/errors.ts';
import type { Draft } from './draft.ts';

/** The files that are open in the mapping. In memory alone: closing the app, or importing, forgets them. */
export interface DraftStore {
  /** Throws DRAFT_UNKNOWN. */
  readonly get: (draftId: string) => Draft;
  readonly put: (draft: Draft) => void;
  readonly remove: (draftId: string) => void;
}

/** More rows than this are not held: the drafts that were used longest ago go first, the newest always stays. */
const MOST_HELD_ROWS = 600_000;

export function draftStore(): DraftStore {
  const drafts = new Map<string, Draft>();
  return {
    get: (draftId) => {
      const draft = drafts.get(draftId);
      if (draft === undefined) throw new AppError('DRAFT_UNKNOWN');
      return draft;
    },
    put: (draft) => {
      drafts.delete(draft.id);
      drafts.set(draft.id, draft);
      let rows = 0;
      for (const held of [...drafts.values()].reverse()) {
        rows += held.file.rowCount;
        if (rows > MOST_HELD_ROWS && held.id !== draft.id) drafts.delete(held.id);
      }
    },
    remove: (draftId) => {
      drafts.delete(draftId);
    },
  };
}
