import type { ReadableDatabase } from '../db/handles.ts';

const TERMS = [
  'partner_name',
  'partner_org',
  'subscription',
  'service',
  'sku',
  'description',
  'customer_org',
  'customer_external',
  'location',
] as const;
const KEYS = [
  'partner_key',
  'subscription_key',
  'sku_key',
  'customer_key',
  'external_key',
  'location_key',
] as const;

const lost = (column: string, table: string): string =>
  `SELECT g.id, '${column}' AS name FROM usage_group g
   WHERE g.${column} IS NOT NULL AND NOT EXISTS (SELECT 1 FROM ${table} t WHERE t.id = g.${column})`;

const LOST = [
  lost('batch_id', 'batch'),
  ...TERMS.map((column) => lost(column, 'term')),
  ...KEYS.map((column) => lost(column, 'id_key')),
].join(' UNION ALL ');

/**
 * The groups of usage whose batch or texts are not there, as `usage_group 7 -> sku`. Empty in a sound workspace: texts are
 * only ever added. SQLite itself does not look at these references.
 */
export const lostUsageReferences = (database: ReadableDatabase): readonly string[] =>
  database
    .prepare<{ id: bigint; name: string }>(LOST)
    .all()
    .map(({ id, name }) => `usage_group ${id} -> ${name}`);
