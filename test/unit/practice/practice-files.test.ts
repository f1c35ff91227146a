import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'csv-parse/sync';
import { beforeAll, describe, expect, test } from 'vitest';
import { practiceFiles } from '../../../scripts/practice/practice-files.ts';

const FOLDER = resolve(import.meta.dirname, '../../../resources/practice');

let files: ReadonlyMap<string, Uint8Array>;
beforeAll(async () => {
  files = await practiceFiles();
});

type Row = Readonly<Record<string, string>>;
const rowsOf = (name: string): readonly Row[] => parse(Buffer.from(files.get(name) ?? []), { columns: true });

/** Half days by a key of columns: whole numbers, so that sums are exact. */
function halfDaysBy(rows: readonly Row[], columns: readonly string[]): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const row of rows) {
    const key = columns.map((column) => row[column]).join(' ');
    const [whole, fraction] = (row['QUANTITY'] ?? '').split('.');
    sums.set(key, (sums.get(key) ?? 0) + Number(whole) * 2 + (fraction === '5' ? 1 : 0));
  }
  return new Map([...sums].sort(([a], [b]) => (a < b ? -1 : 1)));
}

describe('the practice period', () => {
  test('is what its script writes, byte for byte', () => {
    expect([...files.keys()]).not.toEqual([]);
    for (const [name, bytes] of files) {
      expect(Buffer.compare(readFileSync(join(FOLDER, name)), bytes), `${name}: run "npm run practice"`).toBe(
        0,
      );
    }
  });

  test('has a PARTNER report that is the sum of its CUSTOMER report', () => {
    const columns = ['SUBSCRIPTION_ID', 'SKU'];
    expect(halfDaysBy(rowsOf('partner.csv'), columns)).toEqual(halfDaysBy(rowsOf('customer.csv'), columns));
  });

  test('has a CUSTOMER report that is the sum of its USER report', () => {
    const columns = ['SUBSCRIPTION_ID', 'CUSTOMER_ORG_ID', 'SKU'];
    expect(halfDaysBy(rowsOf('customer.csv'), columns)).toEqual(halfDaysBy(rowsOf('user.csv'), columns));
  });

  test('holds about forty customers and fifteen hundred consumers, half days among them', () => {
    const users = rowsOf('user.csv');
    const consumers = new Set(users.map((row) => row['USER_ID'] ?? row['WORKSPACE_ID']));
    expect(new Set(users.map((row) => row['CUSTOMER_ORG_ID'])).size).toBe(40);
    expect(consumers.size).toBeGreaterThan(1400);
    expect(users.some((row) => row['QUANTITY']?.endsWith('.5'))).toBe(true);
  });

  test('seeds each kind of discrepancy, with its sentence in both languages', () => {
    const { discrepancies } = JSON.parse(Buffer.from(files.get('labels.json') ?? []).toString()) as {
      readonly discrepancies: readonly {
        readonly explanation: string;
        readonly en: string;
        readonly ja: string;
      }[];
    };
    expect(new Set(discrepancies.map(({ explanation }) => explanation))).toEqual(
      new Set([
        'DUPLICATE_LINE',
        'UNIT_MISMATCH',
        'PRICE_DIFFERS',
        'MID_PERIOD_START_OR_STOP',
        'PACKAGE_CHANGE',
        'CUSTOMER_NOT_IN_USAGE',
        'USAGE_NOT_ON_INVOICE',
        'OVER_FULL_USER',
        'PERIOD_DIFFERS',
        'ROUNDING_GRAIN',
      ]),
    );
    expect(discrepancies.every(({ en, ja }) => en !== '' && ja !== '')).toBe(true);
  });
});
