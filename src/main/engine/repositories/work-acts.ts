import type { Period, PlainDate } from '#core/period.ts';
import type { Act, ActKind, WorkEntity, WorkItem } from '#core/work/act.ts';
import type { ReadableDatabase, WritableDatabase } from '../db/handles.ts';

/** An act without its changes. */
export interface ActHead extends Omit<Act, 'items'> {
  readonly items: number;
  readonly runId: string;
}

interface ActRecord {
  event_sequence: bigint;
  period_start: PlainDate;
  period_end: PlainDate;
  kind: ActKind;
  of_sequence: bigint | null;
  run_id: string;
  items: bigint;
}

interface ItemRecord {
  entity: WorkEntity;
  key: string;
  before_text: string | null;
  after_text: string | null;
}

const SELECT = `SELECT a.event_sequence, a.period_start, a.period_end, a.kind, a.of_sequence, r.id AS run_id, a.items
  FROM work_act a JOIN run r ON r.position = a.run_position`;

/** Keeps an act with its changes. Call it in the transaction that also writes its event. */
export function addAct(database: WritableDatabase, act: Act, runId: string): void {
  database
    .prepare(
      `INSERT INTO work_act (event_sequence, period_start, period_end, kind, of_sequence, run_position, items)
       VALUES (?, ?, ?, ?, ?, (SELECT position FROM run WHERE id = ?), ?)`,
    )
    .run(act.sequence, act.period.start, act.period.end, act.kind, act.of ?? null, runId, act.items.length);
  const insert = database.prepare(
    'INSERT INTO work_item (event_sequence, position, entity, key, before_text, after_text) VALUES (?, ?, ?, ?, ?, ?)',
  );
  for (const [position, { entity, key, before, after }] of act.items.entries()) {
    insert.run(act.sequence, position, entity, key, before ?? null, after ?? null);
  }
}

/** The acts of a month in the order of the log, without their changes. */
export const listActs = (database: ReadableDatabase, period: Period): readonly ActHead[] =>
  database
    .prepare<ActRecord>(`${SELECT} WHERE a.period_start = ? AND a.period_end = ? ORDER BY a.event_sequence`)
    .all(period.start, period.end)
    .map(toHead);

/** The months that have acts. */
export const listWorkedPeriods = (database: ReadableDatabase): readonly Period[] =>
  database
    .prepare<{ start: PlainDate; end: PlainDate }>(
      'SELECT DISTINCT period_start AS start, period_end AS "end" FROM work_act ORDER BY 1, 2',
    )
    .all();

/** The changes of an act, in their order; the first `limit` of them where one is given. */
export const actItems = (database: ReadableDatabase, sequence: number, limit = -1): readonly WorkItem[] =>
  database
    .prepare<ItemRecord>(
      `SELECT entity, key, before_text, after_text FROM work_item
       WHERE event_sequence = ? ORDER BY position LIMIT ?`,
    )
    .all(sequence, limit)
    .map((record) => ({
      entity: record.entity,
      key: record.key,
      before: record.before_text ?? undefined,
      after: record.after_text ?? undefined,
    }));

/** The kind of an act in the log, or undefined where an event is no act. */
export const findAct = (database: ReadableDatabase, sequence: number): ActHead | undefined => {
  const record = database.prepare<ActRecord>(`${SELECT} WHERE a.event_sequence = ?`).get(sequence);
  return record && toHead(record);
};

const toHead = (record: ActRecord): ActHead => ({
  sequence: Number(record.event_sequence),
  period: { start: record.period_start, end: record.period_end },
  kind: record.kind,
  of: record.of_sequence === null ? undefined : Number(record.of_sequence),
  runId: record.run_id,
  items: Number(record.items),
});
