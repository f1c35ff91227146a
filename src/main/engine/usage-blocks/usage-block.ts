import type { Micros } from '#core/decimal/micros.ts';
import type { Period } from '#core/period.ts';

/** A value of a row that can't be packed, as the database takes it. */
export type LooseValue = string | bigint | Uint8Array | null;

/** A row that can't be packed. */
export interface LooseRow {
  readonly sourceRow: number;
  readonly group: number;
  readonly window: number;
  /** Quantity, consumer, subscriber, user, workspace, and what stands in unknown columns. */
  readonly values: readonly LooseValue[];
}

/** Rows whose ids are all UUIDs or absent, a column each. */
export interface PackedRows {
  readonly count: number;
  readonly sourceRows: Uint32Array;
  readonly groups: Uint32Array;
  readonly windows: Uint32Array;
  /** Micros. */
  readonly quantities: BigInt64Array;
  /** Which of a row's three ids are there (subscriber, user, workspace): a bit each. */
  readonly presence: Uint8Array;
  /** {@link ROW_ID_BYTES} a row. */
  readonly ids: Uint8Array;
}

/** A row has room for three ids. */
export const IDS_PER_ROW = 3;
export const ROW_ID_BYTES = IDS_PER_ROW * 16;

/** Numbers of a group: nine texts as written, then six in their form for comparison; -1 where there is none. */
export const GROUP_TEXTS = 9;
export const GROUP_KEYS = 6;
export const GROUP_NUMBERS = GROUP_TEXTS + GROUP_KEYS;

/** Rows, and what is new with them. */
export interface UsageBlock {
  readonly rows: PackedRows;
  readonly loose: readonly LooseRow[];
  /** {@link GROUP_NUMBERS} a group, in the order of the table's columns. */
  readonly groups: Int32Array;
  readonly texts: readonly string[];
  readonly keys: readonly string[];
  readonly windows: readonly Period[];
}

/** What the rows of a report add up to, group by group and window by window, in the order in which they came. */
export interface UsageSums {
  readonly groups: Int32Array;
  readonly windows: Int32Array;
  /** Micros. */
  readonly userDays: BigInt64Array;
  readonly rows: Uint32Array;
}

/** What the rows of a report come to: the sum of QUANTITY, and the first and last day over all of them. */
export interface UsageSum {
  readonly sum: Micros;
  readonly window: Period | undefined;
}
