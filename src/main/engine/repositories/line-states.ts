import type { Period, PlainDate } from '#core/period.ts';
import type { LineKeyText } from '#core/reconcile/manual/line-key-text.ts';
import { readLineState, type LineState, type ReasonCode, type Workflow } from '#core/work/line-state.ts';
import type { ReadableDatabase, WritableDatabase } from '../db/handles.ts';

/** The state of a line, and the act that it comes from. */
export interface HeldLineState extends LineState {
  readonly key: LineKeyText;
  /** The act's place in the event log. */
  readonly sequence: number;
}

interface StateRecord {
  line_key: LineKeyText;
  status: Workflow;
  reason: ReasonCode | null;
  note: string | null;
  reviewed: bigint;
  assignee: string | null;
  due_on: PlainDate | null;
  judged_quantity: string | null;
  judged_amount: string | null;
  event_sequence: bigint;
}

const COLUMNS = `line_key, status, reason, note, reviewed, assignee, due_on, judged_quantity, judged_amount, event_sequence`;

/** Sets the state of a line to what an act's text says; undefined: the line is untouched again. */
export function setLineState(
  database: WritableDatabase,
  period: Period,
  change: { readonly key: string; readonly text: string | undefined; readonly sequence: number },
): void {
  if (change.text === undefined) {
    database
      .prepare('DELETE FROM line_state WHERE period_start = ? AND period_end = ? AND line_key = ?')
      .run(period.start, period.end, change.key);
    return;
  }
  const state = readLineState(change.text);
  database
    .prepare(
      `INSERT INTO line_state (period_start, period_end, ${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (period_start, period_end, line_key) DO UPDATE SET
         status = excluded.status, reason = excluded.reason, note = excluded.note, reviewed = excluded.reviewed,
         assignee = excluded.assignee, due_on = excluded.due_on, judged_quantity = excluded.judged_quantity,
         judged_amount = excluded.judged_amount, event_sequence = excluded.event_sequence`,
    )
    .run(
      period.start,
      period.end,
      change.key,
      state.status,
      state.reason ?? null,
      state.note ?? null,
      state.reviewed ? 1 : 0,
      state.assignee ?? null,
      state.due ?? null,
      state.judged?.quantity ?? null,
      state.judged?.amount ?? null,
      change.sequence,
    );
}

/** The states of some lines; untouched lines are not among them. */
export function findLineStates(
  database: ReadableDatabase,
  period: Period,
  keys: Iterable<LineKeyText>,
): ReadonlyMap<LineKeyText, HeldLineState> {
  const one = database.prepare<StateRecord>(
    `SELECT ${COLUMNS} FROM line_state WHERE period_start = ? AND period_end = ? AND line_key = ?`,
  );
  const states = new Map<LineKeyText, HeldLineState>();
  for (const key of keys) {
    const record = one.get(period.start, period.end, key);
    if (record !== undefined) states.set(key, toState(record));
  }
  return states;
}

/** All touched lines of a month. */
export const listLineStates = (
  database: ReadableDatabase,
  period: Period,
): ReadonlyMap<LineKeyText, HeldLineState> =>
  new Map(
    database
      .prepare<StateRecord>(
        `SELECT ${COLUMNS} FROM line_state WHERE period_start = ? AND period_end = ? ORDER BY line_key`,
      )
      .all(period.start, period.end)
      .map((record) => [record.line_key, toState(record)]),
  );

/** How many touched lines of the run's month the run does not have. */
export const countAbsentStates = (database: ReadableDatabase, runPosition: bigint): number =>
  Number(
    database
      .prepare<{ absent: bigint }>(
        `SELECT count(*) AS absent FROM run r
         JOIN line_state s ON s.period_start = r.period_start AND s.period_end = r.period_end
         WHERE r.position = ? AND NOT EXISTS (
           SELECT 1 FROM result_line l INDEXED BY result_line_by_key WHERE l.run_position = r.position AND l.line_key = s.line_key)`,
      )
      .get(runPosition)?.absent ?? 0n,
  );

/** Who has differences of a run to settle, and how many of them are to be settled until a day. */
export function readAssignments(
  database: ReadableDatabase,
  runPosition: bigint,
): {
  readonly assignees: { readonly name: string; readonly differences: number }[];
  readonly withDue: number;
} {
  const records = database
    .prepare<{ assignee: string | null; differences: bigint; with_due: bigint }>(
      `SELECT s.assignee, count(*) AS differences, count(s.due_on) AS with_due FROM run r
       JOIN line_state s ON s.period_start = r.period_start AND s.period_end = r.period_end
         AND (s.assignee IS NOT NULL OR s.due_on IS NOT NULL)
       JOIN result_line l INDEXED BY result_line_by_key ON l.run_position = r.position AND l.line_key = s.line_key
       WHERE r.position = ? AND l.within_tolerance = 0 GROUP BY s.assignee ORDER BY s.assignee`,
    )
    .all(runPosition);
  return {
    assignees: records.flatMap(({ assignee, differences }) =>
      assignee === null ? [] : [{ name: assignee, differences: Number(differences) }],
    ),
    withDue: records.reduce((sum, record) => sum + Number(record.with_due), 0),
  };
}

/** The last reason, with its note, that was given to a line of a cluster in this month, else in the month closest before. */
export const lastReasonOf = (
  database: ReadableDatabase,
  runPosition: bigint,
  signature: string,
):
  { readonly reason: ReasonCode; readonly note: string | undefined; readonly period: Period } | undefined => {
  const record = database
    .prepare<{ reason: ReasonCode; note: string | null; start: PlainDate; end: PlainDate }>(
      `SELECT s.reason, s.note, s.period_start AS start, s.period_end AS "end" FROM run own
       JOIN run r ON r.period_start <= own.period_start
         AND r.position = (SELECT max(x.position) FROM run x
           WHERE x.period_start = r.period_start AND x.period_end = r.period_end)
       JOIN result_line l INDEXED BY result_line_by_signature ON l.run_position = r.position AND l.signature = ?
       JOIN line_state s ON s.period_start = r.period_start AND s.period_end = r.period_end
         AND s.line_key = l.line_key
       WHERE own.position = ? AND s.reason IS NOT NULL AND s.status <> 'open'
       ORDER BY s.period_start DESC, s.event_sequence DESC LIMIT 1`,
    )
    .get(signature, runPosition);
  return (
    record && {
      reason: record.reason,
      note: record.note ?? undefined,
      period: { start: record.start, end: record.end },
    }
  );
};

const toState = (record: StateRecord): HeldLineState => ({
  key: record.line_key,
  status: record.status,
  reason: record.reason ?? undefined,
  note: record.note ?? undefined,
  reviewed: record.reviewed === 1n,
  assignee: record.assignee ?? undefined,
  due: record.due_on ?? undefined,
  judged:
    record.judged_quantity === null
      ? undefined
      : { quantity: record.judged_quantity, amount: record.judged_amount },
  sequence: Number(record.event_sequence),
});
