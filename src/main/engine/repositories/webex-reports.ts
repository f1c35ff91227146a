import { idKey } from '#core/ids.ts';
import type { Period, PlainDate } from '#core/period.ts';
import type { UsageLevel } from '#core/usage/usage-row.ts';
import type { ReadableDatabase, WritableDatabase } from '../db/handles.ts';

/** What a report is asked for. One report at a time stands for it. */
export interface ReportSlot {
  readonly level: UsageLevel;
  readonly period: Period;
  /** The organisation id of a sub-partner, as requests carry it; undefined for the partner itself. */
  readonly subPartner: string | undefined;
}

/** How far a report at Webex has come into the workspace. */
export type TrackedState = 'waiting' | 'held' | 'replaced' | 'failed' | 'gone';

/** A report at Webex that the workspace works with. */
export interface TrackedReport extends ReportSlot {
  readonly webexId: string;
  /** What Webex said last. */
  readonly status: string;
  readonly state: TrackedState;
  /** The rows, once it was held. */
  readonly batchId: number | undefined;
  /** Whether this workspace had it made; otherwise it was found at Webex. */
  readonly isOurs: boolean;
  /** When Webex made it. */
  readonly createdAt: string | undefined;
  /** When the workspace met it. */
  readonly foundAt: string;
  /** Since when its rows are here. */
  readonly heldAt: string | undefined;
}

interface TrackedRecord {
  webex_id: string;
  level: UsageLevel;
  period_start: string;
  period_end: string;
  sub_partner: string | null;
  status: string;
  state: TrackedState;
  batch_id: bigint | null;
  is_ours: bigint;
  created_at: string | null;
  found_at: string;
  held_at: string | null;
}

const OF_SLOT = 'level = ? AND period_start = ? AND period_end = ? AND sub_partner_key = ?';

const slotParameters = ({ level, period, subPartner }: ReportSlot): readonly string[] => [
  level,
  period.start,
  period.end,
  idKey(subPartner) ?? '',
];

/** Enters a report that is to be waited for. One that had failed or gone, and is there again, waits again. */
export function trackReport(
  database: WritableDatabase,
  slot: ReportSlot,
  report: {
    readonly webexId: string;
    readonly status: string;
    readonly isOurs: boolean;
    readonly at: string;
  },
): void {
  database
    .prepare(
      `INSERT INTO webex_report
         (webex_id, level, period_start, period_end, sub_partner_key, sub_partner, status, is_ours, state, found_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'waiting', ?)
       ON CONFLICT (webex_id) DO UPDATE SET status = excluded.status,
         state = CASE WHEN state IN ('failed', 'gone') THEN 'waiting' ELSE state END`,
    )
    .run(
      report.webexId,
      ...slotParameters(slot),
      slot.subPartner ?? null,
      report.status,
      report.isOurs ? 1 : 0,
      report.at,
    );
}

/** Writes down what Webex says about a report that waits. */
export function noteReportStatus(
  database: WritableDatabase,
  webexId: string,
  note: {
    readonly status: string;
    readonly createdAt?: string | undefined;
    readonly state?: 'failed' | 'gone';
  },
): void {
  database
    .prepare(
      `UPDATE webex_report SET status = ?, created_at = coalesce(?, created_at),
         state = CASE WHEN state = 'waiting' THEN ? ELSE state END
       WHERE webex_id = ?`,
    )
    .run(note.status, note.createdAt ?? null, note.state ?? 'waiting', webexId);
}

/**
 * Makes a report the one that stands for its slot. Returns the batches that stood for it before and that nothing held
 * refers to any more: they are to be superseded, in the same transaction.
 */
export function holdReport(
  database: WritableDatabase,
  slot: ReportSlot,
  report: { readonly webexId: string; readonly batchId: number; readonly at: string },
): readonly number[] {
  const replaced = database
    .prepareFresh<{ batch_id: bigint }>(
      `UPDATE webex_report SET state = 'replaced' WHERE state = 'held' AND webex_id <> ? AND ${OF_SLOT}
       RETURNING batch_id`,
    )
    .all(report.webexId, ...slotParameters(slot));
  database
    .prepare(
      `UPDATE webex_report SET state = 'held', status = 'COMPLETED', batch_id = ?, held_at = ? WHERE webex_id = ?`,
    )
    .run(report.batchId, report.at, report.webexId);
  const isHeld = database.prepare<{ found: bigint }>(
    "SELECT 1 AS found FROM webex_report WHERE state = 'held' AND batch_id = ? LIMIT 1",
  );
  return replaced
    .map((record) => Number(record.batch_id))
    .filter((batchId) => isHeld.get(batchId) === undefined);
}

/** The reports of a slot, in the order in which the workspace met them. */
export const reportsOfSlot = (database: ReadableDatabase, slot: ReportSlot): readonly TrackedReport[] =>
  database
    .prepare<TrackedRecord>(`SELECT * FROM webex_report WHERE ${OF_SLOT} ORDER BY id`)
    .all(...slotParameters(slot))
    .map(toTrackedReport);

/** Every report that the workspace has worked with, in the order in which it met them. */
export const listTrackedReports = (database: ReadableDatabase): readonly TrackedReport[] =>
  database.prepare<TrackedRecord>('SELECT * FROM webex_report ORDER BY id').all().map(toTrackedReport);

/** A report by the id that Webex gave it; undefined where the workspace has never worked with it. */
export function findTrackedReport(database: ReadableDatabase, webexId: string): TrackedReport | undefined {
  const record = database
    .prepare<TrackedRecord>('SELECT * FROM webex_report WHERE webex_id = ?')
    .get(webexId);
  return record === undefined ? undefined : toTrackedReport(record);
}

function toTrackedReport(record: TrackedRecord): TrackedReport {
  return {
    webexId: record.webex_id,
    level: record.level,
    period: { start: record.period_start as PlainDate, end: record.period_end as PlainDate },
    subPartner: record.sub_partner ?? undefined,
    status: record.status,
    state: record.state,
    batchId: record.batch_id === null ? undefined : Number(record.batch_id),
    isOurs: record.is_ours === 1n,
    createdAt: record.created_at ?? undefined,
    foundAt: record.found_at,
    heldAt: record.held_at ?? undefined,
  };
}

/** Whether a batch holds a report that stands for its level and period at Webex. */
export const isHeldForWebex = (database: ReadableDatabase, batchId: number): boolean =>
  database
    .prepare<{ found: bigint }>(
      "SELECT 1 AS found FROM webex_report WHERE state = 'held' AND batch_id = ? LIMIT 1",
    )
    .get(batchId) !== undefined;
