import { finish } from '#core/steps.ts';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { micros, sumMicros } from '#core/decimal/micros.ts';
import { parsePlainDate, type PlainDate } from '#core/period.ts';
import type { UsageRow } from '#core/usage/usage-row.ts';
import type { Connection } from '#engine/db/connection.ts';
import { createBatch } from '#engine/repositories/batches.ts';
import { keepSourceFile } from '#engine/repositories/source-files.ts';
import { eachUsageRow } from '#engine/repositories/usage-rows.ts';
import { digestReadingRows } from '#engine/repositories/reading-digest.ts';
import { openUsageStore } from '#engine/repositories/usage-store.ts';
import { openRowDigest } from '#engine/usage-blocks/row-digest.ts';
import { MOST_HELD_ROWS, openUsageGatherer } from '#engine/usage-blocks/usage-gatherer.ts';
import { writeUsage } from '../../support/write-usage.ts';
import { openMemoryDatabase } from '../../support/memory-database.ts';
import { sourceIdOf } from '../../support/stored-report.ts';

const AT = '2026-11-02T01:00:00.000Z';
const EXTRA = 'COST_CENTER';

let connection: Connection;
let nextName = 0;
beforeAll(() => {
  connection = openMemoryDatabase();
});
afterAll(() => {
  connection.close();
});

const day = (text: string): PlainDate => {
  const date = parsePlainDate(text);
  if (date === undefined) throw new Error(text);
  return date;
};

/** A batch of its own, and the source whose rows it holds. */
function newBatch(extraColumns: readonly string[]): { batchId: number; source: string } {
  const { database } = connection;
  nextName += 1;
  const source = sourceIdOf(`usage-writer-${nextName}`);
  return database.transaction(() => {
    const sourceFileId = keepSourceFile(database, {
      ...{ sha256: source, bytes: 1, name: 'r.csv', storedPath: `sources/${source}`, media: 'csv' },
      ...{ encoding: 'utf-8' as const, importedAt: AT },
    });
    const batchId = createBatch(database, {
      ...{ kind: 'report' as const, sourceFileId, parser: 'test/1', parameters: '{}' },
      ...{ parametersHash: sourceIdOf('{}'), level: 'user' as const, sheet: undefined, createdAt: AT },
      extraColumns,
    });
    return { batchId, source };
  });
}

const uuid = fc.uuid();
const consumerId = fc.oneof(
  { weight: 8, arbitrary: uuid },
  { weight: 2, arbitrary: fc.constant(undefined) },
  uuid.map((text) => text.toUpperCase()),
  uuid.map((text) => `${text.slice(0, 35)}g`),
  uuid.map((text) => text.replace('-', '0')),
  uuid.map((text) => `${text.slice(0, 35)}é`),
  fc.constantFrom('person@example.com', '="aa"', 'Y2lzY29zcGFyazovL3VzL1BFT1BMRS9hYmM', '日本', '\u0000'),
);
const shared = fc.constantFrom(undefined, 'a', 'A', 'ab', '1:a', 'é', '日本', ' a');
const anyRow = fc.record({
  ...{ partnerName: shared, partnerOrgId: shared, serviceName: shared, description: shared },
  ...{ customerOrgId: shared, customerExternalId: shared, locationId: shared },
  subscriptionId: fc.constantFrom('Sub1', 'sub1', 'Sub2'),
  sku: fc.constantFrom('A-1', 'a-1', 'A-2'),
  start: fc.constantFrom('2026-10-01', '2026-10-15').map(day),
  end: fc.constantFrom('2026-10-31', '2026-10-20').map(day),
  quantity: fc
    .oneof(
      fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }),
      // Where a number of 32 bits ends.
      fc.constantFrom(
        0n,
        -1n,
        2n ** 31n - 1n,
        2n ** 31n,
        -(2n ** 31n),
        -(2n ** 31n) - 1n,
        2n ** 32n,
        -(2n ** 32n),
      ),
    )
    .map(micros),
  ...{ subscriberId: consumerId, userId: consumerId, workspaceId: consumerId },
});
const UUID = '5afe9d9d-3ae4-4e98-a5c0-2f93b70ffc26';
/** Mostly UUIDs, or the fast way is never gone. */
const plainRow = anyRow.map((row) => ({
  ...{ ...row, subscriberId: undefined, workspaceId: undefined },
  userId: UUID,
}));
/** Rows that all have the same ids. */
const evenRows = fc
  .tuple(
    fc.array(anyRow, { minLength: 250, maxLength: 500, size: 'max' }),
    fc.tuple(
      fc.constantFrom(undefined, UUID),
      fc.constantFrom(undefined, UUID),
      fc.constantFrom(undefined, UUID),
    ),
  )
  .map(([rows, [subscriberId, userId, workspaceId]]) =>
    rows.map((row) => ({ ...row, subscriberId, userId, workspaceId })),
  );
const manyRows = fc.tuple(
  fc.oneof(
    evenRows,
    fc.array(anyRow, { minLength: 120, maxLength: 300, size: 'max' }),
    fc.array(plainRow, { minLength: 120, maxLength: 300, size: 'max' }),
    fc.array(fc.oneof({ weight: 40, arbitrary: plainRow }, { weight: 1, arbitrary: anyRow }), {
      ...{ minLength: 250, maxLength: 500, size: 'max' as const },
    }),
  ),
  /**
   * The row of the file on which it begins, how far the next one is, and after how many one is missing: the largest rows
   * need more than 31 bits, and some lie far apart.
   */
  fc.constantFrom(
    ...([
      [1, 1],
      [1, 1, 1],
      [9, 1, 20],
      [9, 1, 140],
      [2 ** 32 - 5000, 1],
      [7, 8_000_000],
    ] as const),
  ),
  fc.boolean(),
);

/** Where the rows stand in the file. */
const placed = (
  rows: readonly Omit<UsageRow, 'ref' | 'extra'>[],
  source: string,
  [first, step, gapAfter = 2 ** 32]: readonly [first: number, step: number, gapAfter?: number],
  hasExtra: boolean,
): readonly UsageRow[] =>
  rows.map((row, index) => ({
    ...row,
    ref: { source, sheet: undefined, row: first + index * step + Math.floor(index / gapAfter) },
    extra: hasExtra ? { [EXTRA]: `${index}` } : {},
  }));

describe('the writer of usage', () => {
  it('gives back every row exactly as it came, however its ids and texts are written', () => {
    fc.assert(
      fc.property(manyRows, ([rows, place, hasExtra]) => {
        const extraColumns = hasExtra ? [EXTRA] : [];
        const { batchId, source } = newBatch(extraColumns);
        const usage = placed(rows, source, place, hasExtra);
        const total = connection.database.transaction(() =>
          writeUsage(connection.database, batchId, [usage], extraColumns),
        );
        expect([...eachUsageRow(connection.database, [batchId])]).toEqual(usage);
        expect(total.sum).toBe(sumMicros(usage.map(({ quantity }) => quantity)));
      }),
      { numRuns: 20, endOnFailure: true },
    );
  });

  it('stores the same in blocks as one by one', () => {
    fc.assert(
      fc.property(manyRows, ([rows, place, hasExtra]) => {
        const { database } = connection;
        const extraColumns = hasExtra ? [EXTRA] : [];
        /** Rows, dictionaries and totals as SQLite has them, without the batch's own ids. */
        const stored = (size: number): unknown => {
          const { batchId, source } = newBatch(extraColumns);
          const usage = placed(rows, source, place, hasExtra);
          const parts: (readonly UsageRow[])[] = [];
          for (let from = 0; from < usage.length; from += size) parts.push(usage.slice(from, from + size));
          const total = database.transaction(() => writeUsage(database, batchId, parts, extraColumns));
          return [total, rawRows(batchId)];
        };
        expect(stored(rows.length)).toEqual(stored(1));
      }),
      { numRuns: 10, endOnFailure: true },
    );
  });

  it('comes to the digest that the stored rows come to, where they are packed and in order', () => {
    fc.assert(
      fc.property(evenRows, fc.integer({ min: 1, max: 600 }), (rows, size) => {
        const { database } = connection;
        const { batchId, source } = newBatch([]);
        const usage = placed(rows, source, [5, 3], false);
        const gatherer = openUsageGatherer([]);
        const store = openUsageStore(database, batchId);
        database.transaction(() => {
          for (let from = 0; from < usage.length; from += size) {
            gatherer.hold(usage.slice(from, from + size));
            const block = gatherer.take();
            store.store(block);
            expect(block.loose).toEqual([]);
          }
          finish(store.addUp(gatherer.sums()));
        });
        const stored = finish(digestReadingRows(database, batchId));
        expect(finish(digestReadingRows(database, batchId, store.rowDigest()))).toBe(stored);
        expect(finish(digestReadingRows(database, batchId, 'another'))).not.toBe(stored);
      }),
      { numRuns: 20, endOnFailure: true },
    );
  });

  it('knows no digest where rows come out of their order', () => {
    const { source } = newBatch([]);
    const [one, other] = fc.sample(plainRow, 2);
    if (one === undefined || other === undefined) throw new Error('no sample');
    const gatherer = openUsageGatherer([]);
    gatherer.hold([...placed([one], source, [9, 1], false), ...placed([other], source, [8, 1], false)]);
    const digest = openRowDigest(1);
    digest.add(gatherer.take().rows);
    expect(digest.end()).toBeUndefined();
  });

  it('holds no more rows than it says', () => {
    const { source } = newBatch([]);
    const writer = openUsageGatherer([]);
    const [first] = fc.sample(plainRow, 1);
    if (first === undefined) throw new Error('no sample');
    const rows = placed(Array<typeof first>(MOST_HELD_ROWS).fill(first), source, [1, 1], false);
    writer.hold(rows);
    expect(writer.held()).toBe(MOST_HELD_ROWS);
    expect(() => {
      writer.hold(placed([first], source, [MOST_HELD_ROWS + 1, 1], false));
    }).toThrow(RangeError);
  });
});

function rawRows(batchId: number): unknown {
  return connection.database
    .prepare(
      `SELECT r.id & 4294967295 AS row, r.quantity, typeof(r.quantity) AS kind, hex(r.consumer) AS consumer,
         typeof(r.consumer) AS consumer_kind, hex(r.subscriber) AS subscriber, typeof(r.subscriber) AS subscriber_kind,
         hex(r.user_id) AS user_id, typeof(r.user_id) AS user_kind, hex(r.workspace) AS workspace,
         typeof(r.workspace) AS workspace_kind, r.extra, r.window_id, g.partner_name, g.partner_org, g.subscription,
         g.service, g.sku, g.description, g.customer_org, g.customer_external, g.location, g.partner_key,
         g.subscription_key, g.sku_key, g.customer_key, g.external_key, g.location_key
       FROM usage_row r JOIN usage_group g ON g.id = r.usage_group_id
       WHERE g.batch_id = ? ORDER BY r.id`,
    )
    .all(batchId);
}
