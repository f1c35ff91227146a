import { defined } from '#core/assert.ts';
import { micros } from '#core/decimal/micros.ts';
import type { IdKey } from '#core/ids.ts';
import type { Period, PlainDate } from '#core/period.ts';
import type { UsageLevel } from '#core/usage/usage-row.ts';
import type { UsageTotal } from '#core/usage/usage-source.ts';
import type { ReadableDatabase } from '../db/handles.ts';
import { customerRanges } from './customer-ranges.ts';
import type { KeyTexts } from './key-texts.ts';
import { restoreId, type StoredId } from '../usage-blocks/stored-id.ts';
import {
  joinParts,
  notExcluded,
  ofLevel,
  withinPeriod,
  type SqlPart,
  type UsageSelection,
} from './usage-selection.ts';

/** Records of a range, at most about this many: a few milliseconds. */
const RANGE_RECORDS = 5000;

/** The totals of a selection's levels, read once and then held in columns. */
export interface UsageTotals {
  readonly read: (level: UsageLevel, grain: UsageLevel) => Iterable<UsageTotal>;
  /** Reads what is not held yet, and stops after each range of customers. */
  readonly prepare: (level: UsageLevel) => Generator<undefined>;
}

/** Totals by subscription, SKU, customer and window, a column each: a hundredth of what objects would take. */
interface TotalColumns {
  readonly subscription: Float64Array;
  readonly sku: Float64Array;
  /** 0: none. */
  readonly customer: Float64Array;
  readonly window: Float64Array;
  readonly userDays: BigInt64Array;
  readonly rows: Float64Array;
}

interface TotalRecord {
  subscription: bigint;
  sku: bigint;
  customer: bigint | null;
  consumer: StoredId | null;
  window_id: bigint;
  user_days: bigint;
  rows: bigint;
}

/** Opens the totals of a selection. Nothing is read before it is asked for. */
export function openUsageTotals(
  database: ReadableDatabase,
  selection: UsageSelection,
  keyText: KeyTexts,
): UsageTotals {
  const held = new Map<UsageLevel, TotalColumns>();
  const windowOf = openWindows(database);
  const textOf = (id: number): IdKey | undefined => (id === 0 ? undefined : keyText(id));

  function* prepare(level: UsageLevel): Generator<undefined> {
    if (held.has(level)) return;
    const subscription: number[] = [];
    const sku: number[] = [];
    const customer: number[] = [];
    const window: number[] = [];
    const userDays: bigint[] = [];
    const rows: number[] = [];
    for (const records of readRanges(database, selection, level, 'customer')) {
      for (const record of records) {
        subscription.push(Number(record.subscription));
        sku.push(Number(record.sku));
        customer.push(Number(record.customer ?? 0n));
        window.push(Number(record.window_id));
        userDays.push(record.user_days);
        rows.push(Number(record.rows));
      }
      yield;
    }
    held.set(level, {
      subscription: Float64Array.from(subscription),
      sku: Float64Array.from(sku),
      customer: Float64Array.from(customer),
      window: Float64Array.from(window),
      userDays: BigInt64Array.from(userDays),
      rows: Float64Array.from(rows),
    });
  }

  const columnsOf = (level: UsageLevel): TotalColumns => {
    const steps = prepare(level);
    while (steps.next().done !== true);
    return defined(held.get(level), 'it was just prepared');
  };

  function* byCustomer(level: UsageLevel): Iterable<UsageTotal> {
    const { subscription, sku, customer, window, userDays, rows } = columnsOf(level);
    for (let at = 0; at < rows.length; at += 1) {
      yield {
        subscription: keyText(subscription[at] ?? 0),
        sku: keyText(sku[at] ?? 0),
        customer: textOf(customer[at] ?? 0),
        consumer: undefined,
        window: windowOf(window[at] ?? 0),
        userDays: micros(userDays[at] ?? 0n),
        rows: rows[at] ?? 0,
      };
    }
  }

  function* byPartner(level: UsageLevel): Iterable<UsageTotal> {
    const { subscription, sku, window, userDays, rows } = columnsOf(level);
    const sums = new Map<string, { at: number; userDays: bigint; rows: number }>();
    for (let at = 0; at < rows.length; at += 1) {
      const id = `${subscription[at] ?? 0} ${sku[at] ?? 0} ${window[at] ?? 0}`;
      const sum = sums.get(id);
      if (sum === undefined) sums.set(id, { at, userDays: userDays[at] ?? 0n, rows: rows[at] ?? 0 });
      else {
        sum.userDays += userDays[at] ?? 0n;
        sum.rows += rows[at] ?? 0;
      }
    }
    for (const sum of sums.values()) {
      yield {
        subscription: keyText(subscription[sum.at] ?? 0),
        sku: keyText(sku[sum.at] ?? 0),
        customer: undefined,
        consumer: undefined,
        window: windowOf(window[sum.at] ?? 0),
        userDays: micros(sum.userDays),
        rows: sum.rows,
      };
    }
  }

  /** As many as there are users: never held. */
  function* byUser(level: UsageLevel): Iterable<UsageTotal> {
    for (const records of readRanges(database, selection, level, 'user')) {
      for (const {
        subscription,
        sku,
        customer,
        consumer,
        window_id: window,
        user_days: userDays,
        rows,
      } of records) {
        yield {
          subscription: keyText(Number(subscription)),
          sku: keyText(Number(sku)),
          customer: customer === null ? undefined : keyText(Number(customer)),
          consumer: consumer === null ? undefined : (restoreId(consumer) as IdKey),
          window: windowOf(Number(window)),
          userDays: micros(userDays),
          rows: Number(rows),
        };
      }
    }
  }

  return {
    prepare,
    read: (level, grain) => {
      switch (grain) {
        case 'partner':
          return byPartner(level);
        case 'customer':
          return byCustomer(level);
        case 'user':
          return byUser(level);
      }
    },
  };
}

function* readRanges(
  database: ReadableDatabase,
  selection: UsageSelection,
  level: UsageLevel,
  grain: 'customer' | 'user',
): Iterable<readonly TotalRecord[]> {
  const ranges = customerRanges(database, selection, level, RANGE_RECORDS);
  for (let step = ranges.next(); step.done !== true;) {
    const statement = totalsStatement(selection, level, grain, step.value);
    const records = database.prepare<TotalRecord>(statement.sql).all(...statement.parameters);
    yield records;
    step = ranges.next(records.length);
  }
}

/** The sums that were made while the rows were stored, where no single row is asked for or left out. */
function totalsStatement(
  selection: UsageSelection,
  level: UsageLevel,
  grain: 'customer' | 'user',
  range: SqlPart,
): SqlPart {
  const needsRows = grain === 'user' || selection.exclusion !== undefined;
  const source = needsRows ? 'usage_row' : 'usage_total';
  const sums = needsRows
    ? 'sum(r.quantity) AS user_days, count(*) AS rows'
    : 'sum(r.user_days) AS user_days, sum(r.rows) AS rows';
  return joinParts([
    {
      sql: `SELECT g.customer_key AS customer, g.subscription_key AS subscription, g.sku_key AS sku,
          ${grain === 'user' ? 'r.consumer' : 'NULL'} AS consumer, r.window_id, ${sums}
        FROM usage_group g JOIN ${source} r ON r.usage_group_id = g.id WHERE`,
      parameters: [],
    },
    ofLevel(selection, level),
    range,
    withinPeriod(selection, level),
    needsRows ? notExcluded(selection) : { sql: '', parameters: [] },
    { sql: 'GROUP BY 1, 2, 3, 4, 5', parameters: [] },
  ]);
}

/** Looks windows up by id; there are few. */
function openWindows(database: ReadableDatabase): (id: number) => Period {
  const statement = database.prepare<{ first_day: PlainDate; last_day: PlainDate }>(
    'SELECT first_day, last_day FROM usage_window WHERE id = ?',
  );
  const held = new Map<number, Period>();
  return (id) => {
    const known = held.get(id);
    if (known !== undefined) return known;
    const record = defined(statement.get(id), 'rows refer to windows that exist');
    const window = { start: record.first_day, end: record.last_day };
    held.set(id, window);
    return window;
  };
}
