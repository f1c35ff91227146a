import { idKey } from '#core/ids.ts';
import type { UsageRow } from '#core/usage/usage-row.ts';
import type { SqlParameter, WritableDatabase } from '../db/handles.ts';
import { packUuid, storeId, UUID_BYTES, type StoredId } from './stored-id.ts';
import { usageRowId } from './stored-row-id.ts';

/** A row with what the dictionaries have made of it. */
export interface FiledRow {
  readonly row: UsageRow;
  readonly groupId: number;
  readonly windowId: number;
}

/** Stores rows. Call it within a transaction. */
export type RowInserter = (rows: readonly FiledRow[]) => void;

/** Rows that one statement stores: the way into SQLite is paid once for all of them. */
const BLOCK_ROWS = 128;
const PACKED_VALUES = 7;
const MOST_OFFSET = 2 ** 31 - 1;

const COLUMNS = 'id, usage_group_id, window_id, quantity, consumer, subscriber, user_id, workspace, extra';

const INSERT_ROW = `INSERT INTO usage_row (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`;

/**
 * A block of rows whose ids are all UUIDs or absent: the ids come as the bytes of the whole block, and each row says
 * where its own begin. Nothing begins nowhere: `substr` of NULL is NULL.
 */
const INSERT_PACKED = `INSERT INTO usage_row (${COLUMNS})
  SELECT ? + r.column1, r.column2, r.column3, r.column4,
    substr(?, coalesce(r.column5, r.column6, r.column7), 16),
    substr(?, r.column5, 16), substr(?, r.column6, 16), substr(?, r.column7, 16), NULL
  FROM (VALUES ${Array<string>(BLOCK_ROWS).fill('(?, ?, ?, ?, ?, ?, ?)').join(', ')}) AS r`;

/** Opens the inserter of a batch's rows: whole blocks at once where it can, one by one otherwise. Both store the same. */
export function openRowInserter(
  database: WritableDatabase,
  batchId: number,
  extraColumns: readonly string[],
): RowInserter {
  const insertOne = oneByOne(database, batchId, extraColumns);
  if (extraColumns.length > 0) return insertOne;
  const insertPacked = database.prepare(INSERT_PACKED);
  const bytes = Buffer.alloc(BLOCK_ROWS * 3 * UUID_BYTES);
  const parameters: SqlParameter[] = [];
  let used = 0;

  /** Where the id begins in the block, from 1 as SQL counts; null for an absent one, undefined for one that is no UUID. */
  const pack = (text: string | undefined): number | null | undefined => {
    if (text === undefined) return null;
    if (!packUuid(text, bytes, used)) return undefined;
    used += UUID_BYTES;
    return used - UUID_BYTES + 1;
  };
  const packBlock = (rows: readonly FiledRow[], from: number): boolean => {
    const firstRow = rows[from]?.row.ref.row ?? 0;
    used = 0;
    let at = 5;
    parameters[0] = usageRowId(batchId, firstRow);
    parameters.fill(bytes, 1, at);
    for (let index = from; index < from + BLOCK_ROWS; index += 1) {
      const filed = rows[index];
      if (filed === undefined) return false;
      const { row, groupId, windowId } = filed;
      const offset = row.ref.row - firstRow;
      const subscriber = pack(row.subscriberId);
      const user = pack(row.userId);
      const workspace = pack(row.workspaceId);
      if (subscriber === undefined || user === undefined || workspace === undefined) return false;
      // Beyond 32 bits a number would be bound as a float.
      if (Math.abs(offset) > MOST_OFFSET) return false;
      parameters[at] = offset;
      parameters[at + 1] = groupId;
      parameters[at + 2] = windowId;
      parameters[at + 3] = row.quantity;
      parameters[at + 4] = subscriber;
      parameters[at + 5] = user;
      parameters[at + 6] = workspace;
      at += PACKED_VALUES;
    }
    return true;
  };

  return (rows) => {
    let from = 0;
    for (; from + BLOCK_ROWS <= rows.length; from += BLOCK_ROWS) {
      if (packBlock(rows, from)) insertPacked.run(...parameters);
      else insertOne(rows.slice(from, from + BLOCK_ROWS));
    }
    insertOne(rows.slice(from));
  };
}

function oneByOne(database: WritableDatabase, batchId: number, extraColumns: readonly string[]): RowInserter {
  const insert = database.prepare(INSERT_ROW);
  return (rows) => {
    for (const { row, groupId, windowId } of rows) {
      const subscriber = optionalId(row.subscriberId);
      const user = optionalId(row.userId);
      const workspace = optionalId(row.workspaceId);
      insert.run(
        usageRowId(batchId, row.ref.row),
        groupId,
        windowId,
        row.quantity,
        consumerKey(subscriber ?? user ?? workspace),
        subscriber,
        user,
        workspace,
        extraText(row, extraColumns),
      );
    }
  };
}

/** A bare lower-case UUID is its own key. */
const consumerKey = (stored: StoredId | null): StoredId | null =>
  typeof stored === 'string' ? optionalId(idKey(stored)) : stored;

const optionalId = (text: string | undefined): StoredId | null => (text === undefined ? null : storeId(text));

/** The values of the unknown columns, in their order. */
const extraText = (row: UsageRow, columns: readonly string[]): string | null =>
  columns.length === 0 ? null : JSON.stringify(columns.map((column) => row.extra[column] ?? ''));
