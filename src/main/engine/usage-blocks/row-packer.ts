import { idKey } from '#core/ids.ts';
import type { UsageRow } from '#core/usage/usage-row.ts';
import { packUuid, packUuidBytes, storeId, UUID_BYTES, type StoredId } from './stored-id.ts';
import { IDS_PER_ROW, ROW_ID_BYTES, type LooseRow, type LooseValue, type PackedRows } from './usage-block.ts';

/** Rows as few bytes and no objects each. */
export interface RowPacker {
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
  /** What is held, in memory that the next rows are written into; then nothing is held. */
  readonly take: () => { readonly rows: PackedRows; readonly loose: readonly LooseRow[] };
}

/** The largest source row that a row's id has room for; a packed one is 32 bits as well. */
export const MAX_SOURCE_ROW = 2 ** 32 - 1;
/** What the database takes: a quantity beyond is refused there, and must not be cut to 64 bits on its way. */
const MOST_QUANTITY = 10n ** 15n;

/** Opens a packer of so many rows at once; more are an error. */
export function openRowPacker(extraColumns: readonly string[], capacity: number): RowPacker {
  const sourceRows = new Uint32Array(capacity);
  const groups = new Uint32Array(capacity);
  const windows = new Uint32Array(capacity);
  const quantities = new BigInt64Array(capacity);
  const presence = new Uint8Array(capacity);
  const bytes = new Uint8Array(capacity * ROW_ID_BYTES);
  let loose: LooseRow[] = [];
  let packed = 0;

  const packIds = (row: UsageRow): boolean => {
    const at = packed * ROW_ID_BYTES;
    const { subscriberId, userId, workspaceId, quantity } = row;
    if (extraColumns.length > 0 || row.ref.row > MAX_SOURCE_ROW || !isPlainQuantity(quantity)) return false;
    if (subscriberId !== undefined && !packUuid(subscriberId, bytes, at)) return false;
    if (userId !== undefined && !packUuid(userId, bytes, at + UUID_BYTES)) return false;
    if (workspaceId !== undefined && !packUuid(workspaceId, bytes, at + 2 * UUID_BYTES)) return false;
    presence[packed] =
      (subscriberId === undefined ? 0 : 1) |
      (userId === undefined ? 0 : 2) |
      (workspaceId === undefined ? 0 : 4);
    return true;
  };
  const place = (sourceRow: number, group: number, window: number, quantity: bigint): void => {
    sourceRows[packed] = sourceRow;
    groups[packed] = group;
    windows[packed] = window;
    quantities[packed] = quantity;
    packed += 1;
  };

  return {
    count: () => packed + loose.length,
    add: (row, group, window) => {
      if (packed + loose.length >= capacity) throw new RangeError('The block is full');
      if (packIds(row)) place(row.ref.row, group, window, row.quantity);
      else loose.push({ sourceRow: row.ref.row, group, window, values: looseValues(row, extraColumns) });
    },
    addPlain: (source, ids, sourceRow, group, window, quantity) => {
      if (packed + loose.length >= capacity) throw new RangeError('The block is full');
      if (extraColumns.length > 0 || sourceRow > MAX_SOURCE_ROW || !isPlainQuantity(quantity)) return false;
      const at = packed * ROW_ID_BYTES;
      let present = 0;
      for (let id = 0; id < IDS_PER_ROW; id += 1) {
        const from = ids[id] ?? -1;
        if (from < 0) continue;
        if (!packUuidBytes(source, from, bytes, at + id * UUID_BYTES)) return false;
        present |= 1 << id;
      }
      presence[packed] = present;
      place(sourceRow, group, window, quantity);
      return true;
    },
    take: () => {
      const rows: PackedRows = {
        count: packed,
        sourceRows: sourceRows.subarray(0, packed),
        groups: groups.subarray(0, packed),
        windows: windows.subarray(0, packed),
        quantities: quantities.subarray(0, packed),
        presence: presence.subarray(0, packed),
        ids: bytes.subarray(0, packed * ROW_ID_BYTES),
      };
      const taken = { rows, loose };
      packed = 0;
      loose = [];
      return taken;
    },
  };
}

const isPlainQuantity = (quantity: bigint): boolean =>
  quantity <= MOST_QUANTITY && quantity >= -MOST_QUANTITY;

/** What stands behind group and window. */
function looseValues(row: UsageRow, extraColumns: readonly string[]): readonly LooseValue[] {
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
