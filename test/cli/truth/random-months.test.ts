/**
 * Months made by chance from a seed: any grain, unit, fault and file format. `TIEOUT_TRUTH_MONTHS` runs more of them,
 * `TIEOUT_TRUTH_SEED` others; the seed of a failing month stands in its name.
 */
import { expect, test } from 'vitest';
import { expectMonth } from '../../support/truth/month.ts';
import { chance } from '../../support/truth/prng.ts';
import { randomMonth } from '../../support/truth/random-month.ts';

const COUNT = Number(process.env['TIEOUT_TRUTH_MONTHS'] ?? '25');
const FIRST = Number(process.env['TIEOUT_TRUTH_SEED'] ?? '1000');

test.for(Array.from({ length: COUNT }, (_, index) => FIRST + index))(
  'the month made from seed %i is as the truth has it',
  async (seed) => {
    await expectMonth(randomMonth(seed));
  },
);

test('the chance of a seed is the same on every machine', () => {
  const random = chance(42);
  expect([random.int(0, 999), random.int(0, 999), random.uuid()]).toMatchInlineSnapshot(`
    [
      354,
      444,
      "f9bc440e-9c19-4770-bd2b-411a50d67c68",
    ]
  `);
});
