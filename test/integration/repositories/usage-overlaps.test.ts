import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { defined } from '#core/assert.ts';
import { compareText } from '#core/compare.ts';
import { formatMicros, micros } from '#core/decimal/micros.ts';
import { overlapDays, parsePeriod, parsePlainDate, type Period, type PlainDate } from '#core/period.ts';
import type { Connection } from '#engine/db/connection.ts';
import { openUsageSource, sqlUsageSource } from '#engine/repositories/sql-usage-source.ts';
import { openMemoryDatabase } from '../../support/memory-database.ts';
import { sourceIdOf, storeReport } from '../../support/stored-report.ts';

const OCTOBER = defined(parsePeriod('2026-10'), 'a month');
const day = (text: string): PlainDate => defined(parsePlainDate(text), 'a day');

let connection: Connection;
let nextName = 0;
beforeAll(() => {
  connection = openMemoryDatabase();
});
afterAll(() => {
  connection.close();
});

interface FileRow {
  readonly customer?: string;
  readonly consumer?: string;
  readonly start: string;
  readonly end: string;
  readonly quantity: string;
}

const fileRow: fc.Arbitrary<FileRow> = fc
  .record({
    customer: fc.constantFrom('c1', 'c2', undefined),
    consumer: fc.constantFrom('u1', 'u2', undefined),
    window: fc.constantFrom(['01', '10'], ['05', '15'], ['11', '20'], ['01', '31'], ['16', '31']),
    quantity: fc.constantFrom('1', '2'),
  })
  .map(({ customer, consumer, window: [first = '', last = ''], quantity }) => ({
    ...(customer === undefined ? {} : { customer }),
    ...(consumer === undefined ? {} : { consumer }),
    start: `2026-10-${first}`,
    end: `2026-10-${last}`,
    quantity,
  }));

interface Placed extends FileRow {
  readonly file: string;
  readonly window: Period;
  readonly row: number;
}

/** The rule as it is written, row against row. */
function leftOut(
  files: readonly { readonly name: string; readonly rows: readonly FileRow[] }[],
): Set<Placed> {
  const left = new Set<Placed>();
  const kept: Placed[] = [];
  const daysOf = (rows: readonly FileRow[]): number => {
    const starts = rows.map(({ start }) => start).sort(compareText);
    const ends = rows.map(({ end }) => end).sort(compareText);
    return overlapDays({ start: day(starts[0] ?? ''), end: day(ends.at(-1) ?? '') }, OCTOBER);
  };
  const inOrder = [...files].sort(
    (a, b) => daysOf(b.rows) - daysOf(a.rows) || compareText(sourceIdOf(a.name), sourceIdOf(b.name)),
  );
  for (const { name, rows } of inOrder) {
    const others = kept.slice();
    for (const [index, row] of rows.entries()) {
      const placed = {
        ...row,
        file: name,
        window: { start: day(row.start), end: day(row.end) },
        row: index + 2,
      };
      const isTaken = others.some(
        (other) =>
          other.customer === row.customer &&
          other.consumer === row.consumer &&
          overlapDays(other.window, placed.window) > 0,
      );
      if (isTaken) left.add(placed);
      else kept.push(placed);
    }
  }
  return left;
}

test('a row is left out exactly where a file that counts before has usage of its key on one of its days', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(fileRow, { minLength: 1, maxLength: 12 }), { minLength: 2, maxLength: 4 }),
      (contents) => {
        const files = contents.map((rows) => ({ name: `file ${String((nextName += 1))}`, rows }));
        const ids = files.map(({ name, rows }) => {
          const starts = rows.map(({ start }) => start).sort(compareText);
          const ends = rows.map(({ end }) => end).sort(compareText);
          const window = { start: day(starts[0] ?? ''), end: day(ends.at(-1) ?? '') };
          const stored = rows.map((row) => ({ subscription: 'S', sku: 'A', ...row }));
          return storeReport(connection.database, name, 'user', stored, window);
        });
        const usage = sqlUsageSource(connection.database, ids, OCTOBER);
        const expected = leftOut(files);
        const left = new Set([...expected].map(({ file, row }) => `${file} ${String(row)}`));
        const found = files.flatMap(({ name, rows }) =>
          rows.flatMap((_, index) =>
            usage.isOverlapping({ source: sourceIdOf(name), sheet: undefined, row: index + 2 })
              ? [`${name} ${String(index + 2)}`]
              : [],
          ),
        );
        expect(new Set(found)).toEqual(left);
        expect(usage.overlappingRows).toBe(left.size);
        const counted = [...usage.totals('user', 'partner')].reduce(
          (sum, { userDays }) => sum + userDays,
          0n,
        );
        const all = files.flatMap(({ rows }) => rows).reduce((sum, row) => sum + BigInt(row.quantity), 0n);
        const lost = [...expected].reduce((sum, row) => sum + BigInt(row.quantity), 0n);
        expect(formatMicros(micros(counted))).toBe(String(all - lost));
        usage.close();
      },
    ),
    { numRuns: 150 },
  );
});

test('whoever gives up while files are held against one another leaves no row behind', () => {
  const rows = Array.from({ length: 40 }, (_, index) => ({
    subscription: 'S',
    sku: 'A',
    customer: `c${String(index)}`,
    consumer: 'u',
    quantity: '1',
  }));
  const ids = ['given up a', 'given up b'].map((name) =>
    storeReport(connection.database, name, 'user', rows, OCTOBER),
  );
  const steps = openUsageSource(connection.database, ids, OCTOBER);
  const held = (): bigint | undefined =>
    connection.database
      .prepareFresh<{ held: bigint }>('SELECT count(*) AS held FROM temp.excluded_usage_row')
      .get()?.held;
  const before = held();
  for (let step = 0; step < 2; step += 1) expect(steps.next().done).toBe(false);
  expect(held()).not.toBe(before);
  steps.return(undefined as never);
  expect(held()).toBe(before);
});
