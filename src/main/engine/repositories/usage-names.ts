import { compareText } from '#core/compare.ts';
import { displayId, type IdKey } from '#core/ids.ts';
import { USAGE_LEVELS } from '#core/usage/usage-row.ts';
import type { CustomerIdentity, UsageNames } from '#core/usage/usage-source.ts';
import type { ReadableDatabase } from '../db/handles.ts';
import { joinParts, withinPeriod, type SqlPart, type UsageSelection } from './usage-selection.ts';

/** How the reports of a selection show the ids that occur within its period. The same whatever the order of rows. */
export function readUsageNames(database: ReadableDatabase, selection: UsageSelection): UsageNames {
  const inUse = groupsInUse(selection);
  return {
    subscriptions: readDisplays(database, 'subscription', inUse),
    skus: readDisplays(database, 'sku', inUse),
    ...readCustomers(database, inUse),
  };
}

function groupsInUse(selection: UsageSelection): SqlPart {
  const batchIds = USAGE_LEVELS.flatMap((level) => (selection.batches.get(level) ?? []).map(({ id }) => id));
  return joinParts([
    {
      sql: `g.batch_id IN (SELECT value FROM json_each(?)) AND EXISTS (
        SELECT 1 FROM usage_total t JOIN usage_window w ON w.id = t.window_id WHERE t.usage_group_id = g.id`,
      parameters: [JSON.stringify(batchIds)],
    },
    withinPeriod(selection),
    { sql: ')', parameters: [] },
  ]);
}

function readDisplays(
  database: ReadableDatabase,
  field: 'subscription' | 'sku',
  inUse: SqlPart,
): ReadonlyMap<IdKey, string> {
  const records = database
    .prepare<{ key: IdKey; text: string }>(
      `SELECT DISTINCT k.key, t.text FROM usage_group g
       JOIN id_key k ON k.id = g.${field}_key JOIN term t ON t.id = g.${field} WHERE ${inUse.sql}`,
    )
    .all(...inUse.parameters);
  const displays = new Map<IdKey, string>();
  for (const { key, text } of records) displays.set(key, first(displays.get(key), displayId(text)));
  return displays;
}

function readCustomers(
  database: ReadableDatabase,
  inUse: SqlPart,
): Pick<UsageNames, 'customers' | 'externalIds'> {
  const records = database
    .prepare<{ key: IdKey; org: string | null; external: string | null; external_key: IdKey | null }>(
      `SELECT DISTINCT k.key, o.text AS org, e.text AS external, x.key AS external_key FROM usage_group g
       JOIN id_key k ON k.id = g.customer_key
       LEFT JOIN term o ON o.id = g.customer_org LEFT JOIN term e ON e.id = g.customer_external
       LEFT JOIN id_key x ON x.id = g.external_key WHERE ${inUse.sql}`,
    )
    .all(...inUse.parameters);
  const customers = new Map<IdKey, CustomerIdentity>();
  const externalIds = new Map<IdKey, Set<IdKey>>();
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
  return {
    customers,
    externalIds: new Map([...externalIds].map(([key, orgs]) => [key, [...orgs].sort(compareText)])),
  };
}

/** Of several spellings the one that sorts first: rows have no say in it. */
const first = (known: string | undefined, text: string): string =>
  known === undefined || text < known ? text : known;
