import { compareText } from '#core/compare.ts';
import { displayId, type IdKey } from '#core/ids.ts';
import { USAGE_LEVELS, type UsageLevel } from '#core/usage/usage-row.ts';
import type { CustomerIdentity, UsageNames } from '#core/usage/usage-source.ts';
import type { ReadableDatabase } from '../db/handles.ts';
import { customerRanges } from './customer-ranges.ts';
import { joinParts, ofLevel, withinPeriod, type SqlPart, type UsageSelection } from './usage-selection.ts';

/** Groups of a range, at most about this many: some ten milliseconds. */
const RANGE_GROUPS = 5000;

/** The names while they are gathered, range by range. */
interface Gathered {
  readonly subscriptions: Map<IdKey, string>;
  readonly skus: Map<IdKey, string>;
  readonly customers: Map<IdKey, CustomerIdentity>;
  readonly externalIds: Map<IdKey, Set<IdKey>>;
}

/**
 * How the reports of a selection show the ids that occur within its period. The same whatever the order of rows. Stops
 * after each range of customers.
 */
export function* readUsageNames(
  database: ReadableDatabase,
  selection: UsageSelection,
): Generator<undefined, UsageNames> {
  const gathered: Gathered = {
    subscriptions: new Map(),
    skus: new Map(),
    customers: new Map(),
    externalIds: new Map(),
  };
  for (const level of USAGE_LEVELS) {
    if (!selection.batches.has(level)) continue;
    const ranges = customerRanges(database, selection, level, RANGE_GROUPS);
    for (let step = ranges.next(); step.done !== true;) {
      const inUse = groupsInUse(selection, level, step.value);
      addDisplays(gathered, database, inUse);
      const groups = addCustomers(gathered, database, inUse);
      yield;
      step = ranges.next(groups);
    }
  }
  const { subscriptions, skus, customers, externalIds } = gathered;
  return {
    subscriptions,
    skus,
    customers,
    externalIds: new Map([...externalIds].map(([key, orgs]) => [key, [...orgs].sort(compareText)])),
  };
}

/** Groups that have rows within the period. */
function groupsInUse(selection: UsageSelection, level: UsageLevel, range: SqlPart): SqlPart {
  const within = withinPeriod(selection, level);
  return joinParts([
    ofLevel(selection, level),
    range,
    ...(within.sql === ''
      ? []
      : [
          {
            sql: 'AND EXISTS (SELECT 1 FROM usage_total r WHERE r.usage_group_id = g.id',
            parameters: [],
          },
          within,
          { sql: ')', parameters: [] },
        ]),
  ]);
}

/** Adds the subscriptions and SKUs of a range. Ids first, of which few go together; then their texts. */
function addDisplays({ subscriptions, skus }: Gathered, database: ReadableDatabase, inUse: SqlPart): void {
  const records = database
    .prepare<{ subscription_key: IdKey; subscription: string; sku_key: IdKey; sku: string }>(
      `SELECT k.key AS subscription_key, t.text AS subscription, l.key AS sku_key, u.text AS sku
       FROM (SELECT DISTINCT g.subscription_key, g.subscription, g.sku_key, g.sku FROM usage_group g WHERE ${inUse.sql}) d
       JOIN id_key k ON k.id = d.subscription_key JOIN term t ON t.id = d.subscription
       JOIN id_key l ON l.id = d.sku_key JOIN term u ON u.id = d.sku`,
    )
    .all(...inUse.parameters);
  for (const record of records) {
    add(subscriptions, record.subscription_key, record.subscription);
    add(skus, record.sku_key, record.sku);
  }
}

const add = (displays: Map<IdKey, string>, key: IdKey, text: string): void => {
  displays.set(key, first(displays.get(key), displayId(text)));
};

/** Adds the customers of a range, and gives how many groups say something of their own. */
function addCustomers(
  { customers, externalIds }: Gathered,
  database: ReadableDatabase,
  inUse: SqlPart,
): number {
  const records = database
    .prepare<{ key: IdKey; org: string | null; external: string | null; external_key: IdKey | null }>(
      `SELECT k.key, o.text AS org, e.text AS external, x.key AS external_key
       FROM (SELECT DISTINCT g.customer_key, g.customer_org, g.customer_external, g.external_key
         FROM usage_group g WHERE ${inUse.sql}) d
       JOIN id_key k ON k.id = d.customer_key
       LEFT JOIN term o ON o.id = d.customer_org LEFT JOIN term e ON e.id = d.customer_external
       LEFT JOIN id_key x ON x.id = d.external_key`,
    )
    .all(...inUse.parameters);
  for (const { key, org, external, external_key: externalKey } of records) {
    const known = customers.get(key);
    const shown = external === null ? undefined : displayId(external);
    customers.set(key, {
      orgId: first(known?.orgId, displayId(org ?? external ?? key)),
      externalId: shown === undefined ? known?.externalId : first(known?.externalId, shown),
    });
    if (externalKey !== null)
      externalIds.set(externalKey, (externalIds.get(externalKey) ?? new Set()).add(key));
  }
  return records.length;
}

/** Of several spellings the one that sorts first: rows have no say in it. */
const first = (known: string | undefined, text: string): string =>
  known === undefined || text < known ? text : known;
