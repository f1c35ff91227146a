import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openNamedRows } from '#engine/repositories/named-rows.ts';

const NAMES = [undefined, 'term', 'term', 'id_key', 'usage_window'] as const;
const id = fc.option(fc.integer({ min: 1, max: 70_000 }), { nil: undefined });
const line = fc.record({
  own: fc.nat(),
  terms: fc.tuple(id, id),
  key: id,
  sums: fc.array(
    fc.tuple(fc.integer({ min: 1, max: 99 }), fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n })),
  ),
});

describe('the rows that lines name', () => {
  it('are each there once and in order, whatever the lines and wherever the text is cut', () => {
    fc.assert(
      fc.property(fc.array(line), fc.nat(), (lines, cut) => {
        const texts = lines.map(({ own, terms, key, sums }) =>
          [own, ...terms, key, ...sums.map(([window, sum]) => `${window} ${sum} 1`)]
            .map((field) => String(field ?? ''))
            .join(',')
            .concat('\n'),
        );
        const named = openNamedRows(NAMES);
        const at = lines.length === 0 ? 0 : cut % lines.length;
        named.take(Buffer.from(texts.slice(0, at).join('')));
        named.take(Buffer.from(texts.slice(at).join('')));
        const sorted = (ids: readonly (number | undefined)[]): readonly number[] =>
          [...new Set(ids.filter((one) => one !== undefined))].sort((a, b) => a - b);
        expect(named.idsOf('term')).toEqual(sorted(lines.flatMap(({ terms }) => terms)));
        expect(named.idsOf('id_key')).toEqual(sorted(lines.map(({ key }) => key)));
        expect(named.idsOf('usage_window')).toEqual(
          sorted(lines.flatMap(({ sums }) => sums.map(([window]) => window))),
        );
      }),
    );
  });

  it('are not looked for under numbers that no row can have', () => {
    const named = openNamedRows(NAMES);
    named.take(Buffer.from('1,99999999999999999999,-3,x,7 1 1\n'));
    expect([named.idsOf('term'), named.idsOf('id_key'), named.idsOf('usage_window')]).toEqual([[], [], [7]]);
  });
});
