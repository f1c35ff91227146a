import { idKey } from '#core/ids.ts';
import type { UsageRow } from '#core/usage/usage-row.ts';
import type { SqlParameter, WritableDatabase } from '../db/handles.ts';
import { packUuid, packUuidBytes, storeId, UUID_BYTES, type StoredId } from './stored-id.ts';
import { MAX_SOURCE_ROW, usageRowId } from './stored-row-id.ts';

/** Rows of a batch on their way into the database, as few bytes and no objects each. */
export interface UsageRowBuffer {
  /** How many rows are held. */
  readonly count: () => number;
  /** Takes a row, with the places of its group and window. */
  readonly add: (row: UsageRow, group: number, window: number) => void;
  /**
   * Takes a row of a report without unknown columns, whose subscriber, user and workspace are bare lower-case UUIDs that
   * begin at `ids` in `bytes`, or absent (-1). False where one is no such UUID; then the row is not taken.
   */
  readonly addPlain: (
    bytes: Uint8Array,
    ids: Int32Array,
    sourceRow: number,
    group: number,
    window: number,
    quantity: bigint,
  ) => boolean;
  /** Stores what is held, with the ids at the places. Call it within a transaction; then nothing is held. */
  readonly store: (idOfGroup: (place: number) => number, idOfWindow: (place: number) => number) => void;
}

/** Rows that one statement stores: the way into SQLite is paid once for all of them. */
const BLOCK_ROWS = 128;
const BLOCK_VALUES = 7;
/** Before the rows' own values come the first row's id and, four times, the bytes of the ids. */
const FIRST_VALUE = 5;
const IDS_PER_ROW = 3;
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

/** A row that can't be packed: its own parameters, but for the ids of group and window. */
interface LooseRow {
  readonly id: bigint;
  readonly group: number;
  readonly window: number;
  readonly values: readonly SqlParameter[];
}

/** Opens the buffer of a batch for so many rows at once; more are an error. */
export function openUsageRowBuffer(
  database: WritableDatabase,
  batchId: number,
  extraColumns: readonly string[],
  capacity: number,
): UsageRowBuffer {
  const insertRow = database.prepare(INSERT_ROW);
  const insertBlock = database.prepare(INSERT_BLOCK);
  const sourceRows = new Uint32Array(capacity);
  const groups = new Uint32Array(capacity);
  const windows = new Uint32Array(capacity);
  const quantities: bigint[] = [];
  /** Which of a row's three ids are there: a bit each. */
  const presence = new Uint8Array(capacity);
  const bytes = Buffer.alloc(capacity * IDS_PER_ROW * UUID_BYTES);
  const loose: LooseRow[] = [];
  const parameters: SqlParameter[] = [];
  let packed = 0;

  const isPacked = (row: UsageRow): boolean => {
    const at = packed * IDS_PER_ROW * UUID_BYTES;
    const { subscriberId, userId, workspaceId } = row;
    if (extraColumns.length > 0 || row.ref.row > MAX_SOURCE_ROW) return false;
    if (subscriberId !== undefined && !packUuid(subscriberId, bytes, at)) return false;
    if (userId !== undefined && !packUuid(userId, bytes, at + UUID_BYTES)) return false;
    if (workspaceId !== undefined && !packUuid(workspaceId, bytes, at + 2 * UUID_BYTES)) return false;
    presence[packed] =
      (subscriberId === undefined ? 0 : 1) |
      (userId === undefined ? 0 : 2) |
      (workspaceId === undefined ? 0 : 4);
    return true;
  };
  const idBytes = (from: number, to: number): Buffer =>
    bytes.subarray(from * IDS_PER_ROW * UUID_BYTES, to * IDS_PER_ROW * UUID_BYTES);

  const storeBlock = (from: number, idOfGroup: IdAt, idOfWindow: IdAt): boolean => {
    const firstRow = sourceRows[from] ?? 0;
    parameters[0] = usageRowId(batchId, firstRow);
    const ids = idBytes(from, from + BLOCK_ROWS);
    // `fill` would leave an array alone that is still empty.
    for (let use = 1; use < FIRST_VALUE; use += 1) parameters[use] = ids;
    let at = FIRST_VALUE;
    for (let place = 0; place < BLOCK_ROWS; place += 1) {
      const index = from + place;
      const offset = (sourceRows[index] ?? 0) - firstRow;
      if (offset > MOST_OFFSET || offset < -MOST_OFFSET) return false;
      const present = presence[index] ?? 0;
      const idsFrom = place * IDS_PER_ROW * UUID_BYTES + 1;
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
  const storeOneByOne = (from: number, to: number, idOfGroup: IdAt, idOfWindow: IdAt): void => {
    for (let index = from; index < to; index += 1) {
      const own = idBytes(index, index + 1);
      const [subscriber, user, workspace] = [0, 1, 2].map((place) =>
        ((presence[index] ?? 0) & (1 << place)) === 0
          ? null
          : own.subarray(place * UUID_BYTES, (place + 1) * UUID_BYTES),
      );
      insertRow.run(
        usageRowId(batchId, sourceRows[index] ?? 0),
        idOfGroup(groups[index] ?? 0),
        idOfWindow(windows[index] ?? 0),
        quantities[index] ?? null,
        subscriber ?? user ?? workspace ?? null,
        subscriber ?? null,
        user ?? null,
        workspace ?? null,
        null,
      );
    }
  };

  return {
    count: () => packed + loose.length,
    add: (row, group, window) => {
      if (packed + loose.length >= capacity) throw new RangeError('The buffer is full');
      if (!isPacked(row)) {
        const id = usageRowId(batchId, row.ref.row);
        loose.push({ id, group, window, values: looseValues(row, extraColumns) });
        return;
      }
      sourceRows[packed] = row.ref.row;
      groups[packed] = group;
      windows[packed] = window;
      quantities[packed] = row.quantity;
      packed += 1;
    },
    addPlain: (source, ids, sourceRow, group, window, quantity) => {
      if (packed + loose.length >= capacity) throw new RangeError('The buffer is full');
      if (extraColumns.length > 0 || sourceRow > MAX_SOURCE_ROW) return false;
      const at = packed * IDS_PER_ROW * UUID_BYTES;
      let present = 0;
      for (let place = 0; place < IDS_PER_ROW; place += 1) {
        const from = ids[place] ?? -1;
        if (from < 0) continue;
        if (!packUuidBytes(source, from, bytes, at + place * UUID_BYTES)) return false;
        present |= 1 << place;
      }
      presence[packed] = present;
      sourceRows[packed] = sourceRow;
      groups[packed] = group;
      windows[packed] = window;
      quantities[packed] = quantity;
      packed += 1;
      return true;
    },
    store: (idOfGroup, idOfWindow) => {
      let from = 0;
      for (; from + BLOCK_ROWS <= packed; from += BLOCK_ROWS) {
        if (!storeBlock(from, idOfGroup, idOfWindow)) {
          storeOneByOne(from, from + BLOCK_ROWS, idOfGroup, idOfWindow);
        }
      }
      storeOneByOne(from, packed, idOfGroup, idOfWindow);
      for (const { id, group, window, values } of loose) {
        insertRow.run(id, idOfGroup(group), idOfWindow(window), ...values);
      }
      packed = 0;
      loose.length = 0;
    },
  };
}

type IdAt = (place: number) => number;

/** What stands behind group and window. */
function looseValues(row: UsageRow, extraColumns: readonly string[]): readonly SqlParameter[] {
  const subscriber = optionalId(row.subscriberId);
  const user = optionalId(row.userId);
  const workspace = optionalId(row.workspaceId);
  const consumer = consumerKey(subscriber ?? user ?? workspace);
  return [row.quantity, consumer, subscriber, user, workspace, extraText(row, extraColumns)];
}

/** A bare lower-case UUID is its own key. */
const consumerKey = (stored: StoredId | null): StoredId | null =>
  typeof stored === 'string' ? optionalId(idKey(stored)) : stored;

const optionalId = (text: string | undefined): StoredId | null => (text === undefined ? null : storeId(text));

/** The values of the unknown columns, in their order. */
const extraText = (row: UsageRow, columns: readonly string[]): string | null =>
  columns.length === 0 ? null : JSON.stringify(columns.map((column) => row.extra[column] ?? ''));
