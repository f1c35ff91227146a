import { describe, expect, it } from 'vitest';
import { divideMicros, formatMicros } from '#core/decimal/micros.ts';
import type { ResultBody } from '#core/reconcile/result-document.ts';
import {
  amountOf,
  codesOf,
  lineOf,
  reconcileMonth,
  type TestCharge,
  type TestMonth,
} from '../../support/months.ts';

const customer = (n: number): string => `0a000000-0000-4000-8000-0000000000${n.toString().padStart(2, '0')}`;
const USER_DAYS = ['310', '100.5', '46.5', '77', '12.5', '200', '31'];

/** A month of one SKU whose charges follow from the usage by `quantityOf`. */
function month(
  quantityOf: (userDays: string, index: number) => string,
  charge: Partial<TestCharge> = {},
  sku = 'A-1',
): TestMonth {
  return {
    charges: USER_DAYS.map((userDays, i) => ({
      sku,
      customer: customer(i),
      quantity: quantityOf(userDays, i),
      price: '1',
      amount: quantityOf(userDays, i),
      ...charge,
    })),
    usage: {
      customer: USER_DAYS.map((quantity, i) => ({
        subscription: 'Sub100',
        sku,
        customer: customer(i),
        quantity,
      })),
    },
  };
}

const divided = (days: bigint, decimals: number) => (userDays: string) =>
  formatMicros(divideMicros(amountOf(userDays), days, decimals, 'half-up'));

const basisOf = (body: ResultBody): unknown => {
  const { basis, decimals, inferred, fit } = body.unitBasis[0]!;
  return { basis, decimals, inferred, fit: `${fit.matching}/${fit.of}` };
};

describe('the unit basis', () => {
  it.each([
    ['user-days', 'without rounding', 1n, 6, null],
    ['user-months', 'with two decimals', 31n, 2, 2],
    ['user-months', 'with four decimals', 31n, 4, 4],
    ['user-months-30', 'with two decimals', 30n, 2, 2],
  ])('is found to be %s %s', (basis, _, days, decimals, found) => {
    const body = reconcileMonth(month(divided(days, decimals)));
    expect(basisOf(body)).toEqual({ basis, decimals: found, inferred: true, fit: '7/7' });
    expect(body.verdict).toBe('tied');
  });

  it('shows how far its quantities are from the unrounded ones', () => {
    const { fit } = reconcileMonth(month(divided(31n, 2))).unitBasis[0]!;
    expect(Number(fit.maxResidual)).toBeGreaterThan(0);
    expect(Number(fit.maxResidual)).toBeLessThanOrEqual(0.005);
  });

  it('is not changed by one wrong line', () => {
    const months = divided(31n, 2);
    const body = reconcileMonth(month((userDays, i) => (i === 0 ? userDays : months(userDays))));
    expect(basisOf(body)).toMatchObject({ basis: 'user-months', decimals: 2, fit: '6/7' });
    expect(codesOf(lineOf(body, 'A-1', customer(0)))).toEqual(['UNIT_MISMATCH']);
  });

  it('is what a parameter says, and is then not inferred', () => {
    const parameters = { unitBasis: 'user-months' } as const;
    const body = reconcileMonth({ ...month((userDays) => userDays), parameters });
    expect(basisOf(body)).toMatchObject({ basis: 'user-months', inferred: false, fit: '0/7' });
    expect(new Set(body.lines.flatMap(codesOf))).toEqual(new Set(['UNIT_MISMATCH']));
  });

  it('is what the unit of measure states', () => {
    const body = reconcileMonth(month(divided(31n, 2), { unitOfMeasure: 'ユーザー・日' }));
    expect(basisOf(body)).toMatchObject({ basis: 'user-days', inferred: false, fit: '0/7' });
  });

  it('may differ for a SKU where its lines agree on another', () => {
    const a = month(divided(31n, 2));
    const b = month((userDays) => userDays, {}, 'B-2');
    const body = reconcileMonth({
      charges: [...a.charges, ...a.charges.map((charge) => ({ ...charge, sku: 'C-3' })), ...b.charges],
      usage: {
        customer: [
          ...(a.usage.customer ?? []),
          ...(a.usage.customer ?? []).map((row) => ({ ...row, sku: 'C-3' })),
          ...(b.usage.customer ?? []),
        ],
      },
    });
    expect(body.unitBasis.map(({ sku, basis }) => `${sku} ${basis}`)).toEqual([
      'A-1 user-months',
      'B-2 user-days',
      'C-3 user-months',
    ]);
    expect(body.verdict).toBe('tied');
  });

  it('says that it is uncertain where fewer than two thirds fit', () => {
    const months = divided(31n, 2);
    const body = reconcileMonth(month((userDays, i) => (i < 4 ? months(userDays) : '999')));
    expect(body.issues.map(({ code }) => code)).toContain('UNIT_BASIS_UNCERTAIN');
  });

  it.each([0, 1])(
    'takes rounding to %i decimals where it goes up on some lines and down on others',
    (decimals) => {
      const body = reconcileMonth(month(divided(31n, decimals)));
      expect(basisOf(body)).toEqual({
        basis: 'user-months',
        decimals,
        inferred: true,
        fit: decimals === 0 ? '6/6' : '7/7',
      });
      expect(body.verdict).toBe('tied');
    },
  );

  it('does not take whole months for users of part of the period as rounding', () => {
    const days = ['310', '294.5', '139.5', '46.5', '62'];
    const billed = ['10', '10', '5', '2', '2'];
    const body = reconcileMonth({
      charges: billed.map((quantity, i) => ({
        sku: 'A-1',
        customer: customer(i),
        quantity,
        price: '1',
        amount: quantity,
      })),
      usage: {
        customer: days.map((quantity, i) => ({
          subscription: 'Sub100',
          sku: 'A-1',
          customer: customer(i),
          quantity,
        })),
      },
    });
    expect(body.verdict).toBe('variances');
    expect(body.totals.variance).toBe('1.5');
  });

  it('proposes an unusual rounding that fits more lines, and does not take it', () => {
    const whole = (userDays: string): string => formatMicros(divideMicros(amountOf(userDays), 31n, 0, 'up'));
    const body = reconcileMonth(month(whole));
    const proposal = body.issues.find(({ code }) => code === 'UNIT_BASIS_ALTERNATIVE');
    expect(proposal?.text).toBe(
      '--unit-basis user-months --unit-decimals 0 --rounding up --rounding-grain line: 7/7',
    );
    expect(body.unitBasis[0]?.decimals).not.toBe(0);
    expect(body.verdict).toBe('variances');
  });

  it('rounds at the grain of the customer where that is stated', () => {
    const own = month(divided(31n, 2));
    const total = formatMicros(
      USER_DAYS.reduce(
        (sum, userDays) => sum + divideMicros(amountOf(userDays), 31n, 1, 'half-up'),
        0n,
      ) as ReturnType<typeof amountOf>,
    );
    const body = reconcileMonth({
      charges: [{ sku: 'A-1', quantity: total, price: '1', amount: total }],
      usage: own.usage,
      parameters: { unitBasis: 'user-months', unitDecimals: 1, roundingGrain: 'customer' },
    });
    expect(lineOf(body, 'A-1')).toMatchObject({ usage: { quantity: total }, variance: { quantity: '0' } });
  });

  it('divides by the days of the charge window and not of the period', () => {
    const body = reconcileMonth({
      charges: [
        { sku: 'A-1', customer: customer(1), quantity: '2', price: '1', amount: '2', start: '2026-10-17' },
        { sku: 'A-1', customer: customer(2), quantity: '1', price: '1', amount: '1' },
        { sku: 'A-1', customer: customer(3), quantity: '1', price: '1', amount: '1' },
      ],
      usage: {
        customer: [
          { subscription: 'Sub100', sku: 'A-1', customer: customer(1), quantity: '30', start: '2026-10-17' },
          { subscription: 'Sub100', sku: 'A-1', customer: customer(2), quantity: '31' },
          { subscription: 'Sub100', sku: 'A-1', customer: customer(3), quantity: '31' },
        ],
      },
    });
    expect(body.verdict).toBe('tied');
    expect(lineOf(body, 'A-1', customer(1)).usage).toEqual({ userDays: '30', quantity: '2', rows: 1 });
  });
});
