import type { LineFilter, LineSort } from '#shared/ipc/contract/result-lines.ts';
import { foldForSearch } from './result-lines.ts';
import { joinParts, type SqlPart } from './usage-selection.ts';

/**
 * The lines of a run that a filter leaves, as a condition on `result_line`. `either`: of these only lines that hold a
 * folded text in their names, or that stand at one of these places.
 */
export const linesWhere = (
  runPosition: bigint,
  filter: LineFilter,
  either?: { readonly search: string; readonly positions: readonly number[] },
): SqlPart =>
  joinParts([
    { sql: 'run_position = ?', parameters: [runPosition] },
    ...conditions(filter),
    either === undefined
      ? { sql: '', parameters: [] }
      : {
          sql: 'AND (instr(search, ?) > 0 OR position IN (SELECT value FROM json_each(?)))',
          parameters: [either.search, JSON.stringify(either.positions)],
        },
  ]);

function* conditions(filter: LineFilter): Iterable<SqlPart> {
  if (filter.differencesOnly === true) yield { sql: 'AND within_tolerance = 0', parameters: [] };
  yield* oneOf('class', filter.classes);
  yield* oneOf('direction', filter.directions);
  yield* oneOf('match', filter.matches);
  yield* oneOf('sku', filter.skus);
  if (filter.explanations !== undefined) {
    yield {
      sql: `AND (${filter.explanations.map(() => 'instr(explanations, ?) > 0').join(' OR ')})`,
      parameters: filter.explanations.map((code) => ` ${code} `),
    };
  }
  if (filter.statuses !== undefined) {
    yield { sql: `AND within_tolerance = 0 AND coalesce((${stateOf('status')}), 'open')`, parameters: [] };
    yield { sql: `IN (${filter.statuses.map(() => '?').join(', ')})`, parameters: filter.statuses };
  }
  if (filter.reviewed !== undefined) {
    yield {
      sql: `AND within_tolerance = 0 AND coalesce((${stateOf('reviewed')}), 0) = ?`,
      parameters: [filter.reviewed ? 1 : 0],
    };
  }
  if (filter.assignees !== undefined) {
    yield {
      sql: `AND within_tolerance = 0 AND coalesce((${stateOf('assignee')}), '') IN (${filter.assignees.map(() => '?').join(', ')})`,
      parameters: filter.assignees,
    };
  }
  if (filter.dueBy !== undefined)
    yield { sql: `AND within_tolerance = 0 AND (${stateOf('due_on')}) <= ?`, parameters: [filter.dueBy] };
  if (filter.signature !== undefined) yield { sql: 'AND signature = ?', parameters: [filter.signature] };
  const search = foldForSearch(filter.search ?? '').trim();
  if (search !== '') yield { sql: 'AND instr(search, ?) > 0', parameters: [search] };
  const { key = {} } = filter;
  yield* exactly('subscription', key.subscriptionId);
  yield* exactly('sku', key.sku);
  yield* exactly('customer_org', key.customerOrgId);
  yield* exactly('customer_external', key.customerExternalId);
  yield* exactly('consumer', key.consumerId);
}

/** What people have made of a line of the run; NULL where nobody has touched it. */
const stateOf = (column: 'status' | 'reviewed' | 'assignee' | 'due_on'): string =>
  `SELECT s.${column} FROM run u JOIN line_state s ON s.period_start = u.period_start AND s.period_end = u.period_end
   WHERE u.position = result_line.run_position AND s.line_key = result_line.line_key`;

/** Whether the lines that a filter leaves depend on what people decide meanwhile. */
export const dependsOnWork = ({ statuses, reviewed, assignees, dueBy }: LineFilter): boolean =>
  [statuses, reviewed, assignees, dueBy].some((condition) => condition !== undefined);

function* oneOf(column: string, values: readonly string[] | undefined): Iterable<SqlPart> {
  if (values === undefined) return;
  yield { sql: `AND ${column} IN (${values.map(() => '?').join(', ')})`, parameters: values };
}

function* exactly(column: string, value: string | null | undefined): Iterable<SqlPart> {
  if (value !== undefined) yield { sql: `AND ${column} IS ?`, parameters: [value] };
}

const SORT_COLUMNS: Readonly<Record<LineSort['column'], readonly string[]>> = {
  position: [],
  subscriptionId: ['subscription'],
  sku: ['sku'],
  customer: ['coalesce(customer_name, customer_external, customer_org)'],
  consumerId: ['consumer'],
  class: ['class'],
  match: ['match'],
  direction: ['direction'],
  invoicedQuantity: ['invoiced_quantity', 'invoiced_quantity_rest'],
  userDays: ['user_days', 'user_days_rest'],
  expectedQuantity: ['expected_quantity', 'expected_quantity_rest'],
  varianceQuantity: ['variance_quantity', 'variance_quantity_rest'],
  invoicedPrice: ['invoiced_price'],
  expectedPrice: ['expected_price'],
  invoicedAmount: ['invoiced_amount', 'invoiced_amount_rest'],
  expectedAmount: ['expected_amount', 'expected_amount_rest'],
  varianceAmount: ['variance_amount', 'variance_amount_rest'],
  varianceSize: ['variance_size', 'variance_size_rest'],
};

/** The order of lines; what is unknown last, and equal ones as the result document has them. */
export function linesOrder({ column, direction }: LineSort): string {
  const word = direction === 'ascending' ? 'ASC' : 'DESC';
  if (column === 'position') return `ORDER BY position ${word}`;
  const columns = SORT_COLUMNS[column].map((name) => `${name} ${word} NULLS LAST`);
  return `ORDER BY ${[...columns, 'position'].join(', ')}`;
}
