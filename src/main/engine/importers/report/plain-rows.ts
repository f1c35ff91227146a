import type { ReportColumns, ReportField } from '#core/usage/report-columns.ts';
import type { UsageRow } from '#core/usage/usage-row.ts';
import type { RowPacker } from '../../usage-blocks/row-packer.ts';
import { openByteIndex, type ByteIndex } from './byte-index.ts';

/** Where the rows go of which every part is known: as bytes and numbers, without an object each. */
export interface PlainRowSink {
  /** The numbers under which the sink knows what a row shares with others, and its window. */
  readonly placesOf: (row: UsageRow) => { readonly group: number; readonly window: number };
  /**
   * Takes a row whose three ids are bare lower-case UUIDs that begin at `ids`, or absent (-1). False where one is
   * not such a UUID; then nothing was taken.
   */
  readonly add: RowPacker['addPlain'];
}

/**
 * Rows that are like rows before them.
 *
 * A row says nothing new where its group (all that it shares with others), its dates and its quantity have each been
 * read before, without an issue, and its ids are UUIDs or absent. What such a row means follows from the rows before:
 * each part was read by the full reader, and no rule looks at two parts at once. So the full reader reads every part
 * that differs, once, and this one compares bytes.
 */
export interface PlainRows {
  /** Takes the row whose cells end at `ends`, if it says nothing new. */
  readonly take: (bytes: Uint8Array, from: number, sourceRow: number) => boolean;
  /** Remembers the parts of the row that `take` has just refused, which the full reader has read without an issue. */
  readonly learn: (bytes: Uint8Array, row: UsageRow) => void;
}

const CONSUMER_FIELDS = [
  'SUBSCRIBER_ID',
  'USER_ID',
  'WORKSPACE_ID',
] as const satisfies readonly ReportField[];
const OWN_FIELDS: readonly ReportField[] = [
  ...CONSUMER_FIELDS,
  'CONSUMPTION_START_DATE',
  'CONSUMPTION_END_DATE',
  'QUANTITY',
];
const UUID_CHARACTERS = 36;
const QUOTE = 0x22;
/** Texts of quantities and pairs of dates that are remembered; a report has few. */
const MOST_TEXTS = 100_000;

/** Opens the reader of one report; `ends` says where the cells of a row end. */
export function openPlainRows(columns: ReportColumns, ends: Int32Array, sink: PlainRowSink): PlainRows {
  const { indexOf, level } = columns;
  const ownColumns = new Set(OWN_FIELDS.flatMap((field) => indexOf[field] ?? []));
  const shared = columns.names.map((_, index) => index).filter((index) => !ownColumns.has(index));
  const groups = openPart(ends, runsOf(shared));
  const windows = openPart(
    ends,
    runsOf([indexOf.CONSUMPTION_START_DATE ?? 0, indexOf.CONSUMPTION_END_DATE ?? 0]),
  );
  const quantities = openPart(ends, runsOf([indexOf.QUANTITY ?? 0]));
  const consumerColumns = Int32Array.from(CONSUMER_FIELDS.map((field) => indexOf[field] ?? -1));
  const groupPlaces: number[] = [];
  const windowPlaces: number[] = [];
  const values: bigint[] = [];
  const ids = new Int32Array(CONSUMER_FIELDS.length);
  const isUser = level === 'user';
  /** Which of the ids the last row has, and which any row has had that the full reader has seen: a bit each. */
  let present = 0;
  let seen = 0;
  let group = -1;
  let window = -1;
  let quantity = -1;

  /** Finds where the ids begin; false where one can be no bare UUID, or where all are missing that should not be. */
  const findIds = (bytes: Uint8Array, from: number): boolean => {
    present = 0;
    for (let place = 0; place < ids.length; place += 1) {
      const column = consumerColumns[place] ?? -1;
      ids[place] = -1;
      if (column < 0) continue;
      let begin = column === 0 ? from : (ends[column - 1] ?? 0) + 1;
      let length = (ends[column] ?? 0) - begin;
      if (length === 0) continue;
      if (bytes[begin] === QUOTE) {
        begin += 1;
        length -= 2;
        if (length === 0) continue;
      }
      if (length !== UUID_CHARACTERS) return false;
      ids[place] = begin;
      present |= 1 << place;
    }
    return present > 0 || !isUser;
  };

  return {
    take: (bytes, from, sourceRow) => {
      group = groups.find(bytes, from);
      window = windows.find(bytes, from);
      quantity = quantities.find(bytes, from);
      const hasIds = findIds(bytes, from);
      // The first id of a column shows what stands in it: rows with a comma too many are put together by that.
      if (group < 0 || window < 0 || quantity < 0 || !hasIds || (present & ~seen) !== 0) return false;
      const value = values[quantity];
      const groupPlace = groupPlaces[group];
      const windowPlace = windowPlaces[window];
      if (value === undefined || groupPlace === undefined || windowPlace === undefined) return false;
      return sink.add(bytes, ids, sourceRow, groupPlace, windowPlace, value);
    },
    learn: (bytes, row) => {
      seen |= present;
      if (group >= 0 && window >= 0 && quantity >= 0) return;
      const places = sink.placesOf(row);
      if (group < 0) groupPlaces[groups.add(bytes)] = places.group;
      if (window < 0 && windows.size() < MOST_TEXTS) windowPlaces[windows.add(bytes)] = places.window;
      if (quantity < 0 && quantities.size() < MOST_TEXTS) values[quantities.add(bytes)] = row.quantity;
    },
  };
}

/** First and last column of each run of neighbours. */
function runsOf(columns: readonly number[]): readonly (readonly [first: number, last: number])[] {
  const runs: [number, number][] = [];
  for (const column of [...columns].sort((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last?.[1] === column - 1) last[1] = column;
    else runs.push([column, column]);
  }
  return runs;
}

interface Part {
  readonly find: (bytes: Uint8Array, from: number) => number;
  /** Adds what was looked for last. */
  readonly add: (bytes: Uint8Array) => number;
  readonly size: ByteIndex['size'];
}

/** An index over some columns of a line, as they are written, delimiters and quotes included. */
function openPart(ends: Int32Array, runs: readonly (readonly [first: number, last: number])[]): Part {
  const index = openByteIndex();
  const firsts = Int32Array.from(runs, ([first]) => first);
  const lasts = Int32Array.from(runs, ([, last]) => last);
  const bounds = new Int32Array(2 * runs.length);
  return {
    find: (bytes, from) => {
      for (let run = 0; run < firsts.length; run += 1) {
        const first = firsts[run] ?? 0;
        bounds[2 * run] = first === 0 ? from : (ends[first - 1] ?? 0) + 1;
        bounds[2 * run + 1] = ends[lasts[run] ?? 0] ?? 0;
      }
      return index.find(bytes, bounds, firsts.length);
    },
    add: (bytes) => index.add(bytes, bounds, firsts.length),
    size: index.size,
  };
}
