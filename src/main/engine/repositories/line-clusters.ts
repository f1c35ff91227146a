import { compareText } from '#core/compare.ts';
import { absolute } from '#core/decimal/micros.ts';
import { dayNumber, type Period, type PlainDate } from '#core/period.ts';
import type { Direction, VarianceClass } from '#core/reconcile/result-document.ts';
import type { RatioStep } from '#core/reconcile/signature.ts';
import type { LineCluster, LineFilter } from '#shared/ipc/contract/result-lines.ts';
import type { ReadableDatabase } from '../db/handles.ts';
import { FIGURE_SCALE, figureText } from './figure.ts';
import { linesWhere } from './line-filter.ts';

/** How far back it is looked whether a difference recurs. */
const MOST_PERIODS = 24;

interface ClusterRecord {
  signature: string;
  sku: string;
  lines: bigint;
  customers: bigint;
  unpriced: bigint;
  amount: bigint | null;
  amount_rest: bigint | null;
  quantity: bigint | null;
  quantity_rest: bigint | null;
}

/** The differences of a run by signature, the largest sum first. */
export function readClusters(
  database: ReadableDatabase,
  run: { readonly position: bigint; readonly period: Period },
  filter: LineFilter,
): readonly LineCluster[] {
  const where = linesWhere(run.position, filter);
  const records = database
    .prepareFresh<ClusterRecord>(
      `SELECT signature, min(sku) AS sku, count(*) AS lines,
         count(DISTINCT coalesce(customer_org, customer_external)) AS customers,
         sum(expected_amount IS NULL) AS unpriced,
         sum(variance_amount) AS amount, sum(variance_amount_rest) AS amount_rest,
         sum(variance_quantity) AS quantity, sum(variance_quantity_rest) AS quantity_rest
       FROM result_line WHERE ${where.sql} AND signature IS NOT NULL GROUP BY signature`,
    )
    .all(...where.parameters)
    .sort(
      (a, b) =>
        Number(sizeOf(b) > sizeOf(a)) - Number(sizeOf(b) < sizeOf(a)) ||
        Number(b.lines - a.lines) ||
        compareText(a.signature, b.signature),
    );
  const earlier = earlierRuns(database, run.period);
  const has = database.prepare('SELECT 1 FROM result_line WHERE run_position = ? AND signature = ? LIMIT 1');
  return records.map((record) => {
    const missing = earlier.findIndex((position) => has.get(position, record.signature) === undefined);
    const [kind, , direction, ratio] = JSON.parse(record.signature) as [
      VarianceClass,
      string,
      Direction,
      RatioStep,
    ];
    return {
      signature: record.signature,
      class: kind,
      sku: record.sku,
      direction,
      ratio,
      lines: Number(record.lines),
      customers: Number(record.customers),
      varianceAmount: figureText(record.amount, record.amount_rest) ?? null,
      varianceQuantity: figureText(record.quantity, record.quantity_rest) ?? null,
      unpriced: Number(record.unpriced),
      periods: 1 + (missing < 0 ? earlier.length : missing),
    };
  });
}

const sizeOf = ({ amount, amount_rest: rest }: ClusterRecord): bigint =>
  absolute((amount ?? 0n) * BigInt(FIGURE_SCALE) + (rest ?? 0n));

/** The last runs of the periods before this one, each ending the day before the next begins; nearest first. */
function earlierRuns(database: ReadableDatabase, period: Period): readonly bigint[] {
  const records = database
    .prepare<{ position: bigint; period_start: PlainDate; period_end: PlainDate }>(
      `SELECT max(position) AS position, period_start, period_end FROM run WHERE period_end < ?
       GROUP BY period_start, period_end ORDER BY period_end DESC, period_start`,
    )
    .all(period.start);
  const found: bigint[] = [];
  let start = dayNumber(period.start);
  for (const record of records) {
    if (found.length === MOST_PERIODS) break;
    if (dayNumber(record.period_end) + 1 !== start) continue;
    found.push(record.position);
    start = dayNumber(record.period_start);
  }
  return found;
}
