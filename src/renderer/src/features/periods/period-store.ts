import { create } from 'zustand';
import type { WirePeriodOverview } from '#shared/ipc/contract/periods.ts';
import type { ResultSummary } from '#shared/ipc/contract/results.ts';
import { MOST_ROWS_A_PAGE } from '#shared/limits.ts';
import { api } from '../../lib/api.ts';
import { valueOf } from '../../lib/error-store.ts';

interface PeriodState {
  readonly periods: readonly WirePeriodOverview[] | undefined;
  readonly withoutPeriod: readonly { readonly batchId: number; readonly fileName: string }[];
  /** Of each period's last run: a verdict never stands without its coverage. */
  readonly summaries: Readonly<Record<string, ResultSummary>>;
}

export const usePeriods = create<PeriodState>(() => ({
  periods: undefined,
  withoutPeriod: [],
  summaries: {},
}));

/** Fetches the list anew, and the summaries that are not there yet. */
async function refresh(): Promise<void> {
  const listed = await valueOf(api().periods.listPeriods({ offset: 0, limit: MOST_ROWS_A_PAGE }));
  if (!listed) return;
  usePeriods.setState({ periods: listed.rows, withoutPeriod: listed.withoutPeriod });
  for (const { lastRun } of listed.rows) {
    if (!lastRun || usePeriods.getState().summaries[lastRun.runId]) continue;
    const summary = await valueOf(api().results.getSummary({ runId: lastRun.runId }));
    if (!summary) continue;
    usePeriods.setState(({ summaries }) => ({ summaries: { ...summaries, [summary.runId]: summary } }));
  }
}

/** Follows what the workspace holds: after a job, and after another workspace was opened. */
export function followPeriods(): () => void {
  const stops = [
    api().events.on('data:changed', () => void refresh()),
    api().events.on('engine:changed', ({ state }) => {
      if (state === 'ready') void refresh();
    }),
  ];
  void refresh();
  return () => {
    for (const stop of stops) stop();
  };
}

/** Asks where to, then writes the workbook of a run. */
export async function writeWorkbook(period: WirePeriodOverview, suggestedName: string): Promise<void> {
  if (!period.lastRun) return;
  const output = await valueOf(api().files.chooseOutput({ suggestedName }));
  if (!output) return;
  await valueOf(
    api().jobs.startExport({
      run: { runId: period.lastRun.runId },
      output: output.token,
      detail: 'customer',
    }),
  );
}
