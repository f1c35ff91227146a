import { defined } from '#core/assert.ts';
import type { SqlParameter, WritableDatabase } from '../db/handles.ts';
import { GROUP_NUMBERS, GROUP_TEXTS, type UsageBlock } from '../usage-blocks/usage-block.ts';
import type { Dictionaries } from './dictionaries.ts';

const GROUP_COLUMNS = `batch_id, partner_name, partner_org, subscription, service, sku, description, customer_org,
  customer_external, location, partner_key, subscription_key, sku_key, customer_key, external_key, location_key`;
const GROUP_VALUES = `(${Array<string>(1 + GROUP_NUMBERS)
  .fill('?')
  .join(', ')})`;
/** Groups that one statement adds. */
const BLOCK_GROUPS = 64;
const INSERT_GROUP = `INSERT INTO usage_group (${GROUP_COLUMNS}) VALUES ${GROUP_VALUES}`;
/** As in the store of rows, SQLite gives the ids, and need not be able to undo one statement by itself. */
const INSERT_GROUPS = `INSERT OR FAIL INTO usage_group (${GROUP_COLUMNS})
  VALUES ${Array<string>(BLOCK_GROUPS).fill(GROUP_VALUES).join(', ')}`;

/** The groups of a batch: what they share is told by numbers, and stored under ids. */
export interface UsageGroups {
  /** Adds what is new in a block. Call it within a transaction. */
  readonly store: (block: Pick<UsageBlock, 'groups' | 'texts' | 'keys'>) => void;
  /** The id of the group at a place. */
  readonly idAt: (place: number) => number;
}

/** Opens the groups of a batch that has none yet. */
export function openUsageGroups(
  database: WritableDatabase,
  batchId: number,
  dictionaries: Dictionaries,
): UsageGroups {
  const ids: number[] = [];
  const termIds: number[] = [];
  const keyIds: number[] = [];
  const insertGroup = database.prepare(INSERT_GROUP);
  const insertGroups = database.prepare(INSERT_GROUPS);

  const identify = ({ texts, keys }: Pick<UsageBlock, 'texts' | 'keys'>): void => {
    const terms = dictionaries.terms(texts);
    for (const text of texts) termIds.push(defined(terms.get(text), 'every text has an id'));
    const found = dictionaries.keys(keys);
    for (const key of keys) keyIds.push(defined(found.get(key), 'every key has an id'));
  };
  /** Writes the values of the group that begins at `from` behind those before it. */
  const bind = (values: SqlParameter[], groups: Int32Array, from: number): void => {
    values.push(batchId);
    for (let field = 0; field < GROUP_NUMBERS; field += 1) {
      const number = groups[from + field] ?? -1;
      values.push(number < 0 ? null : ((field < GROUP_TEXTS ? termIds : keyIds)[number] ?? null));
    }
  };

  return {
    store: (block) => {
      identify(block);
      const { groups } = block;
      const count = groups.length / GROUP_NUMBERS;
      for (let at = 0; at < count;) {
        const isWhole = at + BLOCK_GROUPS <= count;
        const size = isWhole ? BLOCK_GROUPS : 1;
        const values: SqlParameter[] = [];
        for (let place = at; place < at + size; place += 1) bind(values, groups, place * GROUP_NUMBERS);
        const { lastInsertRowid } = (isWhole ? insertGroups : insertGroup).run(...values);
        // Each got the id after the one before.
        const first = Number(lastInsertRowid) - size + 1;
        for (let place = 0; place < size; place += 1) ids.push(first + place);
        at += size;
      }
    },
    idAt: (place) => defined(ids[place], 'groups are stored before their rows'),
  };
}
