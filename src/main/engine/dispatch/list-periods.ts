import { formatMicros, formatPicos } from '#core/decimal/micros.ts';
import type { EngineInput, EngineOutput } from '#shared/engine-protocol.ts';
import type { WirePeriodRun, WireSignOff } from '#shared/ipc/contract/periods.ts';
import { MOST_ROWS_A_PAGE } from '#shared/limits.ts';
import type { Workspace } from '../context.ts';
import {
  listPeriods,
  listTrend,
  type PeriodOverview,
  type PeriodRun,
  type PeriodSignOff,
} from '../services/periods.ts';

/** A page of the periods, newest first. */
export function pageOfPeriods(
  workspace: Workspace,
  { offset, limit }: EngineInput<'periods:list-periods'>,
): EngineOutput<'periods:list-periods'> {
  const { periods, withoutPeriod } = listPeriods(workspace);
  return {
    total: periods.length,
    rows: periods.slice(offset, offset + limit).map(toWire),
    withoutPeriod: withoutPeriod.map(({ kind, batchId, fileName, importedAt, ageDays }) => ({
      kind,
      batchId,
      fileName,
      importedAt,
      ageDays,
    })),
  };
}

/** Invoiced against expected, oldest first; of more periods than a page holds, the newest. */
export const trend = (workspace: Workspace): EngineOutput<'periods:get-trend'> => ({
  points: listTrend(workspace)
    .slice(-MOST_ROWS_A_PAGE)
    .map(({ period, run, totals, amountShare }) => ({
      period: { start: period.start, end: period.end },
      runId: run.id,
      verdict: run.verdict,
      currency: run.currency ?? null,
      amountShare,
      totals: totalsOf(totals),
    })),
});

const toWire = ({
  period,
  invoices,
  reports,
  lastRun,
  signOff,
}: PeriodOverview): EngineOutput<'periods:list-periods'>['rows'][number] => ({
  period: { start: period.start, end: period.end },
  invoices: invoices.map((invoice) => ({
    ...invoice,
    number: invoice.number ?? null,
    currency: invoice.currency ?? null,
  })),
  reports: reports.map((report) => ({ ...report, userDays: formatMicros(report.userDays) })),
  lastRun: lastRun === undefined ? null : runToWire(lastRun),
  signOff: { state: signOff.state, entries: signOff.entries.map(signatureToWire) },
});

const totalsOf = ({
  invoiced,
  expected,
  variance,
  notAudited,
}: PeriodRun['totals']): WirePeriodRun['totals'] => ({ invoiced, expected, variance, notAudited });

const runToWire = (run: PeriodRun): WirePeriodRun => ({
  runId: run.id,
  verdict: run.verdict,
  verdictReasons: [...run.verdictReasons],
  createdAt: run.createdAt,
  currency: run.currency ?? null,
  coverage: {
    invoiceRows: run.coverage.invoiceRows,
    audited: run.coverage.audited,
    excluded: run.coverage.excluded,
    quarantined: run.coverage.quarantined,
    amountShare: run.coverage.amountShare,
  },
  totals: totalsOf(run.totals),
  checks: { ok: run.checks.ok, check: run.checks.check, noData: run.checks['no-data'] },
  left: {
    lines: run.left.lines,
    amount: formatPicos(run.left.amount),
    withoutAmount: run.left.withoutAmount,
  },
  stale: [...run.stale],
});

const signatureToWire = (signed: PeriodSignOff['entries'][number]): WireSignOff => ({
  role: signed.role,
  name: signed.name,
  account: signed.account,
  signedAt: signed.signedAt,
  note: signed.note ?? null,
  isOverride: signed.isOverride,
  suspendedBy: [...signed.suspendedBy],
});
