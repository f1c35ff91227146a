import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '#core/errors.ts';
import { type Micros, ZERO } from '#core/decimal/micros.ts';
import { formatPeriod, overlapDays, type Period } from '#core/period.ts';
import type { SourceId } from '#core/source.ts';
import { compareUsage, type UsageComparison } from '#core/webex/compare-usage.ts';
import { displayId } from '#core/ids.ts';
import type { Workspace } from '../context.ts';
import { findBatch, supersedeBatch, type Batch } from '../repositories/batches.ts';
import { sqlUsageSource } from '../repositories/sql-usage-source.ts';
import { holdReport, reportsOfSlot, type ReportSlot } from '../repositories/webex-reports.ts';
import { downloadReport } from '../webex/download/download-report.ts';
import { reportTypeOf } from '../webex/reports/report.ts';
import type { FetchShared } from './fetch-reports-slot.ts';
import { importReport } from './import-report.ts';

/** A report of Webex as the workspace holds it. */
export interface HeldFetch {
  readonly slot: ReportSlot;
  readonly webexId: string;
  readonly batchId: number;
  readonly sourceId: SourceId;
  readonly rows: number;
  /** The sum of QUANTITY. */
  readonly userDays: Micros;
  /** Whether it was downloaded now; otherwise it was held already. */
  readonly isNew: boolean;
  /** What differs from the version that stood for the same reports before; undefined where there was none. */
  readonly comparison: UsageComparison | undefined;
}

/** What the workspace holds for a slot, if it is that report (any, where no id is given) and its evidence is there. */
export function findHeld(
  workspace: Workspace,
  slot: ReportSlot,
  webexId: string | undefined,
): HeldFetch | undefined {
  const held = reportsOfSlot(workspace.database, slot).find((report) => report.state === 'held');
  if (held?.batchId === undefined || (webexId !== undefined && held.webexId !== webexId)) return undefined;
  const batch = findBatch(workspace.database, held.batchId);
  if (batch?.status !== 'active' || !existsSync(join(workspace.sourcesFolder, batch.sourceId)))
    return undefined;
  return describe(slot, held.webexId, batch, { isNew: false, comparison: undefined });
}

/**
 * Downloads a complete report, keeps its bytes as evidence, imports it, and lets it stand for its slot in the place of
 * the one before: the last two in one transaction, so that no moment has both or none.
 */
export async function downloadAndHold(
  shared: FetchShared,
  slot: ReportSlot,
  webexId: string,
): Promise<HeldFetch> {
  const { workspace, connection, context, writing } = shared;
  const { client, rule } = connection;
  // The name of a copy that was cut short: a start clears it away.
  const path = join(workspace.sourcesFolder, `${workspace.ports.newId()}.partial`);
  try {
    const download = await downloadReport(client, webexId, path, { rule, signal: context.signal });
    return await writing(async () => {
      // It may have waited for its turn.
      await context.checkpoint();
      return importAndHold(shared, slot, webexId, { path, sha256: download.sha256 });
    });
  } finally {
    await rm(path, { force: true });
  }
}

async function importAndHold(
  { workspace, context }: FetchShared,
  slot: ReportSlot,
  webexId: string,
  file: { readonly path: string; readonly sha256: SourceId },
): Promise<HeldFetch> {
  const { database } = workspace;
  const before = findStanding(workspace, slot);
  const hold = (reading: {
    batchId: number;
    level: ReportSlot['level'];
    window: Period | undefined;
  }): void => {
    refuseOther(slot, webexId, reading);
    const { batchId } = reading;
    for (const old of holdReport(database, slot, { webexId, batchId, at: workspace.ports.clock() })) {
      if (old === batchId) continue;
      supersedeBatch(database, old);
      workspace.record('report-superseded', { batch: old }, { batch: batchId, report: webexId });
    }
    workspace.record('report-fetched', undefined, {
      report: webexId,
      level: slot.level,
      ...slot.period,
      subPartner: slot.subPartner ?? null,
      batch: batchId,
      sha256: file.sha256,
    });
  };
  const request = { path: file.path, name: fileName(slot), reuse: true, inLastTransaction: hold };
  const imported = await importReport(workspace, request, context);
  if (imported.sourceId !== file.sha256)
    throw new AppError('DOWNLOAD_FAILED', { report: webexId, reason: 'changed' });
  if (imported.reused) {
    database.transaction(() => {
      hold(imported);
    });
  }
  const batch = findBatch(database, imported.batchId);
  if (batch === undefined) throw new Error('The batch was made active just now');
  const comparison = before === undefined ? undefined : compareBatches(workspace, slot, before, batch);
  return describe(slot, webexId, batch, { isNew: true, comparison });
}

/** The batch that stands for a slot now, whatever its report. */
function findStanding(workspace: Workspace, slot: ReportSlot): Batch | undefined {
  const { database } = workspace;
  const held = reportsOfSlot(database, slot).find((report) => report.state === 'held');
  return held?.batchId === undefined ? undefined : findBatch(database, held.batchId);
}

/** A file of another level, or of other days altogether, must not stand for what was asked for. */
function refuseOther(
  slot: ReportSlot,
  webexId: string,
  reading: { readonly level: ReportSlot['level']; readonly window: Period | undefined },
): void {
  const { level, period } = slot;
  const isOther =
    reading.level !== level || (reading.window !== undefined && overlapDays(reading.window, period) === 0);
  if (!isOther) return;
  const window = reading.window === undefined ? '' : ` ${formatPeriod(reading.window)}`;
  throw new AppError('REPORT_CONTENT_DIFFERS', {
    report: webexId,
    expected: `${reportTypeOf[level]} ${formatPeriod(period)}`,
    found: `${reportTypeOf[reading.level]}${window}`,
  });
}

/** Compares two readings over all their days. */
export function compareBatches(
  { database }: Pick<Workspace, 'database'>,
  { level }: Pick<ReportSlot, 'level'>,
  before: Batch,
  after: Batch,
): UsageComparison {
  const period = unite(before.window, after.window);
  // Two reports without any row.
  if (period === undefined) return { before: ZERO, after: ZERO, customers: 0, changes: [] };
  const grain = level === 'partner' ? 'partner' : 'customer';
  const versionOf = (batch: Batch) => {
    const usage = sqlUsageSource(database, [batch.id], period);
    try {
      return { totals: [...usage.totals(level, grain)], names: usage.names };
    } finally {
      usage.close();
    }
  };
  const [old, fresh] = [versionOf(before), versionOf(after)];
  return compareUsage(old.totals, fresh.totals, {
    customer: (key) => (fresh.names.customers.get(key) ?? old.names.customers.get(key))?.orgId ?? key,
    subscription: (key) => fresh.names.subscriptions.get(key) ?? old.names.subscriptions.get(key) ?? key,
    sku: (key) => fresh.names.skus.get(key) ?? old.names.skus.get(key) ?? key,
  });
}

function unite(a: Period | undefined, b: Period | undefined): Period | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return { start: a.start < b.start ? a.start : b.start, end: a.end > b.end ? a.end : b.end };
}

/** The name by which a person meets the file: `webex-user-2026-10-01..2026-10-31.csv`. */
function fileName({ level, period, subPartner }: ReportSlot): string {
  const owner = subPartner === undefined ? '' : `-${displayId(subPartner).replaceAll(/[^A-Za-z0-9-]/g, '_')}`;
  return `webex-${level}-${formatPeriod(period)}${owner}.csv`;
}

const describe = (
  slot: ReportSlot,
  webexId: string,
  batch: Batch,
  news: Pick<HeldFetch, 'isNew' | 'comparison'>,
): HeldFetch => ({
  slot,
  webexId,
  batchId: batch.id,
  sourceId: batch.sourceId,
  rows: batch.counts.read,
  userDays: batch.sum,
  ...news,
});
