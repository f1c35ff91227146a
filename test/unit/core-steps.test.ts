import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { quoted, quotedOrNull } from '#core/quoted.ts';
import { finish, mapInSteps, sortInSteps } from '#core/steps.ts';

const pair = fc.record({ rank: fc.nat({ max: 8 }), name: fc.string({ maxLength: 3 }) });
const size = fc.integer({ min: 1, max: 7 });

describe('work in steps', () => {
  it('sorts as a sort at once does, equal items in their order', () => {
    fc.assert(
      fc.property(fc.array(pair, { maxLength: 60 }), size, (items, step) => {
        const byRank = (a: { rank: number }, b: { rank: number }): number => a.rank - b.rank;
        expect(finish(sortInSteps(items, step, byRank))).toEqual(items.toSorted(byRank));
      }),
    );
  });

  it('maps as a map at once does', () => {
    fc.assert(
      fc.property(fc.array(pair), size, (items, step) => {
        const change = ({ rank, name }: { rank: number; name: string }): string => `${name}${rank}`;
        expect(finish(mapInSteps(items, step, change))).toEqual(items.map(change));
      }),
    );
  });

  it('stops after every so many items', () => {
    const steps = [...mapInSteps([1, 2, 3, 4, 5], 2, (item) => item)];
    expect(steps).toHaveLength(2);
  });
});

describe('quoted text', () => {
  it('is what JSON makes of any text, halves of surrogate pairs included', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(quoted(text)).toBe(JSON.stringify(text));
        expect(quotedOrNull(text)).toBe(JSON.stringify(text));
      }),
    );
    for (let code = 0; code < 0x1_0000; code += 1) {
      const text = String.fromCharCode(code);
      if (quoted(text) !== JSON.stringify(text)) expect(quoted(text)).toBe(JSON.stringify(text));
    }
    expect(quotedOrNull(undefined)).toBe('null');
  });
});
