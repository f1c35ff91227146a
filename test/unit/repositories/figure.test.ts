import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatPicos, picos } from '#core/decimal/micros.ts';
import { FIGURE_SCALE, figureText, storeFigure } from '#engine/repositories/figure.ts';

const figure = fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n });
const parts = (value: bigint): { whole: bigint; rest: bigint } => {
  const { whole, rest } = storeFigure(formatPicos(picos(value)));
  if (whole === null || rest === null) throw new Error('unknown');
  return { whole: BigInt(whole), rest: BigInt(rest) };
};

describe('a stored figure', () => {
  it('comes back as the same text', () => {
    fc.assert(
      fc.property(figure, (value) => {
        const { whole, rest } = parts(value);
        expect(rest >= 0n && rest < BigInt(FIGURE_SCALE)).toBe(true);
        expect(figureText(whole, rest)).toBe(formatPicos(picos(value)));
      }),
    );
  });

  it('keeps the order of values: first the whole part, then the rest', () => {
    fc.assert(
      fc.property(figure, figure, (a, b) => {
        const [x, y] = [parts(a), parts(b)];
        const order = x.whole === y.whole ? x.rest < y.rest : x.whole < y.whole;
        expect(order).toBe(a < b);
      }),
    );
  });

  it('sums part by part', () => {
    fc.assert(
      fc.property(fc.array(figure, { minLength: 1, maxLength: 50 }), (values) => {
        const stored = values.map(parts);
        const sum = (pick: (part: { whole: bigint; rest: bigint }) => bigint): bigint =>
          stored.reduce((total, part) => total + pick(part), 0n);
        expect(
          figureText(
            sum(({ whole }) => whole),
            sum(({ rest }) => rest),
          ),
        ).toBe(formatPicos(picos(values.reduce((total, value) => total + value, 0n))));
      }),
    );
  });

  it('is unknown beyond 64 bits, and never something else', () => {
    expect(storeFigure('99999999999999999999')).toEqual({ whole: null, rest: null });
    expect(storeFigure('-99999999999999999999.5')).toEqual({ whole: null, rest: null });
    expect(storeFigure(null)).toEqual({ whole: null, rest: null });
  });
});
