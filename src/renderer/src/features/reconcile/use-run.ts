import type { UseQueryResult } from '@tanstack/react-query';
import { useState } from 'react';
import type { LineFacets } from '#shared/ipc/contract/result-lines.ts';
import type { ResultSummary } from '#shared/ipc/contract/results.ts';
import { api } from '../../lib/api.ts';
import { useApiQuery, type Refusal } from '../../lib/api-query.ts';
import { useWorkProgress } from './work/use-work.ts';

/** A run in a few figures. */
export const useSummary = (runId: string | undefined): UseQueryResult<ResultSummary, Refusal> =>
  useApiQuery(['results:get-summary', runId], () => api().results.getSummary({ runId: runId ?? '' }), {
    enabled: runId !== undefined,
  });

/**
 * The run to show of a period. A new one takes the place of the one before once everything is known that its view
 * stands on: until then nothing blinks, and no key that is pressed meanwhile is lost.
 */
export function useShownRun(
  run: { readonly runId: string } | null | undefined,
  period: string,
): string | undefined {
  const wanted = run?.runId;
  const [shown, setShown] = useState<{ readonly runId: string; readonly period: string } | undefined>();
  const answers = [useSummary(wanted), useFacets(wanted), useWorkProgress(wanted)];
  if (wanted === undefined) return undefined;
  const isKnown = answers.every(
    ({ data, error, isPlaceholderData }) => error !== null || (data !== undefined && !isPlaceholderData),
  );
  const isOther = shown?.period !== period;
  if (shown?.runId !== wanted && (isOther || isKnown)) setShown({ runId: wanted, period });
  return isOther ? wanted : shown.runId;
}

/** What the lines of a run can be filtered by. */
export const useFacets = (runId: string | undefined): UseQueryResult<LineFacets, Refusal> =>
  useApiQuery(['results:get-facets', runId], () => api().results.getFacets({ runId: runId ?? '' }), {
    enabled: runId !== undefined,
  });
