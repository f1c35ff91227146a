import { defined } from '#core/assert.ts';
import type { IdKey } from '#core/ids.ts';
import { parseLineKey } from '#core/reconcile/manual/line-key-text.ts';
import { mapInSteps, type Steps } from '#core/steps.ts';
import type { ReadableDatabase } from '../db/handles.ts';
import type { StoredId } from '../usage-blocks/stored-id.ts';
import { joinParts, notExcluded, ofLevel, withinPeriod, type UsageSelection } from './usage-selection.ts';

/** A user beneath a line: what the USER report counts for it. Micros of user-days. */
export interface LineUserRecord {
  consumer: StoredId | null;
  /** As the report writes it. */
  raw: StoredId | null;
  org: string | null;
  external: string | null;
  user_days: bigint;
}

/** How many users stand beneath a line, and what they come to. */
export interface UsersOfLine {
  readonly users: number;
  readonly userDays: bigint;
}

/** The users beneath the lines of a run which name no user themselves, written down once. */
export interface LineUsers {
  /** By the line's place; a line beneath which none stands is missing. */
  readonly ofLine: ReadonlyMap<number, UsersOfLine>;
  /** The same, only of users in whose id a text occurs; it must be folded for search. */
  readonly found: (search: string) => ReadonlyMap<number, UsersOfLine>;
  /** Users of one line, the most user-days first; `search` as in `found`. */
  readonly page: (
    position: number,
    span: { readonly offset: number; readonly limit: number; readonly search: string | undefined },
  ) => readonly LineUserRecord[];
  readonly close: () => void;
}

interface LineKeyRecord {
  position: bigint;
  line_key: string;
}

interface GroupRecord {
  id: bigint;
  subscription_key: bigint;
  sku_key: bigint;
  customer_key: bigint | null;
}

let lists = 0;

/** The users whose id holds a text, their id in the form for comparison; one that is stored as bytes without its dashes. */
const HOLDS = `(CASE typeof(consumer) WHEN 'blob' THEN instr(lower(hex(consumer)), ?) > 0
  ELSE instr(lower(consumer), ?) > 0 END)`;
const holds = (search: string): readonly [string, string] => [search.replaceAll('-', ''), search];

/** Groups whose rows are added up in one step: some ten thousand rows, a few tens of milliseconds. */
const GROUPS_A_STEP = 1000;
/** Lines whose users are counted in one step. */
const LINES_A_STEP = 10_000;

/**
 * Adds the USER report up beneath the lines of a run and writes the sums down in a temporary table of the connection
 * (which may be one for reading only). Every report row of the selection is of at most one line: a subscription and
 * SKU is compared at one level (core/reconcile/pair-lines.ts). A consumer may stand twice, under two customers.
 */
export function* openLineUsers(
  database: ReadableDatabase,
  runPosition: bigint,
  selection: UsageSelection,
  groupsAStep = GROUPS_A_STEP,
): Steps<LineUsers> {
  database
    .prepareFresh(
      `CREATE TEMP TABLE IF NOT EXISTS line_user (list INTEGER NOT NULL, position INTEGER NOT NULL,
         ordinal INTEGER NOT NULL, consumer, raw, usage_group INTEGER NOT NULL, user_days INTEGER NOT NULL,
         PRIMARY KEY (list, position, ordinal)) WITHOUT ROWID`,
    )
    .run();
  const list = (lists += 1);
  const close = (): void => {
    database.prepare('DELETE FROM temp.line_user WHERE list = ?').run(list);
  };
  const ofLine = new Map<number, UsersOfLine>();
  let isWhole = false;
  try {
    const groups = yield* groupsOfLines(database, runPosition, selection);
    yield;
    for (const some of wholeLines(groups, groupsAStep)) {
      addUp(database, list, some, selection);
      yield;
    }
    const last = groups.reduce((most, [, position]) => Math.max(most, position), -1);
    for (let from = 0; from <= last; from += LINES_A_STEP) {
      const places = { from, to: from + LINES_A_STEP - 1 };
      for (const [position, users] of countUsers(database, list, undefined, places)) {
        ofLine.set(position, users);
      }
      yield;
    }
    isWhole = true;
  } finally {
    if (!isWhole) close();
  }
  return {
    ofLine,
    found: (search) => countUsers(database, list, search),
    page: (position, { offset, limit, search }) =>
      database
        .prepare<LineUserRecord>(
          `SELECT u.consumer, u.raw, o.text AS org, e.text AS external, u.user_days FROM (
             SELECT * FROM temp.line_user WHERE list = ? AND position = ?
             ${search === undefined ? '' : `AND ${HOLDS}`} ORDER BY ordinal LIMIT ? OFFSET ?) u
           JOIN usage_group g ON g.id = u.usage_group
           LEFT JOIN term o ON o.id = g.customer_org LEFT JOIN term e ON e.id = g.customer_external
           ORDER BY u.ordinal`,
        )
        .all(list, position, ...(search === undefined ? [] : holds(search)), limit, offset),
    close,
  };
}

/** A group of the USER report, and the place of the line beneath which its rows stand. */
type GroupOfLine = readonly [group: number, position: number];

/** The groups in portions; those of one line stay together. Else they keep their order, in which their rows lie. */
function* wholeLines(groups: readonly GroupOfLine[], most: number): Generator<readonly GroupOfLine[]> {
  const ofLine = Map.groupBy(groups, ([, position]) => position);
  let some: GroupOfLine[] = [];
  for (const own of ofLine.values()) {
    for (const group of own) some.push(group);
    if (some.length < most) continue;
    yield some;
    some = [];
  }
  if (some.length > 0) yield some;
}

/** Writes down what the users of some lines come to. */
function addUp(
  database: ReadableDatabase,
  list: number,
  groups: readonly GroupOfLine[],
  selection: UsageSelection,
): void {
  const rows = joinParts([
    {
      sql: `SELECT m.position, r.consumer, min(coalesce(r.subscriber, r.user_id, r.workspace)) AS raw,
          min(m.id) AS usage_group, g.customer_key, sum(r.quantity) AS user_days
        FROM (SELECT value ->> 0 AS id, value ->> 1 AS position FROM json_each(?)) m
        CROSS JOIN usage_group g ON g.id = m.id
        CROSS JOIN usage_row r ON r.usage_group_id = m.id WHERE true`,
      parameters: [JSON.stringify(groups)],
    },
    withinPeriod(selection, 'user'),
    notExcluded(selection),
    { sql: 'GROUP BY m.position, g.customer_key, r.consumer', parameters: [] },
  ]);
  database
    .prepare(
      `INSERT INTO temp.line_user (list, position, ordinal, consumer, raw, usage_group, user_days)
       SELECT ?, position, row_number() OVER (
         PARTITION BY position ORDER BY user_days DESC, consumer, usage_group) - 1, consumer, raw, usage_group, user_days
       FROM (${rows.sql})`,
    )
    .run(list, ...rows.parameters);
}

/** Users and user-days by line; only those in whose id `search` occurs, only lines of a range of places. */
function countUsers(
  database: ReadableDatabase,
  list: number,
  search: string | undefined,
  places?: { readonly from: number; readonly to: number },
): ReadonlyMap<number, UsersOfLine> {
  const records = database
    .prepare<{ position: bigint; users: bigint; user_days: bigint }>(
      `SELECT position, count(*) AS users, sum(user_days) AS user_days FROM temp.line_user WHERE list = ?
       ${places === undefined ? '' : 'AND position BETWEEN ? AND ?'} ${search === undefined ? '' : `AND ${HOLDS}`}
       GROUP BY position`,
    )
    .all(
      list,
      ...(places === undefined ? [] : [places.from, places.to]),
      ...(search === undefined ? [] : holds(search)),
    );
  return new Map(
    records.map(({ position, users, user_days: userDays }) => [
      Number(position),
      { users: Number(users), userDays },
    ]),
  );
}

/** Which groups of the USER report belong beneath which lines: pairs of both numbers. */
function* groupsOfLines(
  database: ReadableDatabase,
  runPosition: bigint,
  selection: UsageSelection,
): Steps<readonly GroupOfLine[]> {
  const placeOf = yield* linesByKey(database, runPosition);
  if (placeOf.size === 0 || !selection.batches.has('user')) return [];
  const own = ofLevel(selection, 'user');
  const records = database
    .prepare<GroupRecord>(
      `SELECT g.id, g.subscription_key, g.sku_key, g.customer_key FROM usage_group g WHERE ${own.sql}`,
    )
    .all(...own.parameters);
  yield;
  const groups = yield* mapInSteps(
    records,
    LINES_A_STEP,
    ({ id, subscription_key: subscription, sku_key: sku, customer_key: customer }) => {
      // An invoice that names no subscription at all is held against all of them together.
      const position =
        placeOf.get(keyText('customer', subscription, sku, customer)) ??
        placeOf.get(keyText('customer', null, sku, customer)) ??
        placeOf.get(keyText('partner', subscription, sku, null)) ??
        placeOf.get(keyText('partner', null, sku, null));
      return position === undefined ? undefined : ([Number(id), position] as const);
    },
  );
  return groups.filter((group) => group !== undefined);
}

/** The lines with usage that name no user, by their key in the ids of the reports. */
function* linesByKey(database: ReadableDatabase, runPosition: bigint): Steps<ReadonlyMap<string, number>> {
  const ids = new Map<IdKey, bigint | undefined>();
  const idOf = (key: IdKey): bigint | undefined => {
    if (!ids.has(key))
      ids.set(key, database.prepare<{ id: bigint }>('SELECT id FROM id_key WHERE key = ?').get(key)?.id);
    return ids.get(key);
  };
  const places = new Map<string, number>();
  const records = database
    .prepare<LineKeyRecord>(
      `SELECT position, line_key FROM result_line WHERE run_position = ? AND level <> 'user' AND usage_rows > 0`,
    )
    .all(runPosition);
  yield;
  for (const [index, { position, line_key: text }] of records.entries()) {
    if (index % LINES_A_STEP === LINES_A_STEP - 1) yield;
    const { level, key, isOutOfPeriod } = defined(parseLineKey(text), 'a stored line has a key');
    if (isOutOfPeriod || level === 'user') continue;
    const named = [key.subscription, key.sku, key.customer].map((id) => (id === undefined ? null : idOf(id)));
    const [subscription, sku, customer] = named;
    // An id that no report has: the usage was matched to the line by hand.
    if (subscription === undefined || sku === undefined || customer === undefined) continue;
    places.set(keyText(level, subscription, sku, customer), Number(position));
  }
  return places;
}

const keyText = (
  level: 'partner' | 'customer',
  subscription: bigint | null,
  sku: bigint | null,
  customer: bigint | null,
): string => `${level} ${subscription ?? '-'} ${sku ?? '-'} ${customer ?? '-'}`;
