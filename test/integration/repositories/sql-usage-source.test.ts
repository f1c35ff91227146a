import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compareText } from '#core/compare.ts';
import { formatMicros, micros } from '#core/decimal/micros.ts';
import { idKey, type IdKey } from '#core/ids.ts';
import { parsePeriod, type Period } from '#core/period.ts';
import { USAGE_LEVELS, type UsageLevel } from '#core/usage/usage-row.ts';
import type { UsageKey, UsageSource, UsageTotal } from '#core/usage/usage-source.ts';
import type { Connection } from '#engine/db/connection.ts';
import { sqlUsageSource } from '#engine/repositories/sql-usage-source.ts';
import { memoryUsage, type TestUsage } from '../../support/memory-usage.ts';
import { openMemoryDatabase } from '../../support/memory-database.ts';
import { sourceIdOf, storeReport } from '../../support/stored-report.ts';

const period = (text: string): Period => {
  const parsed = parsePeriod(text);
  if (!parsed) throw new Error(text);
  return parsed;
};
const OCTOBER = period('2026-10');
const key = (text: string): IdKey => {
  const found = idKey(text);
  if (found === undefined) throw new Error(text);
  return found;
};

let connection: Connection;
let nextName = 0;
beforeAll(() => {
  connection = openMemoryDatabase();
});
afterAll(() => {
  connection.close();
});

const ORG = '11111111-1111-4111-8111-111111111111';
const WEBEX_ORG = 'Y2lzY29zcGFyazovL3VzL09SR0FOSVpBVElPTi8xMTExMTExMS0xMTExLTQxMTEtODExMS0xMTExMTExMTExMTE';
const USER = 'aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa';

const usageRow = fc.record({
  subscription: fc.constantFrom('Sub1', 'SUB1', ' sub2'),
  sku: fc.constantFrom('A-1', 'a-1', 'A-2'),
  customer: fc.constantFrom(ORG, ORG.toUpperCase(), WEBEX_ORG, 'other'),
  consumer: fc.constantFrom(USER, USER.toUpperCase(), 'user-2', 'USER-3'),
  quantity: fc.integer({ min: -5, max: 40_000_000 }).map((value) => formatMicros(micros(BigInt(value)))),
  start: fc.constantFrom('2026-10-01', '2026-10-17'),
  end: fc.constantFrom('2026-10-31', '2026-10-20'),
});

const totalText = (total: UsageTotal): string =>
  [
    ...[total.subscription, total.sku, total.customer ?? '-', total.consumer ?? '-', total.window.start],
    ...[total.window.end, formatMicros(total.userDays), total.rows],
  ].join(' ');
const inOrder = (totals: Iterable<UsageTotal>): readonly string[] =>
  [...totals].map(totalText).sort(compareText);

const strip = ({
  consumer,
  level,
  rows,
}: {
  consumer: boolean;
  level: UsageLevel;
  rows: readonly TestUsage[];
}): TestUsage[] =>
  rows.map(({ consumer: who, customer, ...row }) => ({
    ...row,
    ...(level === 'partner' || customer === undefined ? {} : { customer }),
    ...(consumer && who !== undefined ? { consumer: who } : {}),
  }));

const shownCounts = (source: UsageSource): readonly string[] =>
  [...source.userDaysCounts()]
    .map(({ subscription, sku, customer, userDays, consumers }) =>
      [subscription, sku, customer ?? '-', userDays, consumers].join(' '),
    )
    .sort(compareText);

/** The two sources over the same rows, the database's and the plain one; `outside` are rows that no period asks for. */
function bothSources(
  rows: readonly TestUsage[],
  outside: readonly TestUsage[] = [],
): {
  sql: UsageSource;
  plain: UsageSource;
  close: () => void;
} {
  const reports = Object.fromEntries(
    USAGE_LEVELS.map((level) => [level, strip({ consumer: level === 'user', level, rows })]),
  );
  const { database } = connection;
  const ids = Object.entries(reports).map(([level, own]) =>
    storeReport(
      database,
      `report ${String((nextName += 1))}`,
      level as UsageLevel,
      [...own, ...strip({ consumer: level === 'user', level: level as UsageLevel, rows: outside })],
      OCTOBER,
    ),
  );
  const sql = sqlUsageSource(database, ids, OCTOBER);
  return { sql, plain: memoryUsage(reports, OCTOBER), close: sql.close };
}

describe('usage out of the database', () => {
  it('has the totals of the plain source, at every level and grain', () => {
    fc.assert(
      fc.property(fc.array(usageRow, { minLength: 1, maxLength: 25 }), (rows) => {
        const { sql, plain, close } = bothSources(rows);
        for (const level of USAGE_LEVELS) {
          for (const grain of USAGE_LEVELS) {
            expect(inOrder(sql.totals(level, grain))).toEqual(inOrder(plain.totals(level, grain)));
          }
        }
        close();
      }),
      { numRuns: 60 },
    );
  });

  it('counts consumers by their sums as the plain source does', () => {
    fc.assert(
      fc.property(fc.array(usageRow, { minLength: 1, maxLength: 40 }), (rows) => {
        const { sql, plain, close } = bothSources(rows);
        expect(shownCounts(sql)).toEqual(shownCounts(plain));
        close();
      }),
      { numRuns: 60 },
    );
  });

  it('is the same where the reports also hold rows of other days', () => {
    const outside = usageRow.map((row) => ({ ...row, start: '2026-10-20', end: '2026-11-02' }));
    fc.assert(
      fc.property(
        fc.array(usageRow, { minLength: 1, maxLength: 15 }),
        fc.array(outside, { minLength: 1, maxLength: 5 }),
        (rows, others) => {
          const { sql, plain, close } = bothSources(rows, others);
          const full = micros(31_000_000n);
          for (const level of USAGE_LEVELS) {
            expect(inOrder(sql.totals(level, level))).toEqual(inOrder(plain.totals(level, level)));
            expect(sql.refsOf(level, anyKey(), 99)).toHaveLength(rows.length);
          }
          expect(shownCounts(sql)).toEqual(shownCounts(plain));
          expect(sql.names.skus.size).toBe(new Set(rows.map(({ sku }) => sku.toLowerCase())).size);
          for (const of of [anyKey(), { ...anyKey(), sku: key('A-1') }]) {
            const found = sql.partialConsumersOf(of, full);
            expect(found.map(({ userDays }) => userDays)).toEqual(
              plain.partialConsumersOf(of, full).map(({ userDays }) => userDays),
            );
          }
          expect(sql.severalSkuConsumersOf(anyKey()).length).toBe(
            plain.severalSkuConsumersOf(anyKey()).length,
          );
          close();
        },
      ),
      { numRuns: 40 },
    );
  });

  it('has the consumers of the plain source, all, partial and over-full', () => {
    const wanted = fc.record({
      subscription: fc.constantFrom(undefined, key('Sub1'), key('nowhere')),
      sku: fc.constantFrom(undefined, key('A-1')),
      customer: fc.constantFrom(undefined, key(ORG)),
      consumer: fc.constantFrom(undefined, key(USER)),
    });
    const shown = (found: readonly { refs: readonly unknown[] }[]): unknown =>
      found.map((consumer) => ({ ...consumer, display: undefined, refs: consumer.refs.length }));
    const byConsumer = (source: UsageSource): unknown[] =>
      source
        .overFullConsumers(micros(31_000_000n))
        .map(
          (found) =>
            `${found.subscription} ${found.sku} ${found.consumer} ${found.customer ?? ''} ${found.userDays}`,
        )
        .sort(compareText);
    fc.assert(
      fc.property(fc.array(usageRow, { minLength: 1, maxLength: 25 }), wanted, (rows, of) => {
        const { sql, plain, close } = bothSources(rows);
        const full = micros(31_000_000n);
        expect(shown(sql.consumersOf(of))).toEqual(shown(plain.consumersOf(of)));
        expect(shown(sql.partialConsumersOf(of, full))).toEqual(shown(plain.partialConsumersOf(of, full)));
        expect(shown(sql.severalSkuConsumersOf(of))).toEqual(shown(plain.severalSkuConsumersOf(of)));
        expect(byConsumer(sql)).toEqual(byConsumer(plain));
        expect(sql.refsOf('user', of, 3).map(({ row }) => row)).toEqual(
          plain.refsOf('user', of, 3).map(({ row }) => row),
        );
        close();
      }),
      { numRuns: 60 },
    );
  });

  it('adds up figures that no float could hold', () => {
    const rows = Array.from({ length: 3 }, () => ({
      subscription: 'S',
      sku: 'A',
      quantity: '999999999.999999',
    }));
    const id = storeReport(connection.database, 'large', 'partner', rows, OCTOBER);
    const [total] = sqlUsageSource(connection.database, [id], OCTOBER).totals('partner', 'partner');
    expect(total?.userDays).toBe(2_999_999_999_999_997n);
  });

  it('leaves out rows that do not lie within the period, and counts them by window', () => {
    const row = { subscription: 'S', sku: 'A', quantity: '10' };
    const rows = [
      row,
      { ...row, start: '2026-09-30' },
      { ...row, start: '2026-09-30' },
      { ...row, start: '2026-11-01', end: '2026-11-30', sku: 'B' },
    ];
    const id = storeReport(connection.database, 'windows', 'partner', rows, OCTOBER);
    const usage = sqlUsageSource(connection.database, [id], OCTOBER);
    expect(inOrder(usage.totals('partner', 'partner'))).toEqual(['s a - - 2026-10-01 2026-10-31 10 1']);
    expect([...usage.names.skus.keys()]).toEqual(['a']);
    expect(usage.refsOf('partner', anyKey(), 9).map((ref) => ref.row)).toEqual([2]);
    expect(usage.outsidePeriod()).toEqual([
      {
        level: 'partner',
        rows: 3,
        userDays: 30_000_000n,
        windows: [
          { window: { start: '2026-09-30', end: '2026-10-31' }, rows: 2, userDays: 20_000_000n },
          { window: { start: '2026-11-01', end: '2026-11-30' }, rows: 1, userDays: 10_000_000n },
        ],
      },
    ]);
  });

  it('shows ids and customers in the same way whatever the order of rows', () => {
    const rows = [
      { subscription: 'SUB9', sku: 'b-1', customer: WEBEX_ORG, externalId: 'Ext 1', quantity: '1' },
      { subscription: 'Sub9', sku: 'B-1', customer: ORG.toUpperCase(), quantity: '1' },
      { subscription: 'Sub9', sku: 'B-1', customer: 'other', externalId: 'EXT 1', quantity: '1' },
    ];
    const names = (order: readonly TestUsage[], name: string): unknown => {
      const id = storeReport(connection.database, name, 'customer', order, OCTOBER);
      return sqlUsageSource(connection.database, [id], OCTOBER).names;
    };
    expect(names(rows, 'forwards')).toEqual({
      subscriptions: new Map([['sub9', 'SUB9']]),
      skus: new Map([['b-1', 'B-1']]),
      customers: new Map([
        [ORG, { orgId: ORG, externalId: 'Ext 1' }],
        ['other', { orgId: 'other', externalId: 'EXT 1' }],
      ]),
      externalIds: new Map([['ext 1', [ORG, 'other']]]),
    });
    expect(names(rows.toReversed(), 'backwards')).toEqual(names(rows, 'forwards again'));
  });

  it('knows a customer that has an external id alone by that', () => {
    const row = { subscription: 'S', sku: 'A', externalId: 'EXT-7', quantity: '1' };
    const id = storeReport(connection.database, 'external', 'customer', [row], OCTOBER);
    const usage = sqlUsageSource(connection.database, [id], OCTOBER);
    expect([...usage.totals('customer', 'customer')][0]?.customer).toBe('ext-7');
    expect(usage.names.customers.get(key('EXT-7'))).toEqual({ orgId: 'EXT-7', externalId: 'EXT-7' });
  });

  it('keeps usage without a consumer in every total, and names nobody for it', () => {
    const rows = [
      { subscription: 'S', sku: 'A', customer: 'c', quantity: '5' },
      { subscription: 'S', sku: 'A', customer: 'c', consumer: 'u', quantity: '7' },
    ];
    const id = storeReport(connection.database, 'nobody', 'user', rows, OCTOBER);
    const usage = sqlUsageSource(connection.database, [id], OCTOBER);
    expect(inOrder(usage.totals('user', 'customer'))).toEqual(['s a c - 2026-10-01 2026-10-31 12 2']);
    expect(usage.consumersOf(anyKey()).map(({ consumer }) => consumer)).toEqual(['u']);
  });

  it('says which levels are held, empty reports included', () => {
    const id = storeReport(connection.database, 'no rows', 'customer', [], OCTOBER);
    expect(sqlUsageSource(connection.database, [id], OCTOBER).levels).toEqual(['customer']);
    expect(sqlUsageSource(connection.database, [], OCTOBER).levels).toEqual([]);
  });

  it('adds up disjoint reports of one level', () => {
    const row = { sku: 'A', customer: 'c', quantity: '5' };
    const one = storeReport(
      connection.database,
      'sub 1',
      'customer',
      [{ ...row, subscription: 'S1' }],
      OCTOBER,
    );
    const two = storeReport(
      connection.database,
      'sub 2',
      'customer',
      [{ ...row, subscription: 'S2' }],
      OCTOBER,
    );
    const usage = sqlUsageSource(connection.database, [two, one], OCTOBER);
    expect(inOrder(usage.totals('customer', 'partner'))).toHaveLength(2);
    expect(usage.overlapIssues).toEqual([]);
    const sources = usage.refsOf('customer', anyKey(), 9).map((ref) => ref.source);
    expect(sources).toEqual([sourceIdOf('sub 1'), sourceIdOf('sub 2')].sort(compareText));
  });
});

const anyKey = (): UsageKey => ({
  subscription: undefined,
  sku: undefined,
  customer: undefined,
  consumer: undefined,
});

describe('the same usage in several files', () => {
  const row = { subscription: 'S', sku: 'A', customer: 'c', consumer: 'u', quantity: '10' };
  /** Two names whose sha256s sort as given. */
  const names = (label: string): [string, string] => {
    const [a, b] = [`${label} a`, `${label} b`].sort((x, y) => compareText(sourceIdOf(x), sourceIdOf(y)));
    return [a ?? '', b ?? ''];
  };
  const store = (name: string, rows: Parameters<typeof storeReport>[3], level: UsageLevel = 'user'): number =>
    storeReport(connection.database, name, level, rows, OCTOBER);
  const source = (...ids: number[]): ReturnType<typeof sqlUsageSource> =>
    sqlUsageSource(connection.database, ids, OCTOBER);
  const sum = (usage: UsageSource, grain: UsageLevel): string =>
    formatMicros(
      micros([...usage.totals('user', grain)].reduce((total, { userDays }) => total + userDays, 0n)),
    );

  it('counts as the file has it that covers more of the period, whichever sorts first', () => {
    const half = period('2026-10-01..2026-10-15');
    for (const [index, [short, long]] of [names('days 1'), names('days 2').reverse()].entries()) {
      const part = { ...row, sku: `A${index}`, quantity: '4' };
      const ids = [
        storeReport(connection.database, short ?? '', 'user', [part], half),
        store(long ?? '', [{ ...row, sku: `A${index}` }]),
      ];
      const usage = source(...ids);
      expect(sum(usage, 'user')).toBe('10');
      expect(usage.overlapIssues).toMatchObject([{ severity: 'error', source: sourceIdOf(short ?? '') }]);
    }
  });

  it('counts once, with a warning, where the figures are the same', () => {
    const [first, second] = names('same');
    const usage = source(store(first, [row]), store(second, [row, { ...row, consumer: 'v' }]));
    for (const grain of USAGE_LEVELS) expect(sum(usage, grain)).toBe('20');
    expect(usage.overlapIssues).toEqual([
      {
        code: 'OVERLAPPING_USAGE',
        severity: 'warning',
        source: sourceIdOf(second),
        sheet: undefined,
        row: 2,
        column: undefined,
        text: `${sourceIdOf(first).slice(0, 8)} 2`,
      },
    ]);
    expect(usage.consumersOf({ ...anyKey(), consumer: key('u') })[0]?.refs).toHaveLength(1);
    usage.close();
  });

  it('is an error where the figures differ, and the file that sorts first counts', () => {
    const [first, second] = names('differ');
    const usage = source(store(second, [{ ...row, quantity: '99' }]), store(first, [row]));
    expect(sum(usage, 'customer')).toBe('10');
    expect(usage.overlapIssues.map(({ severity, source: at }) => [severity, at])).toEqual([
      ['error', sourceIdOf(second)],
    ]);
    expect(usage.overlappingRows).toBe(1);
    usage.close();
  });

  it('sees windows that overlap by a day, and not those that follow one another', () => {
    const [first, second] = names('windows');
    const early = { ...row, end: '2026-10-15' };
    const overlapping = source(store(first, [early]), store(second, [{ ...row, start: '2026-10-15' }]));
    expect(overlapping.overlapIssues).toHaveLength(1);
    const [third, fourth] = names('following');
    const following = source(store(third, [early]), store(fourth, [{ ...row, start: '2026-10-16' }]));
    expect(following.overlapIssues).toEqual([]);
    expect(sum(following, 'partner')).toBe('20');
  });

  it('keeps a row that overlaps only one which does not count itself', () => {
    const sorted = ['x', 'y', 'z'].map((name) => `chain ${name}`);
    const [one, two, three] = sorted.sort((a, b) => compareText(sourceIdOf(a), sourceIdOf(b)));
    const usage = source(
      store(one ?? '', [{ ...row, end: '2026-10-10' }]),
      store(two ?? '', [{ ...row, start: '2026-10-10', end: '2026-10-20' }]),
      store(three ?? '', [{ ...row, start: '2026-10-20' }]),
    );
    expect(sum(usage, 'partner')).toBe('20');
    usage.close();
  });

  it.each([
    ['partner', { partner: 'p1' }, { partner: 'p2' }],
    ['location', { location: 'l1' }, { location: 'l2' }],
    ['consumer', { consumer: 'u1' }, { consumer: 'u2' }],
    ['SKU', { sku: 'A1' }, { sku: 'A2' }],
  ])('is not the same where the %s differs', (label, one, two) => {
    const [first, second] = names(`other ${label}`);
    const usage = source(store(first, [{ ...row, ...one }]), store(second, [{ ...row, ...two }]));
    expect(usage.overlapIssues).toEqual([]);
    expect(sum(usage, 'partner')).toBe('20');
  });

  it('adds up rows of one key within one file, as ever', () => {
    const usage = source(store('twice within', [row, row]));
    expect(sum(usage, 'user')).toBe('20');
    expect(usage.overlapIssues).toEqual([]);
  });

  it('compares what the parts of a key sum to within each file', () => {
    const [first, second] = names('parts');
    const usage = source(
      store(first, [row]),
      store(second, [
        { ...row, quantity: '4' },
        { ...row, quantity: '6' },
      ]),
    );
    expect(sum(usage, 'user')).toBe('10');
    expect(usage.overlapIssues.map(({ severity }) => severity)).toEqual(['warning', 'warning']);
    usage.close();
  });

  it('names the first twenty rows of a whole file, and counts the others', () => {
    const [first, second] = names('whole');
    const rows = Array.from({ length: 50 }, (_, index) => ({ ...row, consumer: `u${String(index)}` }));
    const usage = source(store(first, rows), store(second, rows));
    expect(usage.overlapIssues).toHaveLength(21);
    expect(usage.overlapIssues.at(-1)).toMatchObject({
      row: undefined,
      text: `${sourceIdOf(first).slice(0, 8)} +30`,
    });
    expect(sum(usage, 'partner')).toBe('500');
    usage.close();
  });

  it('never counts more than once, whatever the files hold, and not less than the fullest file', () => {
    const part = fc.record({
      subscription: fc.constant('S'),
      sku: fc.constant('A'),
      consumer: fc.constantFrom('u', 'v', 'w'),
      quantity: fc.constant('1'),
    });
    fc.assert(
      fc.property(
        fc.array(fc.uniqueArray(part, { selector: (one) => one.consumer }), { maxLength: 4 }),
        (files) => {
          const usage = source(...files.map((rows) => store(`any ${String((nextName += 1))}`, rows)));
          const distinct = new Set(files.flat().map((one) => one.consumer));
          expect(sum(usage, 'partner')).toBe(String(distinct.size));
          expect(usage.overlappingRows).toBe(files.flat().length - distinct.size);
          usage.close();
        },
      ),
      { numRuns: 40 },
    );
  });
});
