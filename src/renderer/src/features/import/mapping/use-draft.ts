import { useRef, useState } from 'react';
import type { DraftView, WireDraftChoices } from '#shared/ipc/contract/imports.ts';
import type { WireError, WireResult } from '#shared/ipc/envelope.ts';
import { api } from '../../../lib/api.ts';
import { queryClient, useApiQuery } from '../../../lib/api-query.ts';
import { valueOf } from '../../../lib/error-store.ts';
import { expected } from './draft-choices.ts';

/** A draft on the screen, and what can be done with it. */
export interface DraftOnScreen {
  readonly view: DraftView | undefined;
  readonly error: WireError | undefined;
  /** Counts up with each reading: rows are to be read anew. */
  readonly revision: number;
  /** While the engine reads the file under new choices. */
  readonly isReading: boolean;
  /** Chooses on top of everything chosen so far, also of what the engine is still reading or the screen not yet shows. */
  readonly change: (choose: (latest: DraftView) => WireDraftChoices) => void;
  readonly applyTemplate: (templateId: number | null) => void;
  readonly refresh: () => void;
}

type Ask = () => Promise<WireResult<DraftView>>;

function takeWaiting(waiting: { current: Ask | undefined }): Ask | undefined {
  const next = waiting.current;
  waiting.current = undefined;
  return next;
}

/** Follows a draft. Of several changes under way the last one counts. */
export function useDraft(draftId: string, isOpen: boolean): DraftOnScreen {
  const key = ['imports:get-draft', draftId];
  const { data, error, refetch } = useApiQuery(key, () => api().imports.getDraft({ draftId }), {
    // While it is being imported the engine lets go of it.
    enabled: isOpen,
  });
  const [revision, setRevision] = useState(0);
  const [isReading, setIsReading] = useState(false);
  const waiting = useRef<Ask | undefined>(undefined);
  const isUnderWay = useRef(false);
  const chosen = useRef<WireDraftChoices | undefined>(undefined);

  /** One reading at a time; of what is asked meanwhile the last counts: a large file is not read for each choice. */
  const read = async (ask: Ask): Promise<void> => {
    waiting.current = ask;
    if (isUnderWay.current) return;
    isUnderWay.current = true;
    setIsReading(true);
    let view: DraftView | undefined;
    for (let next = takeWaiting(waiting); next; next = takeWaiting(waiting)) view = await valueOf(next());
    isUnderWay.current = false;
    chosen.current = undefined;
    setIsReading(false);
    if (view === undefined) void refetch();
    else queryClient.setQueryData(key, view);
    setRevision((count) => count + 1);
  };

  return {
    view: data,
    error: error?.wireError,
    revision,
    isReading,
    change: (choose) => {
      const known = queryClient.getQueryData<DraftView>(key);
      if (known === undefined) return;
      const choices = choose(chosen.current === undefined ? known : expected(known, chosen.current));
      chosen.current = choices;
      queryClient.setQueryData(key, expected(known, choices));
      void read(() => api().imports.changeDraft({ draftId, choices }));
    },
    applyTemplate: (templateId) => {
      chosen.current = undefined;
      void read(() => api().imports.applyTemplate({ draftId, templateId }));
    },
    refresh: () => void refetch(),
  };
}
