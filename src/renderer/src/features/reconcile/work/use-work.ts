import type { UseQueryResult } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { WirePeriod } from '#shared/ipc/contract/channel-contract.ts';
import type { LineWork, StandingRule, WireWorkProgress } from '#shared/ipc/contract/work.ts';
import { api } from '../../../lib/api.ts';
import { useApiQuery, type Refusal } from '../../../lib/api-query.ts';

/** How far the work on a run's month is. */
export const useWorkProgress = (runId: string | undefined): UseQueryResult<WireWorkProgress, Refusal> =>
  useApiQuery(['work:get-progress', runId], () => api().work.getProgress({ runId: runId ?? '' }), {
    enabled: runId !== undefined,
  });

/** The rules that people have set for a month and that stand. */
export const useRules = (
  period: WirePeriod,
): UseQueryResult<{ readonly rules: readonly StandingRule[] }, Refusal> =>
  useApiQuery(['work:list-rules', period], () => api().work.listRules({ period }));

/** What was decided about some lines, by their keys; untouched lines are not among them. */
export function useLineWork(
  runId: string,
  keys: readonly string[],
): ReadonlyMap<string, LineWork> | undefined {
  const { data } = useApiQuery(
    ['work:list-states', runId, keys],
    () => api().work.listStates({ runId, keys: [...keys] }),
    { enabled: keys.length > 0 },
  );
  return useMemo(() => data && new Map(data.states.map(({ key, work }) => [key, work])), [data]);
}
