import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatMicros, micros } from '#core/decimal/micros.ts';
import {
  finishedParts,
  isUnreadable,
  leftFor,
  restOf,
  type PartDraft,
} from '../../../src/renderer/src/features/reconcile/work/split-parts.ts';

const ROW = { quantity: '12', amount: '120' };
const part = (id: number, quantity: string, amount: string): PartDraft => ({
  id,
  quantity,
  amount,
  target: undefined,
});

describe('the parts of a split row', () => {
  it('are not finished while a figure is empty, even where the others are the row', () => {
    expect(finishedParts(ROW, [part(1, '12', '120'), part(2, '', '')])).toBeUndefined();
    expect(restOf(ROW, [part(1, '12', '120'), part(2, '', '')])).toEqual({ quantity: 0n, amount: 0n });
  });

  it('leave to one of them what the others do not take, to the last digit', () => {
    const parts = [part(1, '10.000001', '100'), part(2, '1', '')];
    const [, second] = parts;
    expect(second && leftFor(ROW, parts, second)).toEqual({ quantity: '1.999999', amount: '20' });
    const filled = parts.map((one, index) =>
      index === 1 ? { ...one, quantity: '1.999999', amount: '20' } : one,
    );
    expect(finishedParts(ROW, filled)).toBeDefined();
    const third = part(3, '', '');
    expect(leftFor(ROW, [...filled, third], third)).toBeUndefined();
    expect(leftFor(ROW, [part(1, 'ten', ''), third], third)).toBeUndefined();
  });

  it('are not finished where the last digit is missing', () => {
    expect(finishedParts(ROW, [part(1, '5', '60'), part(2, '7', '59.999999')])).toBeUndefined();
  });

  it('have no rest where a figure has more digits than can be kept, or is no number', () => {
    for (const text of ['1.0000001', '1,000', 'seven']) {
      expect(isUnreadable(text)).toBe(true);
      expect(restOf(ROW, [part(1, text, '1'), part(2, '', '')])).toBeUndefined();
    }
  });

  it('are finished where the second is what the first leaves, to the last digit', () => {
    const figure = fc.bigInt(-(10n ** 12n), 10n ** 12n).map((value) => formatMicros(micros(value)));
    fc.assert(
      fc.property(figure, figure, (quantity, amount) => {
        const rest = restOf(ROW, [part(1, quantity, amount)]);
        if (rest === undefined) throw new Error('every figure can be read');
        const second = part(2, formatMicros(rest.quantity), formatMicros(rest.amount));
        expect(finishedParts(ROW, [part(1, quantity, amount), second])).toHaveLength(2);
      }),
    );
  });
});
