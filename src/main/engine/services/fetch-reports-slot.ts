import { join } from 'node:path';
import { compareText } from '#core/compare.ts';
import { AppError } from '#core/errors.ts';
import type { Workspace } from '../context.ts';
import { hashEvidence } from '../evidence.ts';
import type { JobContext } from '../jobs/job-context.ts';
import type { OneAtATime } from '../jobs/one-at-a-time.ts';
import { findBatch } from '../repositories/batches.ts';
import {
  noteReportStatus,
  reportsOfSlot,
  trackReport,
  type ReportSlot,
} from '../repositories/webex-reports.ts';
import type { WebexConnection } from '../webex/connection.ts';
import { mayHaveBeenDone } from '../webex/client/api-error.ts';
import { WEBEX_OPERATIONS } from '../webex/client/operations.ts';
import { createReport } from '../webex/reports/create-report.ts';
import { getReport } from '../webex/reports/get-report.ts';
import { listReports } from '../webex/reports/list-reports.ts';
import { isReconciliation, reportTypeOf, type WebexReport } from '../webex/reports/report.ts';
import { isRunning, reportFailed } from '../webex/reports/report-state.ts';
import { nowMs } from '../webex/webex-ports.ts';
import { deleteWebexReport } from './delete-webex-report.ts';
import { downloadAndHold, findHeld, type HeldFetch } from './fetch-reports-hold.ts';

/** What the parts of one fetch share. */
export interface FetchShared {
  readonly workspace: Workspace;
  readonly connection: WebexConnection;
  readonly context: JobContext;
  /** The database has one writer. */
  readonly writing: OneAtATime;
  /** What is known of a report has changed. */
  readonly onStep: () => void;
  readonly regenerate: boolean;
  readonly longestWaitMs: number;
}

const FIRST_POLL_MS = 2000;
const LONGEST_POLL_MS = 30_000;
/** A list may lag behind a creation: it is asked again after these pauses. */
const LIST_PAUSES_MS = [0, 2000, 4000, 8000];

/** Makes the workspace hold one report. */
export async function fetchSlot(shared: FetchShared, slot: ReportSlot): Promise<HeldFetch> {
  const begun = await unfinished(shared, slot);
  if (begun !== undefined) return follow(shared, slot, begun);
  const candidates = await listCandidates(shared, slot);
  return shared.regenerate ? regenerate(shared, slot, candidates) : takeOrCreate(shared, slot, candidates);
}

/** A report that Webex has or makes, or that is held. */
export interface EnsuredReport {
  readonly webexId: string;
  /** Whether it was asked for just now. */
  readonly isNew: boolean;
}

/** Has a report made where there is none: neither complete nor running at Webex, nor held. Waits for nothing. */
export async function ensureSlot(shared: FetchShared, slot: ReportSlot): Promise<EnsuredReport> {
  const existing =
    (await unfinished(shared, slot)) ??
    (await newestUsable(shared, await listCandidates(shared, slot))) ??
    findHeld(shared.workspace, slot, undefined)?.webexId;
  if (existing !== undefined) return { webexId: existing, isNew: false };
  const webexId = await create(shared, slot, new Set());
  // The next fetch goes on with it.
  await track(shared, slot, webexId, true);
  return { webexId, isNew: true };
}

/** The report that an earlier fetch has begun to wait for, if it is still to be had. */
async function unfinished(shared: FetchShared, slot: ReportSlot): Promise<string | undefined> {
  const { workspace, connection, context } = shared;
  // To make a report anew, only one that was made for that will do: not one that was about to be replaced.
  const waiting = reportsOfSlot(workspace.database, slot).filter(
    (report) => report.state === 'waiting' && (!shared.regenerate || report.isOurs),
  );
  for (const { webexId } of waiting.reverse()) {
    try {
      const report = await getReport(connection.client, webexId, context.signal);
      const isUsable = report.status !== 'FAILED' && isReconciliation(report);
      if (isUsable) return webexId;
      await note(shared, report, 'failed');
    } catch (error) {
      if (!isCode(error, 'WEBEX_NOT_FOUND')) throw error;
      await shared.writing(() => {
        noteReportStatus(workspace.database, webexId, { status: 'NOT_FOUND', state: 'gone' });
        return Promise.resolve();
      });
    }
  }
  return undefined;
}

/** The reports at Webex that could stand for a slot. Point-in-time reports and those with internal usage never do. */
async function listCandidates(shared: FetchShared, slot: ReportSlot): Promise<readonly WebexReport[]> {
  const { connection, context } = shared;
  const { level, period, subPartner } = slot;
  const filter = {
    billingStartDate: period.start,
    billingEndDate: period.end,
    type: reportTypeOf[level],
    subPartnerOrgId: subPartner,
  };
  const reports = await listReports(connection.client, filter, context.signal);
  const looked = await Promise.all(
    reports.map(async (report) => ({ report, isOne: await isCandidate(shared, slot, report) })),
  );
  return looked.filter(({ isOne }) => isOne).map(({ report }) => report);
}

/** Where a list does not tell the category, the report itself is asked: silence in a list proves nothing. */
async function isCandidate(shared: FetchShared, slot: ReportSlot, report: WebexReport): Promise<boolean> {
  const { workspace, connection, context } = shared;
  if (!isReconciliation(report) || report.source['internal'] === true) return false;
  const isStated = typeof report.source['category'] === 'string';
  if (isStated || report.status === 'FAILED') return true;
  if (findHeld(workspace, slot, report.id) !== undefined) return true;
  try {
    return isReconciliation(await getReport(connection.client, report.id, context.signal));
  } catch (error) {
    if (isCode(error, 'WEBEX_NOT_FOUND')) return false;
    throw error;
  }
}

/** A complete report, else a running one, else what is held already, else a new one. */
async function takeOrCreate(
  shared: FetchShared,
  slot: ReportSlot,
  candidates: readonly WebexReport[],
): Promise<HeldFetch> {
  const usable = await newestUsable(shared, candidates);
  if (usable !== undefined) return follow(shared, slot, usable);
  return (
    findHeld(shared.workspace, slot, undefined) ??
    follow(shared, slot, await create(shared, slot, new Set()), true)
  );
}

/**
 * Keeps what there is, deletes it at Webex, and makes a new one. A running report needs no deletion: it is the new one.
 * Nothing is deleted before its bytes are evidence here.
 */
async function regenerate(
  shared: FetchShared,
  slot: ReportSlot,
  candidates: readonly WebexReport[],
): Promise<HeldFetch> {
  const running = candidates.filter(isRunning);
  const complete = candidates.filter((report) => report.status === 'COMPLETED');
  for (const { id } of await oldestFirst(shared, complete)) await follow(shared, slot, id);
  if (complete.length === 0 && running.length > 0) {
    const newest = await newestUsable(shared, running);
    if (newest !== undefined) return follow(shared, slot, newest);
  }
  for (const { id } of complete) await assertEvidence(shared, slot, id);
  for (const { id } of complete) await remove(shared, slot, id);
  return follow(shared, slot, await create(shared, slot, new Set(complete.map((report) => report.id))), true);
}

/** A file that lies there may have changed since: what is about to be deleted at Webex could not be had again. */
async function assertEvidence(
  { workspace, context }: FetchShared,
  slot: ReportSlot,
  id: string,
): Promise<void> {
  const tracked = reportsOfSlot(workspace.database, slot).find((report) => report.webexId === id);
  const batch = tracked?.batchId === undefined ? undefined : findBatch(workspace.database, tracked.batchId);
  if (batch === undefined) throw new Error('A report was about to be deleted before it was held');
  const found = await hashEvidence(join(workspace.sourcesFolder, batch.sourceId), context);
  if (found !== batch.sourceId) throw new AppError('EVIDENCE_DAMAGED', { file: batch.sourceId });
}

async function remove(shared: FetchShared, slot: ReportSlot, id: string): Promise<void> {
  const { workspace, connection, context, writing } = shared;
  const { level, period, subPartner } = slot;
  const report = { id, level, ...period, subPartner };
  const options = { goneIsFine: true, signal: context.signal, writing };
  await deleteWebexReport(workspace, connection.client, report, options);
}

/**
 * Creates a report and returns its id. A conflict, an answer without an id and an answer that was lost all mean: there
 * may be one now, so the list is asked; it is never created twice.
 */
async function create(shared: FetchShared, slot: ReportSlot, deleted: ReadonlySet<string>): Promise<string> {
  const { connection, context } = shared;
  const { level, period, subPartner } = slot;
  let failure = new AppError('WEBEX_NOT_FOUND', { operation: WEBEX_OPERATIONS.createReport.title });
  try {
    const report = { period, type: reportTypeOf[level], subPartnerOrgId: subPartner };
    const id = await createReport(connection.client, report, context.signal);
    if (id !== undefined) return id;
  } catch (error) {
    const mayExist = isCode(error, 'WEBEX_CONFLICT') || mayHaveBeenDone(error);
    if (!(error instanceof AppError) || !mayExist) throw error;
    failure = error;
  }
  for (const pause of LIST_PAUSES_MS) {
    if (pause > 0) await connection.client.ports.sleep(pause, context.signal);
    const candidates = await listCandidates(shared, slot);
    const found = await newestUsable(
      shared,
      candidates.filter((candidate) => !deleted.has(candidate.id)),
    );
    if (found !== undefined) return found;
  }
  throw failure;
}

/** Waits for a report, and brings it into the workspace. */
async function follow(shared: FetchShared, slot: ReportSlot, id: string, isOurs = false): Promise<HeldFetch> {
  const held = findHeld(shared.workspace, slot, id);
  if (held !== undefined) return held;
  await track(shared, slot, id, isOurs);
  await waitUntilComplete(shared, id);
  return downloadAndHold(shared, slot, id);
}

async function waitUntilComplete(shared: FetchShared, id: string): Promise<void> {
  const { connection, context, longestWaitMs } = shared;
  const { client } = connection;
  const begin = nowMs(client.ports);
  for (let pause = FIRST_POLL_MS; ; pause = Math.min(LONGEST_POLL_MS, pause * 2)) {
    const report = await getReport(client, id, context.signal);
    if (!isReconciliation(report)) throw new AppError('REPORT_IS_POINT_IN_TIME', { report: id });
    if (report.status === 'FAILED') {
      await note(shared, report, 'failed');
      throw reportFailed(report);
    }
    await note(shared, report);
    if (!isRunning(report)) return;
    const waited = nowMs(client.ports) - begin;
    if (waited >= longestWaitMs) {
      throw new AppError('REPORT_STILL_RUNNING', {
        report: id,
        type: report.type,
        status: report.status,
        minutes: String(Math.round(waited / 60_000)),
      });
    }
    await client.ports.sleep(pause, context.signal);
  }
}

/** The newest of the complete reports, else of the running ones. */
async function newestUsable(
  shared: FetchShared,
  candidates: readonly WebexReport[],
): Promise<string | undefined> {
  const complete = candidates.filter((report) => report.status === 'COMPLETED');
  const usable = complete.length > 0 ? complete : candidates.filter(isRunning);
  return (await oldestFirst(shared, usable)).at(-1)?.id;
}

/** By the moment of their making, which lists do not tell. */
async function oldestFirst(
  { connection, context }: FetchShared,
  reports: readonly WebexReport[],
): Promise<readonly WebexReport[]> {
  if (reports.length < 2) return reports;
  connection.client.ports.log.warn('webex: several reports of one kind', { count: reports.length });
  const dated = await Promise.all(
    reports.map(async (report) => {
      const { created } = await getReport(connection.client, report.id, context.signal);
      return { report, created: created ?? '' };
    }),
  );
  return dated
    .sort((a, b) => compareText(a.created, b.created) || compareText(a.report.id, b.report.id))
    .map(({ report }) => report);
}

/** Stores the id of a report before anything waits for it. */
async function track(
  { workspace, writing, onStep }: FetchShared,
  slot: ReportSlot,
  webexId: string,
  isOurs: boolean,
): Promise<void> {
  const { database, ports } = workspace;
  await writing(() => {
    database.transaction(() => {
      trackReport(database, slot, { webexId, status: 'IN_PROGRESS', isOurs, at: ports.clock() });
    });
    return Promise.resolve();
  });
  onStep();
}

async function note(
  { workspace, writing, onStep }: FetchShared,
  report: WebexReport,
  state?: 'failed',
): Promise<void> {
  const { id, status, created } = report;
  await writing(() => {
    noteReportStatus(workspace.database, id, {
      status: status === '' ? 'UNKNOWN' : status,
      createdAt: created,
      ...(state === undefined ? {} : { state }),
    });
    return Promise.resolve();
  });
  onStep();
}

const isCode = (error: unknown, code: AppError['code']): boolean =>
  error instanceof AppError && error.code === code;
