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
const insertBlockOf = (rows: readonly string[]): string => `INSERT INTO usage_row (${COLUMNS})
  SELECT ? + r.column1, r.column2, r.column3, r.column4,
    substr(?, coalesce(r.column5, r.column6, r.column7), ${UUID_BYTES}),
    substr(?, r.column5, ${UUID_BYTES}), substr(?, r.column6, ${UUID_BYTES}), substr(?, r.column7, ${UUID_BYTES}), NULL
  FROM (VALUES ${rows.join(', ')}) AS r`;

const INSERT_BLOCK = insertBlockOf(Array<string>(BLOCK_ROWS).fill('(?, ?, ?, ?, ?, ?, ?)'));

/** The same for rows that follow one another and have the same ids: what is bound are group, window and quantity. */
const insertEvenBlock = (present: number): string =>
  insertBlockOf(
    Array.from({ length: BLOCK_ROWS }, (_, row) => {
      const begins = Array.from({ length: IDS_PER_ROW }, (__, place) =>
        (present & (1 << place)) === 0 ? 'NULL' : String(row * ROW_ID_BYTES + place * UUID_BYTES + 1),
      );
      return `(${row}, ?, ?, ?, ${begins.join(', ')})`;
    }),
  );
/** By which ids are there. */
const INSERT_EVEN_BLOCK = Array.from({ length: 1 << IDS_PER_ROW }, (_, present) => insertEvenBlock(present));

type IdAt = (place: number) => number;

/** What is bound of a row beside its place and its ids. */
interface Bound {
  readonly group: IdAt;
  readonly window: IdAt;
  readonly quantity: (index: number) => SqlParameter;
}

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
  const evenParameters: SqlParameter[] = [];

  /** The ids of a block, bound as often as they are used: `fill` would leave an array alone that is still empty. */
  const bindIds = (values: SqlParameter[], rows: PackedRows, from: number): void => {
    values[0] = usageRowId(batchId, rows.sourceRows[from] ?? 0);
    const ids = idBytes(rows, from, from + BLOCK_ROWS);
    for (let use = 1; use < FIRST_VALUE; use += 1) values[use] = ids;
  };
  const storeEvenBlock = (rows: PackedRows, from: number, bound: Bound): boolean => {
    const { sourceRows, groups, windows, presence } = rows;
    const present = presence[from] ?? 0;
    if ((sourceRows[from + BLOCK_ROWS - 1] ?? 0) - (sourceRows[from] ?? 0) !== BLOCK_ROWS - 1) return false;
    bindIds(evenParameters, rows, from);
    let at = FIRST_VALUE;
    for (let index = from; index < from + BLOCK_ROWS; index += 1) {
      if (presence[index] !== present) return false;
      if (index > from && sourceRows[index] !== (sourceRows[index - 1] ?? 0) + 1) return false;
      evenParameters[at] = bound.group(groups[index] ?? 0);
      evenParameters[at + 1] = bound.window(windows[index] ?? 0);
      evenParameters[at + 2] = bound.quantity(index);
      at += 3;
    }
    database.prepare(INSERT_EVEN_BLOCK[present] ?? '').run(...evenParameters);
    return true;
  };
  const storeBlock = (rows: PackedRows, from: number, bound: Bound): boolean => {
    const { sourceRows, groups, windows, presence } = rows;
    const firstRow = sourceRows[from] ?? 0;
    bindIds(parameters, rows, from);
    let at = FIRST_VALUE;
    for (let place = 0; place < BLOCK_ROWS; place += 1) {
      const index = from + place;
      const offset = (sourceRows[index] ?? 0) - firstRow;
      if (offset > MOST_OFFSET || offset < -MOST_OFFSET) return false;
      const present = presence[index] ?? 0;
      const idsFrom = place * ROW_ID_BYTES + 1;
      parameters[at] = offset;
      parameters[at + 1] = bound.group(groups[index] ?? 0);
      parameters[at + 2] = bound.window(windows[index] ?? 0);
      parameters[at + 3] = bound.quantity(index);
      parameters[at + 4] = (present & 1) === 0 ? null : idsFrom;
      parameters[at + 5] = (present & 2) === 0 ? null : idsFrom + UUID_BYTES;
      parameters[at + 6] = (present & 4) === 0 ? null : idsFrom + 2 * UUID_BYTES;
      at += BLOCK_VALUES;
    }
    insertBlock.run(...parameters);
    return true;
  };
  const storeOneByOne = (rows: PackedRows, from: number, to: number, bound: Bound): void => {
    for (let index = from; index < to; index += 1) {
      const own = idBytes(rows, index, index + 1);
      const [subscriber, user, workspace] = Array.from({ length: IDS_PER_ROW }, (_, place) =>
        ((rows.presence[index] ?? 0) & (1 << place)) === 0
          ? null
          : own.subarray(place * UUID_BYTES, (place + 1) * UUID_BYTES),
      );
      insertRow.run(
        usageRowId(batchId, rows.sourceRows[index] ?? 0),
        bound.group(rows.groups[index] ?? 0),
        bound.window(rows.windows[index] ?? 0),
        bound.quantity(index),
        subscriber ?? user ?? workspace ?? null,
        subscriber ?? null,
        user ?? null,
        workspace ?? null,
        null,
      );
    }
  };

  return ({ rows, loose }, idOfGroup, idOfWindow) => {
    const bound = { group: idOfGroup, window: idOfWindow, quantity: quantitiesOf(rows) };
    let from = 0;
    for (; from + BLOCK_ROWS <= rows.count; from += BLOCK_ROWS) {
      if (storeEvenBlock(rows, from, bound)) continue;
      if (!storeBlock(rows, from, bound)) {
        storeOneByOne(rows, from, from + BLOCK_ROWS, bound);
      }
    }
    storeOneByOne(rows, from, rows.count, bound);
    for (const { sourceRow, group, window, values } of loose) {
      insertRow.run(usageRowId(batchId, sourceRow), idOfGroup(group), idOfWindow(window), ...values);
    }
  };
}

/** Whether the lower half of a whole number comes first in memory, as on every computer that Electron runs on. */
const IS_LOW_FIRST = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

/** Quantities for binding: a whole number of 32 bits without a bigint, which nearly all are. */
function quantitiesOf({ quantities }: PackedRows): Bound['quantity'] {
  if (!IS_LOW_FIRST) return (index) => quantities[index] ?? null;
  const halves = new Int32Array(quantities.buffer, quantities.byteOffset, 2 * quantities.length);
  return (index) => {
    const low = halves[2 * index] ?? 0;
    return halves[2 * index + 1] === low >> 31 ? low : (quantities[index] ?? null);
  };
}

const idBytes = ({ ids }: PackedRows, from: number, to: number): Uint8Array =>
  ids.subarray(from * ROW_ID_BYTES, to * ROW_ID_BYTES);
