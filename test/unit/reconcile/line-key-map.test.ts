import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { IdKey } from '#core/ids.ts';
import { lineKeyMap } from '#core/reconcile/line-key-map.ts';
import { keyTextAt, type LineKey } from '#core/reconcile/line.ts';
import { USAGE_LEVELS } from '#core/usage/usage-row.ts';

/** Few and alike, so that keys meet, and of a kind that could be taken for one another. */
const text = fc.constantFrom('a', 'b', '', 'null', '"', 'a,b').map((id) => id as IdKey);
const optional = fc.option(text, { nil: undefined });
const key = fc.record({ subscription: optional, sku: text, customer: optional, consumer: optional });
const level = fc.constantFrom(...USAGE_LEVELS);

describe('a map by line keys', () => {
  it('holds what a map by the texts of the keys holds', () => {
    const entry = fc.tuple(key, level);
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 40 }), fc.array(entry), (entries, questions) => {
        const held = lineKeyMap<number>();
        const byText = new Map<string, number>();
        const answers = (asked: readonly (readonly [LineKey, (typeof USAGE_LEVELS)[number]])[]): void => {
          for (const [own, grain] of asked)
            expect(held.get(own, grain)).toBe(byText.get(keyTextAt(own, grain)));
        };
        for (const [number, [own, grain]] of entries.entries()) {
          held.set(own, grain, number);
          byText.set(keyTextAt(own, grain), number);
          answers(entries);
        }
        answers(questions);
      }),
    );
  });
});
