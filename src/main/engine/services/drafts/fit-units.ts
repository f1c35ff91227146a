import { ZERO, type Micros } from '#core/decimal/micros.ts';
import { AppError } from '#core/errors.ts';
import type { Period } from '#core/period.ts';
import { auditRows } from '#core/reconcile/audit-rows.ts';
import { periodOfInvoice } from '#core/reconcile/choose-period.ts';
import { lineNames } from '#core/reconcile/line-names.ts';
import { pairLines } from '#core/reconcile/pair-lines.ts';
import type { ReconcileParameters, UnitBasis } from '#core/reconcile/parameters.ts';
import { breakdownsOf } from '#core/reconcile/unit-basis/breakdown.ts';
import { inferUnitBasis } from '#core/reconcile/unit-basis/infer.ts';
import type { Workspace } from '../../context.ts';
import { inSteps } from '../../jobs/in-steps.ts';
import type { JobContext } from '../../jobs/job-context.ts';
import { batchesOfPeriod } from '../../repositories/batches.ts';
import { openUsageOf } from '../open-usage.ts';
import type { Draft } from './draft.ts';

/** How the quantities of one SKU follow from user-days, and on how many lines that is proven. */
export interface UnitFit {
  readonly sku: string;
  readonly basis: UnitBasis;
  /** Decimal places of the quantity; undefined where it is not rounded. */
  readonly decimals: number | undefined;
  readonly matching: number;
  readonly of: number;
  readonly maxResidual: Micros;
  readonly uncertain: boolean;
}

/** The unit basis of a draft, held against the usage that the workspace has of its period. */
export interface UnitFits {
  readonly period: Period | undefined;
  /** False where no usage of the period is held: nothing can be proven. */
  readonly hasUsage: boolean;
  readonly units: readonly UnitFit[];
}

/**
 * Infers the unit basis of a draft the way a reconciliation does, and keeps nothing. Throws what the person has left
 * open, and CANCELLED.
 */
export async function fitUnits(workspace: Workspace, draft: Draft, context: JobContext): Promise<UnitFits> {
  const { reading, problem } = draft.analysis;
  if (problem !== undefined) throw problem;
  if (reading === undefined) throw new AppError('DRAFT_UNKNOWN');
  await context.checkpoint();
  const { rows } = reading.document;
  const period = periodOfInvoice(rows);
  if (period === undefined) return { period, hasUsage: false, units: [] };
  const reports = batchesOfPeriod(workspace.database, 'report', period);
  if (reports.length === 0) return { period, hasUsage: false, units: [] };
  const usage = await openUsageOf(workspace.database, { reports, period }, context);
  try {
    for (const prepare of [usage.prepareTotals, usage.prepareUsers, usage.prepareNames]) {
      await inSteps(prepare(), context);
    }
    const { audited } = auditRows(rows, usage, period, []);
    await context.checkpoint();
    if (!audited.some(({ inPeriod }) => inPeriod)) return { period, hasUsage: true, units: [] };
    const collapse = audited.every(({ key }) => key.subscription === undefined);
    const lines = await inSteps(pairLines(audited, usage, period), context);
    const parameters = { ...INFERRED, period };
    const breakdowns = breakdownsOf(usage, collapse);
    const { choices } = await inSteps(inferUnitBasis(lines, parameters, breakdowns), context);
    const namesOf = lineNames(audited, usage.names);
    const units = [...choices].flatMap(([sku, choice]): UnitFit[] => {
      // A SKU that only one side has proves nothing.
      if (choice.fit.of === 0) return [];
      const key = { subscription: undefined, sku, customer: undefined, consumer: undefined };
      return [
        {
          sku: namesOf(key).sku,
          basis: choice.candidate.basis,
          decimals: choice.candidate.decimals,
          matching: choice.fit.matching,
          of: choice.fit.of,
          maxResidual: choice.fit.maxResidual,
          uncertain: choice.uncertain,
        },
      ];
    });
    return { period, hasUsage: true, units: units.sort((a, b) => (a.sku < b.sku ? -1 : 1)) };
  } finally {
    usage.close();
  }
}

const INFERRED: Omit<ReconcileParameters, 'period'> = {
  unitBasis: 'auto',
  unitDecimals: undefined,
  rounding: undefined,
  roundingGrain: undefined,
  tolerance: { quantity: undefined, amount: undefined, percent: ZERO, cap: undefined },
  priceBook: undefined,
  aliases: [],
};
