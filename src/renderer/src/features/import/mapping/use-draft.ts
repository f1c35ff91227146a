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
  readonly change: (choices: WireDraftChoices) => void;
  readonly applyTemplate: (templateId: number | null) => void;
  readonly refresh: () => void;
}

/** Follows a draft. Of several changes under way the last one counts. */
export function useDraft(draftId: string): DraftOnScreen {
  const key = ['imports:get-draft', draftId];
  const { data, error, refetch } = useApiQuery(key, () => api().imports.getDraft({ draftId }));
  const [revision, setRevision] = useState(0);
  const [underWay, setUnderWay] = useState(0);
  const newest = useRef(0);

  const take = async (request: Promise<WireResult<DraftView>>, isLast: () => boolean): Promise<void> => {
    setUnderWay((count) => count + 1);
    const view = await valueOf(request);
    setUnderWay((count) => count - 1);
    if (!isLast()) return;
    if (view === undefined) void refetch();
    else queryClient.setQueryData(key, view);
    setRevision((count) => count + 1);
  };
  const next = (): (() => boolean) => {
    newest.current += 1;
    const mine = newest.current;
    return () => mine === newest.current;
  };

  return {
    view: data,
    error: error?.wireError,
    revision,
    isReading: underWay > 0,
    change: (choices) => {
      const isLast = next();
      if (data) queryClient.setQueryData(key, expected(data, choices));
      void take(api().imports.changeDraft({ draftId, choices }), isLast);
    },
    applyTemplate: (templateId) => {
      void take(api().imports.applyTemplate({ draftId, templateId }), next());
    },
    refresh: () => void refetch(),
  };
}
