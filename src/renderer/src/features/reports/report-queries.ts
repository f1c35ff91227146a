import type { UseQueryResult } from '@tanstack/react-query';
import type { OutputOf } from '#shared/ipc/contract/contract.ts';
import { MOST_ROWS_A_PAGE } from '#shared/limits.ts';
import { api } from '../../lib/api.ts';
import { useApiQuery, type Refusal } from '../../lib/api-query.ts';
import { isRunning, useJobs } from '../../lib/job-store.ts';

/** The periods and where each of their levels stands. */
export const useHoldings = (offset: number): UseQueryResult<OutputOf<'reports:list-holdings'>, Refusal> =>
  useApiQuery(['reports:list-holdings', offset], () =>
    api().reports.listHoldings({ offset, limit: PERIODS_A_PAGE }),
  );

/** Periods on one page of the grid: three years of months. */
export const PERIODS_A_PAGE = 36;

/** Every report that is known. */
export const useReports = (offset: number): UseQueryResult<OutputOf<'reports:list-reports'>, Refusal> =>
  useApiQuery(['reports:list-reports', offset], () =>
    api().reports.listReports({ offset, limit: REPORTS_A_PAGE }),
  );

/** Reports on one page of the list. */
export const REPORTS_A_PAGE = 100;

/** The sub-partners as Webex last listed them. */
export const useSubPartners = (): UseQueryResult<OutputOf<'reports:list-sub-partners'>, Refusal> =>
  useApiQuery(['reports:list-sub-partners'], () => api().reports.listSubPartners());

/** What changed between a report and the version before it. */
export const useComparison = (
  webexId: string,
): UseQueryResult<OutputOf<'reports:compare-versions'>, Refusal> =>
  useApiQuery(['reports:compare-versions', webexId], () =>
    api().reports.compareVersions({ webexId, offset: 0, limit: MOST_ROWS_A_PAGE }),
  );

/** Whether a job of a kind is on its way. */
export const useIsRunning = (kind: 'fetch' | 'list-reports'): boolean =>
  useJobs(({ jobs }) => jobs.some((job) => job.kind === kind && isRunning(job)));
