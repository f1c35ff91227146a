import type { UseQueryResult } from '@tanstack/react-query';
import { create } from 'zustand';
import type { WirePeriodOverview } from '#shared/ipc/contract/periods.ts';
import { MOST_ROWS_A_PAGE } from '#shared/limits.ts';
import type { OutputOf } from '#shared/ipc/contract/contract.ts';
import { api } from './api.ts';
import { useApiQuery, type Refusal } from './api-query.ts';

/** The chosen period as `start..end`; undefined until a person chooses: then it is the newest. */
const useChoice = create<{ readonly chosen: string | undefined }>(() => ({ chosen: undefined }));

/** A period as a text to compare and to choose by. */
export const periodKey = ({ start, end }: { readonly start: string; readonly end: string }): string =>
  `${start}..${end}`;

export const choosePeriod = (key: string): void => {
  useChoice.setState({ chosen: key });
};

/** All that the workspace holds, period by period, newest first. */
export const usePeriods = (): UseQueryResult<OutputOf<'periods:list-periods'>, Refusal> =>
  useApiQuery(['periods:list-periods'], () =>
    api().periods.listPeriods({ offset: 0, limit: MOST_ROWS_A_PAGE }),
  );

/** The period that the whole window is about: the chosen one, else the newest; undefined in an empty workspace. */
export function useChosenPeriod(): WirePeriodOverview | undefined {
  const { data } = usePeriods();
  const chosen = useChoice((state) => state.chosen);
  return data?.rows.find(({ period }) => periodKey(period) === chosen) ?? data?.rows[0];
}
