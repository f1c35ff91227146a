import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { claimOf } from '#core/mapping/column-claims.ts';
import { compareHeaders, isSameHeader, type HeaderColumn } from '#core/mapping/header-drift.ts';

const header = (...names: readonly string[]): readonly HeaderColumn[] =>
  names.map((name) => ({ name, content: 'text' }));
const meaning = (name: string): string | undefined => claimOf(name)?.meaning;
const compare = (
  before: readonly HeaderColumn[],
  after: readonly HeaderColumn[],
): ReturnType<typeof compareHeaders> => compareHeaders(before, after, meaning);

describe('two headers', () => {
  it('are the same where case, width and spaces alone differ', () => {
    expect(isSameHeader(compare(header('SKU', 'Unit Price'), header('ＳＫＵ', 'unit  price')))).toBe(true);
  });

  it('name what was added and what is gone', () => {
    expect(compare(header('SKU', 'Colour'), header('SKU', 'Weight', 'Size'))).toMatchObject({
      added: ['Weight', 'Size'],
      removed: ['Colour'],
      renamed: [],
    });
  });

  it('propose a renamed column by its meaning, wherever it stands', () => {
    expect(compare(header('SKU', 'Qty', 'Note'), header('Note', 'SKU', 'Quantity')).renamed).toEqual([
      { from: 'Qty', to: 'Quantity' },
    ]);
  });

  it('propose a renamed column by its place and content', () => {
    expect(compare(header('枝番', 'いくら', '備考'), header('枝番', '代金', '備考')).renamed).toEqual([
      { from: 'いくら', to: '代金' },
    ]);
  });

  it('do not take a column of other content for a renamed one', () => {
    const after = [...header('枝番'), { name: '代金', content: 'number' }, ...header('備考')];
    expect(compare(header('枝番', 'いくら', '備考'), after)).toMatchObject({ renamed: [], added: ['代金'] });
  });

  it('name the fewest columns that must have moved', () => {
    expect(compare(header('A', 'B', 'C', 'D'), header('B', 'C', 'D', 'A')).moved).toEqual(['A']);
  });

  it('name a column whose cells are of another kind, and no empty one', () => {
    const before = [
      { name: 'A', content: 'number' },
      { name: 'B', content: 'empty' },
    ];
    const after = [
      { name: 'A', content: 'text' },
      { name: 'B', content: 'date' },
    ];
    expect(compare(before, after).retyped).toEqual([{ name: 'A', from: 'number', to: 'text' }]);
  });

  it('lose no column: each is kept, removed or renamed, and each of the new ones kept, added or renamed', () => {
    const names = fc.uniqueArray(fc.constantFrom<string>('A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'), {
      maxLength: 8,
    });
    fc.assert(
      fc.property(names, names, (before, after) => {
        const drift = compare(header(...before), header(...after));
        const kept = before.filter((name) => after.includes(name));
        expect(kept.length + drift.removed.length + drift.renamed.length).toBe(before.length);
        expect(kept.length + drift.added.length + drift.renamed.length).toBe(after.length);
        expect(drift.moved.every((name) => kept.includes(name))).toBe(true);
      }),
    );
  });
});
