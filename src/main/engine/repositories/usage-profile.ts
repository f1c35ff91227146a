import { compareOptionalText, compareText } from '#core/compare.ts';
import { defined } from '#core/assert.ts';
import { micros, type Micros } from '#core/decimal/micros.ts';
import type { OverFullConsumer, UserDaysCount } from '#core/usage/usage-source.ts';
import type { ReadableDatabase } from '../db/handles.ts';
import { toConsumers, CONSUMER_ROWS, type ConsumerRecord } from './consumer-records.ts';
import { customerRanges } from './customer-ranges.ts';
import type { KeyTexts } from './key-texts.ts';
import {
  joinParts,
  notExcluded,
  ofLevel,
  withinPeriod,
  type SqlPart,
  type UsageSelection,
} from './usage-selection.ts';

/** Users of a range, at most about this many: some ten milliseconds. */
const RANGE_USERS = 10_000;

/** What the USER reports of a selection say of single users, held as counts: memory grows with keys, not users. */
export interface UsageProfile {
  readonly counts: () => Iterable<UserDaysCount>;
  /** The users with more than `above` under one subscription, SKU and customer. Sorted by subscription, sku, consumer. */
  readonly overFull: (above: Micros) => readonly OverFullConsumer[];
  /** Reads what is not held yet, and stops after each range of customers. */
  readonly prepare: () => Generator<undefined>;
}

/** How many users have the same sum under one subscription, SKU and customer, a column each. */
interface CountColumns {
  readonly subscription: Float64Array;
  readonly sku: Float64Array;
  /** 0: none. */
  readonly customer: Float64Array;
  readonly userDays: BigInt64Array;
  readonly consumers: Float64Array;
  /** The ranges that were read, and the largest sum of a user in each. */
  readonly ranges: { readonly range: SqlPart; readonly largest: bigint }[];
}

/** The same while they are read. */
interface GrowingColumns {
  readonly subscription: number[];
  readonly sku: number[];
  readonly customer: number[];
  readonly userDays: bigint[];
  readonly consumers: number[];
  readonly ranges: CountColumns['ranges'];
}

interface CountRecord {
  customer: bigint | null;
  subscription: bigint;
  sku: bigint;
  user_days: bigint;
  consumers: bigint;
}

interface OverFullRecord extends ConsumerRecord {
  subscription_key: bigint;
  customer_key: bigint | null;
}

/** Opens the profile of a selection. Nothing is read before it is asked for. */
export function openUsageProfile(
  database: ReadableDatabase,
  selection: UsageSelection,
  keyText: KeyTexts,
): UsageProfile {
  let held: CountColumns | undefined;

  function* prepare(): Generator<undefined> {
    if (held !== undefined) return;
    const columns: GrowingColumns = {
      subscription: [],
      sku: [],
      customer: [],
      userDays: [],
      consumers: [],
      ranges: [],
    };
    const ranges = customerRanges(database, selection, 'user', RANGE_USERS);
    for (let step = ranges.next(); step.done !== true;) {
      const users = readRange(database, selection, step.value, columns);
      yield;
      step = ranges.next(users);
    }
    held = {
      subscription: Float64Array.from(columns.subscription),
      sku: Float64Array.from(columns.sku),
      customer: Float64Array.from(columns.customer),
      userDays: BigInt64Array.from(columns.userDays),
      consumers: Float64Array.from(columns.consumers),
      ranges: columns.ranges,
    };
  }

  const columnsOf = (): CountColumns => {
    const steps = prepare();
    while (steps.next().done !== true);
    return defined(held, 'it was just prepared');
  };

  return {
    prepare,
    counts: function* () {
      const { subscription, sku, customer, userDays, consumers } = columnsOf();
      for (let at = 0; at < consumers.length; at += 1) {
        const customerId = customer[at] ?? 0;
        yield {
          subscription: keyText(subscription[at] ?? 0),
          sku: keyText(sku[at] ?? 0),
          customer: customerId === 0 ? undefined : keyText(customerId),
          userDays: micros(userDays[at] ?? 0n),
          consumers: consumers[at] ?? 0,
        };
      }
    },
    overFull: (above) =>
      columnsOf()
        .ranges.filter(({ largest }) => largest > above)
        .flatMap(({ range }) => readOverFull(database, selection, range, above, keyText))
        .sort(
          (a, b) =>
            compareText(a.subscription, b.subscription) ||
            compareText(a.sku, b.sku) ||
            compareText(a.consumer, b.consumer) ||
            compareOptionalText(a.customer, b.customer),
        ),
  };
}

const ROWS_OF_GROUPS = 'FROM usage_group g JOIN usage_row r ON r.usage_group_id = g.id';

/**
 * Adds a range's counts to the columns and returns how many users it held. One group stands for all of its key while rows
 * are grouped: one number and a user are sorted in four fifths of the time that three numbers and a user take.
 */
function readRange(
  database: ReadableDatabase,
  selection: UsageSelection,
  range: SqlPart,
  columns: GrowingColumns,
): number {
  const statement = joinParts([
    {
      sql: `SELECT g.customer_key AS customer, g.subscription_key AS subscription, g.sku_key AS sku, c.user_days, c.consumers
        FROM (SELECT key, user_days, count(*) AS consumers
          FROM (SELECT k.key, sum(r.quantity) AS user_days
            FROM (SELECT g.id, min(g.id) OVER (PARTITION BY g.customer_key, g.subscription_key, g.sku_key) AS key
              FROM usage_group g WHERE`,
      parameters: [],
    },
    ofLevel(selection, 'user'),
    range,
    { sql: ') k CROSS JOIN usage_row r ON r.usage_group_id = k.id WHERE true', parameters: [] },
    withinPeriod(selection, 'user'),
    notExcluded(selection),
    {
      sql: 'GROUP BY k.key, r.consumer) GROUP BY key, user_days) c CROSS JOIN usage_group g ON g.id = c.key',
      parameters: [],
    },
  ]);
  let users = 0;
  let largest = 0n;
  for (const record of database.prepare<CountRecord>(statement.sql).all(...statement.parameters)) {
    const consumers = Number(record.consumers);
    columns.subscription.push(Number(record.subscription));
    columns.sku.push(Number(record.sku));
    columns.customer.push(Number(record.customer ?? 0n));
    columns.userDays.push(record.user_days);
    columns.consumers.push(consumers);
    users += consumers;
    if (record.user_days > largest) largest = record.user_days;
  }
  columns.ranges.push({ range, largest });
  return users;
}

/** Over-full users of a range. They stand for themselves under each subscription and customer. */
function readOverFull(
  database: ReadableDatabase,
  selection: UsageSelection,
  range: SqlPart,
  above: Micros,
  keyText: KeyTexts,
): readonly OverFullConsumer[] {
  const statement = joinParts([
    {
      sql: `SELECT k.key AS sku, x.* FROM (SELECT ${CONSUMER_ROWS}, g.subscription_key, g.customer_key,
          sum(r.quantity) OVER (PARTITION BY g.subscription_key, g.sku_key, g.customer_key, r.consumer) AS user_days
        ${ROWS_OF_GROUPS} JOIN usage_window w ON w.id = r.window_id WHERE r.consumer IS NOT NULL AND`,
      parameters: [],
    },
    ofLevel(selection, 'user'),
    range,
    withinPeriod(selection, 'user'),
    notExcluded(selection),
    { sql: ') x JOIN id_key k ON k.id = x.sku_key WHERE x.user_days > ?', parameters: [above] },
  ]);
  const homes = new Map<string, { readonly first: OverFullRecord; readonly records: OverFullRecord[] }>();
  for (const record of database.prepare<OverFullRecord>(statement.sql).all(...statement.parameters)) {
    const id = `${record.subscription_key} ${record.customer_key ?? ''}`;
    const home = homes.get(id);
    if (home) home.records.push(record);
    else homes.set(id, { first: record, records: [record] });
  }
  return [...homes.values()].flatMap(({ first, records }) =>
    toConsumers(records, selection).map((consumer) => ({
      ...consumer,
      subscription: keyText(Number(first.subscription_key)),
      customer: first.customer_key === null ? undefined : keyText(Number(first.customer_key)),
    })),
  );
}
