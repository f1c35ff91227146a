import { formatMicros, micros } from '#core/decimal/micros.ts';
import type { Direction, ExplanationCode, Match, VarianceClass } from '#core/reconcile/result-document.ts';
import type { UsageLevel } from '#core/usage/usage-row.ts';
import type { Workflow } from '#core/work/line-state.ts';
import type { LineRow, LineTotals } from '#shared/ipc/contract/result-lines.ts';
import { figureText } from './figure.ts';
import { FIGURE_COLUMNS, type FigureColumn } from './result-lines.ts';

type FigureRecord = Record<FigureColumn | `${FigureColumn}_rest`, bigint | null>;

/** A row of `result_line`, or of a sum over several with the same columns. */
export interface LineRecord extends FigureRecord {
  position: bigint | null;
  line_key: string | null;
  level: UsageLevel;
  subscription: string | null;
  sku: string;
  customer_org: string | null;
  customer_external: string | null;
  customer_name: string | null;
  consumer: string | null;
  match: Match | null;
  class: VarianceClass | null;
  direction: Direction | null;
  lines: bigint;
  differences: bigint;
  unpriced: bigint;
  invoiced_price: bigint | null;
  expected_price: bigint | null;
  explanations: string;
  signature: string | null;
  status: Workflow | null;
  reviewed: bigint | null;
  assignee: string | null;
  due_on: string | null;
}

/** The columns of a line `l` by itself, as a {@link LineRecord} without its state. */
export const LINE_COLUMNS = `l.position, l.line_key, level, subscription, sku, customer_org, customer_external, customer_name,
  consumer, match, class, direction, 1 AS lines, 1 - within_tolerance AS differences,
  expected_amount IS NULL AS unpriced, invoiced_price, expected_price, explanations, signature,
  ${FIGURE_COLUMNS.flatMap((column) => [column, `${column}_rest`]).join(', ')}`;

/** The sums of every figure, under the names of its columns. */
export const FIGURE_SUMS = FIGURE_COLUMNS.flatMap((column) => [
  `sum(${column}) AS ${column}`,
  `sum(${column}_rest) AS ${column}_rest`,
]).join(', ');

const textOf = (record: FigureRecord, column: FigureColumn): string | null =>
  figureText(record[column], record[`${column}_rest`]) ?? null;
const priceOf = (price: bigint | null): string | null =>
  price === null ? null : formatMicros(micros(price));

/** A record as a list shows it. */
export function toLineRow(record: LineRecord): LineRow {
  const varianceAmount = textOf(record, 'variance_amount');
  const varianceQuantity = textOf(record, 'variance_quantity');
  return {
    kind: record.position === null ? 'sum' : 'line',
    position: record.position === null ? null : Number(record.position),
    lineKey: record.line_key,
    level: record.level,
    subscriptionId: record.subscription,
    sku: record.sku,
    customerOrgId: record.customer_org,
    customerExternalId: record.customer_external,
    customerName: record.customer_name,
    consumerId: record.consumer,
    match: record.match,
    class: record.class,
    direction: record.direction ?? signOf(varianceAmount ?? varianceQuantity),
    withinTolerance: record.differences === 0n,
    lines: Number(record.lines),
    differences: Number(record.differences),
    unpriced: Number(record.unpriced),
    invoicedPrice: priceOf(record.invoiced_price),
    expectedPrice: priceOf(record.expected_price),
    invoicedQuantity: textOf(record, 'invoiced_quantity'),
    userDays: textOf(record, 'user_days') ?? '0',
    expectedQuantity: textOf(record, 'expected_quantity'),
    varianceQuantity,
    invoicedAmount: textOf(record, 'invoiced_amount'),
    expectedAmount: textOf(record, 'expected_amount'),
    varianceAmount,
    explanations: record.explanations.split(' ').filter((code) => code !== '') as ExplanationCode[],
    signature: record.signature,
    status: record.position === null || record.differences === 0n ? null : (record.status ?? 'open'),
    reviewed: record.reviewed === 1n,
    assignee: record.assignee,
    due: record.due_on,
    users: null,
  };
}

const signOf = (text: string | null): Direction =>
  text === null || text === '0' ? 'nil' : text.startsWith('-') ? 'under' : 'over';

/** The sums over all lines of a filter. */
export interface TotalsRecord extends FigureRecord {
  lines: bigint;
  differences: bigint | null;
  unpriced: bigint | null;
  over: bigint | null;
  over_rest: bigint | null;
  under: bigint | null;
  under_rest: bigint | null;
}

/** What a {@link TotalsRecord} is read with. */
export const TOTALS_COLUMNS = `count(*) AS lines, sum(1 - within_tolerance) AS differences,
  sum(expected_amount IS NULL) AS unpriced, ${FIGURE_SUMS},
  sum(variance_amount) FILTER (WHERE direction = 'over') AS over,
  sum(variance_amount_rest) FILTER (WHERE direction = 'over') AS over_rest,
  sum(variance_amount) FILTER (WHERE direction = 'under') AS under,
  sum(variance_amount_rest) FILTER (WHERE direction = 'under') AS under_rest`;

/** The totals of a filter; where no line has a figure, it is unknown. */
export const toLineTotals = (record: TotalsRecord): LineTotals => ({
  lines: Number(record.lines),
  differences: Number(record.differences ?? 0n),
  unpriced: Number(record.unpriced ?? 0n),
  invoicedQuantity: textOf(record, 'invoiced_quantity'),
  userDays: textOf(record, 'user_days') ?? '0',
  expectedQuantity: textOf(record, 'expected_quantity'),
  varianceQuantity: textOf(record, 'variance_quantity'),
  invoicedAmount: textOf(record, 'invoiced_amount'),
  expectedAmount: textOf(record, 'expected_amount'),
  varianceAmount: textOf(record, 'variance_amount'),
  over: figureText(record.over, record.over_rest) ?? '0',
  under: figureText(record.under, record.under_rest) ?? '0',
});
