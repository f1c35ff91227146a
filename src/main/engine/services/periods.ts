import { compareText } from '#core/compare.ts';
import type { Micros } from '#core/decimal/micros.ts';
import {
  containsPeriod,
  dayNumber,
  formatPeriod,
  parsePlainDate,
  samePeriod,
  type Period,
} from '#core/period.ts';
import { defined } from '#core/assert.ts';
import type { CheckStatus, ResultDocument, Verdict } from '#core/reconcile/result-document.ts';
import { signOffState, suspensionsOf, type SignOffState, type Suspension } from '#core/sign-off/sign-off.ts';
import type { UsageLevel } from '#core/usage/usage-row.ts';
import type { Workspace } from '../context.ts';
import { listBatches, type Batch } from '../repositories/batches.ts';
import { readInvoiceHead } from '../repositories/invoices.ts';
import { usageWithin } from '../repositories/period-usage.ts';
import { listLineStates } from '../repositories/line-states.ts';
import { undecidedVariances, type OpenVariances } from '../repositories/open-variances.ts';
import { findLastRun, listRuns, readRunHead, type Run } from '../repositories/runs.ts';
import { standingSignOffs, type StoredSignOff } from '../repositories/sign-offs.ts';
import type { ReadableDatabase } from '../db/handles.ts';
import { signedContentOf, stalenessOf, type Staleness } from './period-standing.ts';

/** What the workspace holds of a period. */
export interface PeriodOverview {
  readonly period: Period;
  readonly invoices: readonly HeldInvoice[];
  /** Levels in their order, coarse to fine. */
  readonly reports: readonly HeldReport[];
  readonly lastRun: PeriodRun | undefined;
  readonly signOff: PeriodSignOff;
}

/** The newest run of a period in a few figures: a verdict never stands without its coverage. */
export interface PeriodRun {
  readonly id: string;
  readonly verdict: Verdict;
  readonly verdictReasons: readonly string[];
  readonly createdAt: string;
  readonly currency: string | undefined;
  readonly coverage: ResultDocument['coverage'];
  readonly totals: ResultDocument['totals'];
  /** How many checks are ok, to be looked at, without data. */
  readonly checks: Readonly<Record<CheckStatus, number>>;
  /** What is left to a person. */
  readonly left: OpenVariances;
  /** What has changed since it was made. */
  readonly stale: readonly Staleness[];
}

/** Who has signed a period, and whether that still holds. */
export interface PeriodSignOff {
  readonly state: SignOffState;
  readonly entries: readonly (StoredSignOff & { readonly suspendedBy: readonly Suspension[] })[];
}

/** A file that the workspace holds, and since when. */
interface HeldFile {
  readonly batchId: number;
  readonly fileName: string;
  /** UTC, ISO 8601. */
  readonly importedAt: string;
  readonly ageDays: number;
}

/** An invoice of a period. */
export interface HeldInvoice extends HeldFile {
  readonly number: string | undefined;
  readonly currency: string | undefined;
  readonly rows: number;
}

/** A report, as far as its rows lie within a period. */
export interface HeldReport extends HeldFile {
  readonly level: UsageLevel;
  readonly rows: number;
  readonly userDays: Micros;
}

/** Every period that the workspace knows of, and the files that name none. */
export interface PeriodList {
  /** Newest first. */
  readonly periods: readonly PeriodOverview[];
  /** Files without any date, such as a report without rows: shown, so that nothing is held unseen. */
  readonly withoutPeriod: readonly (HeldFile & { readonly kind: Batch['kind'] })[];
}

const LEVEL_ORDER: readonly UsageLevel[] = ['partner', 'customer', 'user'];

/**
 * The periods of runs and invoices, and those of reports that no such period contains; a report stands under every
 * period that some of its rows lie in.
 */
export function listPeriods(workspace: Workspace): PeriodList {
  const { database, ports } = workspace;
  const today = ports.clock().slice(0, 10);
  const batches = listBatches(database);
  const known = distinct([
    ...listRuns(database).map((run) => run.period),
    ...windowsOf(batches.filter((batch) => batch.kind === 'invoice')),
  ]);
  const ofReports = distinct(windowsOf(batches.filter((batch) => batch.kind === 'report'))).filter(
    (window, _, all) => !isWithinAnother(window, [...known, ...all]),
  );
  const held = (batch: Batch): HeldFile => ({
    batchId: batch.id,
    fileName: batch.fileName,
    importedAt: batch.createdAt,
    ageDays: daysBetween(batch.createdAt.slice(0, 10), today),
  });
  const overview = (period: Period): PeriodOverview => {
    const run = findLastRun(database, period);
    return {
      period,
      invoices: batches
        .filter(({ kind, window }) => kind === 'invoice' && window && samePeriod(window, period))
        .map((batch) => {
          const { number, currency } = readInvoiceHead(database, batch.id);
          return { ...held(batch), number, currency, rows: batch.counts.read };
        }),
      reports: batches
        .flatMap((batch) => {
          if (batch.level === undefined) return [];
          const usage = usageWithin(database, batch, period);
          return usage.rows === 0 ? [] : [{ ...held(batch), level: batch.level, ...usage }];
        })
        .sort((a, b) => LEVEL_ORDER.indexOf(a.level) - LEVEL_ORDER.indexOf(b.level)),
      lastRun: run && describeRun(database, run),
      signOff: describeSignOff(database, period, run),
    };
  };
  return {
    periods: distinct([...known, ...ofReports])
      .sort((a, b) => compareText(formatPeriod(b), formatPeriod(a)))
      .map(overview),
    withoutPeriod: batches
      .filter((batch) => batch.window === undefined)
      .map((batch) => ({ kind: batch.kind, ...held(batch) })),
  };
}

function describeRun(database: ReadableDatabase, run: Run): PeriodRun {
  const { result, position } = defined(readRunHead(database, run.id), 'a run has a result');
  const counted = (status: CheckStatus): number =>
    result.checks.filter((check) => check.status === status).length;
  return {
    id: run.id,
    verdict: run.verdict,
    verdictReasons: result.verdictReasons,
    createdAt: run.createdAt,
    currency: result.currency ?? undefined,
    coverage: result.coverage,
    totals: result.totals,
    checks: { ok: counted('ok'), check: counted('check'), 'no-data': counted('no-data') },
    left: undecidedVariances(database, position, listLineStates(database, run.period)),
    stale: stalenessOf(database, run),
  };
}

function describeSignOff(database: ReadableDatabase, period: Period, run: Run | undefined): PeriodSignOff {
  const standing = standingSignOffs(database, period);
  const now = run && standing.length > 0 ? signedContentOf(database, run) : undefined;
  return {
    state: signOffState(standing, now),
    entries: standing.map((signed) => ({ ...signed, suspendedBy: now ? suspensionsOf(signed, now) : [] })),
  };
}

/** A point of the trend: what was invoiced and what was expected in a period, by its newest run. */
export interface TrendPoint {
  readonly period: Period;
  readonly run: Pick<PeriodRun, 'id' | 'verdict' | 'createdAt' | 'currency'>;
  readonly totals: ResultDocument['totals'];
  readonly amountShare: string;
}

/** Invoiced against expected over the periods that were reconciled, oldest first. */
export function listTrend({ database }: Pick<Workspace, 'database'>): readonly TrendPoint[] {
  return distinct(listRuns(database).map(({ period }) => period))
    .sort((a, b) => compareText(formatPeriod(a), formatPeriod(b)))
    .map((period) => {
      const run = defined(findLastRun(database, period), 'the period is a run’s');
      const { result } = defined(readRunHead(database, run.id), 'a run has a result');
      return {
        period,
        run: {
          id: run.id,
          verdict: run.verdict,
          createdAt: run.createdAt,
          currency: result.currency ?? undefined,
        },
        totals: result.totals,
        amountShare: result.coverage.amountShare,
      };
    });
}

const windowsOf = (batches: readonly Batch[]): readonly Period[] =>
  batches.flatMap(({ window }) => (window ? [window] : []));

const distinct = (periods: readonly Period[]): Period[] => [
  ...new Map(periods.map((period) => [formatPeriod(period), period])).values(),
];

const isWithinAnother = (window: Period, periods: readonly Period[]): boolean =>
  periods.some((period) => containsPeriod(period, window) && !samePeriod(period, window));

function daysBetween(from: string, to: string): number {
  const [first, last] = [parsePlainDate(from), parsePlainDate(to)];
  return first === undefined || last === undefined ? 0 : Math.max(0, dayNumber(last) - dayNumber(first));
}
