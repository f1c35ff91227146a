import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openUsageTally } from '#engine/usage-blocks/usage-tally.ts';

/** Rows of few groups; of many windows and of few. */
const rows = fc.integer({ min: 1, max: 400 }).chain((windows) =>
  fc.array(
    fc.record({
      group: fc.integer({ min: 0, max: 2 }),
      window: fc.integer({ min: 0, max: windows }),
      quantity: fc.bigInt({ min: -1_000_000n, max: 1_000_000_000n }),
    }),
    { maxLength: 2500 },
  ),
);

test('rows add up by group and window, however many windows a group has', () => {
  fc.assert(
    fc.property(rows, (added) => {
      const tally = openUsageTally();
      const plain = new Map<string, { userDays: bigint; rows: number }>();
      for (const { group, window, quantity } of added) {
        tally.add(group, window, quantity);
        const id = `${String(group)} ${String(window)}`;
        const held = plain.get(id) ?? { userDays: 0n, rows: 0 };
        plain.set(id, { userDays: held.userDays + quantity, rows: held.rows + 1 });
      }
      const { groups, windows, userDays, rows: counts } = tally.sums();
      const found = new Map(
        [...groups].map((group, at) => [
          `${String(group)} ${String(windows[at])}`,
          { userDays: userDays[at], rows: counts[at] },
        ]),
      );
      expect(found).toEqual(plain);
      expect(groups).toHaveLength(plain.size);
    }),
  );
});

test('more groups than there was room for at first keep their sums', () => {
  const tally = openUsageTally();
  for (let round = 0; round < 2; round += 1) {
    for (let group = 0; group < 5000; group += 1) tally.add(group, group % 3, BigInt(group));
  }
  const { userDays, rows: counts } = tally.sums();
  expect([...userDays]).toEqual(Array.from({ length: 5000 }, (_, group) => 2n * BigInt(group)));
  expect(new Set(counts)).toEqual(new Set([2]));
});
