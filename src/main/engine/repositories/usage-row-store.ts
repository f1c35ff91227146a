import type { SqlParameter, WritableDatabase } from '../db/handles.ts';
import { UUID_BYTES } from '../usage-blocks/stored-id.ts';
import { IDS_PER_ROW, ROW_ID_BYTES, type PackedRows, type UsageBlock } from '../usage-blocks/usage-block.ts';
import { usageRowId } from './stored-row-id.ts';

/** Rows that one statement stores: the way into SQLite is paid once for all of them. */
const BLOCK_ROWS = 128;
const BLOCK_VALUES = 7;
/** Before the rows' own values come the first row's id and, four times, the bytes of the ids. */
const FIRST_VALUE = 5;
/** Beyond 32 bits a number would be bound as a float. */
const MOST_OFFSET = 2 ** 31 - 1;

const COLUMNS = 'id, usage_group_id, window_id, quantity, consumer, subscriber, user_id, workspace, extra';

const INSERT_ROW = `INSERT INTO usage_row (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`;

/**
 * A block of rows whose ids are all UUIDs or absent: the ids come as the bytes of the whole block, and each row says
 * where its own begin. An absent one begins nowhere: `substr` from NULL is NULL.
 */
const INSERT_BLOCK = `INSERT INTO usage_row (${COLUMNS})
  SELECT ? + r.column1, r.column2, r.column3, r.column4,
    substr(?, coalesce(r.column5, r.column6, r.column7), ${UUID_BYTES}),
    substr(?, r.column5, ${UUID_BYTES}), substr(?, r.column6, ${UUID_BYTES}), substr(?, r.column7, ${UUID_BYTES}), NULL
  FROM (VALUES ${Array<string>(BLOCK_ROWS).fill('(?, ?, ?, ?, ?, ?, ?)').join(', ')}) AS r`;

type IdAt = (place: number) => number;

/** Stores the rows of a block, with the ids at their places. Call it within a transaction. */
export type UsageRowStore = (
  block: Pick<UsageBlock, 'rows' | 'loose'>,
  idOfGroup: IdAt,
  idOfWindow: IdAt,
) => void;

/** Opens the rows of a batch. */
export function openUsageRowStore(database: WritableDatabase, batchId: number): UsageRowStore {
  const insertRow = database.prepare(INSERT_ROW);
  const insertBlock = database.prepare(INSERT_BLOCK);
  const parameters: SqlParameter[] = [];

  const storeBlock = (rows: PackedRows, from: number, idOfGroup: IdAt, idOfWindow: IdAt): boolean => {
    const { sourceRows, groups, windows, quantities, presence } = rows;
    const firstRow = sourceRows[from] ?? 0;
    parameters[0] = usageRowId(batchId, firstRow);
    const ids = idBytes(rows, from, from + BLOCK_ROWS);
    // `fill` would leave an array alone that is still empty.
    for (let use = 1; use < FIRST_VALUE; use += 1) parameters[use] = ids;
    let at = FIRST_VALUE;
    for (let place = 0; place < BLOCK_ROWS; place += 1) {
      const index = from + place;
      const offset = (sourceRows[index] ?? 0) - firstRow;
      if (offset > MOST_OFFSET || offset < -MOST_OFFSET) return false;
      const present = presence[index] ?? 0;
      const idsFrom = place * ROW_ID_BYTES + 1;
      parameters[at] = offset;
      parameters[at + 1] = idOfGroup(groups[index] ?? 0);
      parameters[at + 2] = idOfWindow(windows[index] ?? 0);
      parameters[at + 3] = quantities[index] ?? null;
      parameters[at + 4] = (present & 1) === 0 ? null : idsFrom;
      parameters[at + 5] = (present & 2) === 0 ? null : idsFrom + UUID_BYTES;
      parameters[at + 6] = (present & 4) === 0 ? null : idsFrom + 2 * UUID_BYTES;
      at += BLOCK_VALUES;
    }
    insertBlock.run(...parameters);
    return true;
  };
  const storeOneByOne = (
    rows: PackedRows,
    from: number,
    to: number,
    idOfGroup: IdAt,
    idOfWindow: IdAt,
  ): void => {
    for (let index = from; index < to; index += 1) {
      const own = idBytes(rows, index, index + 1);
      const [subscriber, user, workspace] = Array.from({ length: IDS_PER_ROW }, (_, place) =>
        ((rows.presence[index] ?? 0) & (1 << place)) === 0
          ? null
          : own.subarray(place * UUID_BYTES, (place + 1) * UUID_BYTES),
      );
      insertRow.run(
        usageRowId(batchId, rows.sourceRows[index] ?? 0),
        idOfGroup(rows.groups[index] ?? 0),
        idOfWindow(rows.windows[index] ?? 0),
        rows.quantities[index] ?? null,
        subscriber ?? user ?? workspace ?? null,
        subscriber ?? null,
        user ?? null,
        workspace ?? null,
        null,
      );
    }
  };

  return ({ rows, loose }, idOfGroup, idOfWindow) => {
    let from = 0;
    for (; from + BLOCK_ROWS <= rows.count; from += BLOCK_ROWS) {
      if (!storeBlock(rows, from, idOfGroup, idOfWindow)) {
        storeOneByOne(rows, from, from + BLOCK_ROWS, idOfGroup, idOfWindow);
      }
    }
    storeOneByOne(rows, from, rows.count, idOfGroup, idOfWindow);
    for (const { sourceRow, group, window, values } of loose) {
      insertRow.run(usageRowId(batchId, sourceRow), idOfGroup(group), idOfWindow(window), ...values);
    }
  };
}

const idBytes = ({ ids }: PackedRows, from: number, to: number): Uint8Array =>
  ids.subarray(from * ROW_ID_BYTES, to * ROW_ID_BYTES);
