import type { SqlParameter, WritableDatabase } from '../db/handles.ts';
import { UUID_BYTES } from '../usage-blocks/stored-id.ts';
import { IDS_PER_ROW, ROW_ID_BYTES, type PackedRows, type UsageBlock } from '../usage-blocks/usage-block.ts';
import { usageRowId } from './stored-row-id.ts';

/** Rows that one statement stores: the way into SQLite is paid once for all of them. Fewer where a row is missing soon. */
const RUN_ROWS = [128, 16] as const;
/** What is bound of a row: group, window, quantity, and its ids. */
const ROW_VALUES = 3 + IDS_PER_ROW;

const COLUMNS = 'usage_group_id, window_id, quantity, consumer, subscriber, user_id, workspace, extra';
const INSERT_ROW = `INSERT INTO usage_row (id, ${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`;

/**
 * So many rows that follow the last one: SQLite gives each the id after the one before. It need not be able to undo such a
 * statement by itself, as it must where ids are told, a function is called, or an error would undo it (ABORT): then it
 * copies every page that the statement touches. Rows in no order of groups touch a page of the index each, and a million of
 * them had 16 GB copied.
 */
const insertRun = (rows: number): string => `INSERT OR FAIL INTO usage_row (${COLUMNS})
  SELECT r.column1, r.column2, r.column3, coalesce(r.column4, r.column5, r.column6), r.column4, r.column5, r.column6, NULL
  FROM (VALUES ${Array<string>(rows).fill('(?, ?, ?, ?, ?, ?)').join(', ')}) AS r`;

type IdAt = (place: number) => number;

/** What is bound of a row beside its ids. */
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

/** Opens the rows of a batch, which must be the last one of all. */
export function openUsageRowStore(database: WritableDatabase, batchId: number): UsageRowStore {
  const insertRow = database.prepare(INSERT_ROW);
  const runs = RUN_ROWS.map((size) => openRun(database, batchId, size));
  /** The last row that was stored, if no other has a larger id: the next one can follow it. */
  let lastRow = Number.NEGATIVE_INFINITY;

  const storeRow = (sourceRow: number, ...values: readonly SqlParameter[]): void => {
    insertRow.run(usageRowId(batchId, sourceRow), ...values);
    lastRow = Math.max(lastRow, sourceRow);
  };
  const storeAt = (rows: PackedRows, index: number, bound: Bound): void => {
    const [subscriber, user, workspace] = Array.from({ length: IDS_PER_ROW }, (_, place) => {
      const from = index * ROW_ID_BYTES + place * UUID_BYTES;
      const isPresent = ((rows.presence[index] ?? 0) & (1 << place)) !== 0;
      return isPresent ? rows.ids.subarray(from, from + UUID_BYTES) : null;
    });
    storeRow(
      rows.sourceRows[index] ?? 0,
      bound.group(rows.groups[index] ?? 0),
      bound.window(rows.windows[index] ?? 0),
      bound.quantity(index),
      subscriber ?? user ?? workspace ?? null,
      subscriber ?? null,
      user ?? null,
      workspace ?? null,
      null,
    );
  };

  return ({ rows, loose }, idOfGroup, idOfWindow) => {
    const bound = { group: idOfGroup, window: idOfWindow, quantity: quantitiesOf(rows) };
    for (let from = 0; from < rows.count;) {
      const following = rowsFollowing(rows, from, lastRow);
      const run = runs.find(({ size }) => size <= following);
      if (run === undefined) storeAt(rows, from, bound);
      else {
        run.store(rows, from, bound);
        lastRow += run.size;
      }
      from += run?.size ?? 1;
    }
    for (const { sourceRow, group, window, values } of loose) {
      storeRow(sourceRow, idOfGroup(group), idOfWindow(window), ...values);
    }
  };
}

/** How many rows from there on follow one another in the file, and the row before: as many as one statement stores. */
function rowsFollowing({ sourceRows, count }: PackedRows, from: number, before: number): number {
  const most = Math.min(count - from, RUN_ROWS[0]);
  let following = 0;
  while (following < most && sourceRows[from + following] === before + following + 1) following += 1;
  return following;
}

interface Run {
  readonly size: number;
  readonly store: (rows: PackedRows, from: number, bound: Bound) => void;
}

function openRun(database: WritableDatabase, batchId: number, size: number): Run {
  const insert = database.prepare(insertRun(size));
  const values: SqlParameter[] = Array<SqlParameter>(size * ROW_VALUES).fill(null);
  /** The ids of the rows at hand, and a view of each one: to make views costs more than to copy the bytes. */
  const bytes = new Uint8Array(size * ROW_ID_BYTES);
  const views = Array.from({ length: size * IDS_PER_ROW }, (_, id) =>
    bytes.subarray(id * UUID_BYTES, (id + 1) * UUID_BYTES),
  );
  return {
    size,
    store: ({ sourceRows, groups, windows, presence, ids }, from, bound) => {
      bytes.set(ids.subarray(from * ROW_ID_BYTES, (from + size) * ROW_ID_BYTES));
      let at = 0;
      for (let row = 0; row < size; row += 1) {
        const index = from + row;
        const present = presence[index] ?? 0;
        const id = row * IDS_PER_ROW;
        values[at] = bound.group(groups[index] ?? 0);
        values[at + 1] = bound.window(windows[index] ?? 0);
        values[at + 2] = bound.quantity(index);
        values[at + 3] = (present & 1) === 0 ? null : (views[id] ?? null);
        values[at + 4] = (present & 2) === 0 ? null : (views[id + 1] ?? null);
        values[at + 5] = (present & 4) === 0 ? null : (views[id + 2] ?? null);
        at += ROW_VALUES;
      }
      const { lastInsertRowid } = insert.run(...values);
      const last = usageRowId(batchId, sourceRows[from + size - 1] ?? 0);
      if (BigInt(lastInsertRowid) !== last) throw new Error('A row has got the id of another one');
    },
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
