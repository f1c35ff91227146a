import type { UseQueryResult } from '@tanstack/react-query';
import type { LineFacets } from '#shared/ipc/contract/result-lines.ts';
import type { ResultSummary } from '#shared/ipc/contract/results.ts';
import { api } from '../../lib/api.ts';
import { useApiQuery, type Refusal } from '../../lib/api-query.ts';

/** A run in a few figures. */
export const useSummary = (runId: string): UseQueryResult<ResultSummary, Refusal> =>
  useApiQuery(['results:get-summary', runId], () => api().results.getSummary({ runId }));

/** What the lines of a run can be filtered by. */
export const useFacets = (runId: string): UseQueryResult<LineFacets, Refusal> =>
  useApiQuery(['results:get-facets', runId], () => api().results.getFacets({ runId }));
