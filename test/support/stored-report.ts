import { createHash } from 'node:crypto';
import { parseDecimal, sumMicros } from '#core/decimal/micros.ts';
import { parsePlainDate, type Period } from '#core/period.ts';
import type { UsageLevel, UsageRow } from '#core/usage/usage-row.ts';
import type { WritableDatabase } from '#engine/db/handles.ts';
import { activateBatch, createBatch } from '#engine/repositories/batches.ts';
import { keepSourceFile } from '#engine/repositories/source-files.ts';
import type { TestUsage } from './memory-usage.ts';
import { writeUsage } from './write-usage.ts';

const AT = '2026-11-02T01:00:00.000Z';

/** The sha256 under which a test's report stands. */
export const sourceIdOf = (name: string): string => createHash('sha256').update(name).digest('hex');

/** A row of usage, with `partner` and `location` where several files are told apart by them. */
export interface StoredUsage extends TestUsage {
  readonly partner?: string;
  readonly location?: string;
}

/** Stores rows as an active report of a level, as an import would, and returns its batch. Rows begin at line 2. */
export function storeReport(
  database: WritableDatabase,
  name: string,
  level: UsageLevel,
  rows: readonly StoredUsage[],
  period: Period,
): number {
  const source = sourceIdOf(name);
  return database.transaction(() => {
    const sourceFileId = keepSourceFile(database, {
      sha256: source,
      bytes: 1,
      name,
      storedPath: `sources/${source}`,
      media: 'csv',
      encoding: 'utf-8',
      importedAt: AT,
    });
    const batchId = createBatch(database, {
      kind: 'report',
      sourceFileId,
      parser: 'test/1',
      parameters: '{}',
      parametersHash: sourceIdOf('{}'),
      level,
      sheet: undefined,
      extraColumns: [],
      createdAt: AT,
    });
    const usage = rows.map((row, index) => toUsageRow(row, { source, row: index + 2 }, period));
    const total = writeUsage(database, batchId, [usage]);
    if (total.sum !== sumMicros(usage.map((row) => row.quantity))) throw new Error('The sum is wrong');
    const counts = { read: rows.length, stored: rows.length, quarantined: 0, blank: 0 };
    activateBatch(database, batchId, { counts, ...total });
    return batchId;
  });
}

function toUsageRow(row: StoredUsage, at: { source: string; row: number }, period: Period): UsageRow {
  return {
    ref: { ...at, sheet: undefined },
    partnerName: undefined,
    partnerOrgId: row.partner,
    subscriptionId: row.subscription,
    serviceName: undefined,
    sku: row.sku,
    description: undefined,
    start: parsePlainDate(row.start ?? period.start) ?? period.start,
    end: parsePlainDate(row.end ?? period.end) ?? period.end,
    quantity: parseDecimal(row.quantity)?.value ?? sumMicros([]),
    customerOrgId: row.customer,
    customerExternalId: row.externalId,
    subscriberId: row.consumer,
    userId: undefined,
    workspaceId: undefined,
    locationId: row.location,
    extra: {},
  };
}
