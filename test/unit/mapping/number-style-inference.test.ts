import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseDecimal } from '#core/decimal/micros.ts';
import type { FigureField } from '#core/mapping/invoice-field.ts';
import { readNumberText, type NumberText } from '#core/mapping/number-text.ts';
import {
  decideNumberStyles,
  type Figure,
  type FigureRow,
  type StyleDecision,
  type StyleKnowledge,
} from '#core/mapping/number-style-inference.ts';

const NOTHING: StyleKnowledge = { explicit: undefined, mapping: {}, elsewhere: [], commaGroups: false };
const FIELDS: readonly FigureField[] = ['quantity', 'unitPrice', 'amount'];

function number(text: string): NumberText {
  const read = readNumberText(text);
  if (read === undefined) throw new Error(text);
  return read;
}

/** A row of quantity, price and amount; `=5` is a typed number. */
function row(index: number, texts: readonly (string | undefined)[]): FigureRow {
  const figures: Partial<Record<FigureField, Figure>> = {};
  for (const [position, field] of FIELDS.entries()) {
    const text = texts[position];
    if (text === undefined) continue;
    const typed = text.startsWith('=') ? parseDecimal(text.slice(1)) : undefined;
    figures[field] = typed
      ? { kind: 'typed', value: typed.value }
      : { kind: 'text', number: number(text), text };
  }
  return { sheet: undefined, row: index + 2, figures };
}

const decide = (
  rows: readonly (readonly (string | undefined)[])[],
  more: Partial<StyleKnowledge> = {},
): StyleDecision =>
  decideNumberStyles(
    rows.map((texts, index) => row(index, texts)),
    { ...NOTHING, ...more },
  );
const styles = (decision: StyleDecision): unknown =>
  decision.kind === 'decided'
    ? FIELDS.map((field) => `${decision.styles[field].style} by ${decision.styles[field].reason}`)
    : decision.kind;

describe('the style of figures', () => {
  test('is what a column proves itself', () => {
    const decision = decide([
      ['1,5', '2,00', '3,00'],
      ['2', '1.000', '2.000,00'],
    ]);
    expect(styles(decision)).toEqual(FIELDS.map(() => 'decimal-comma by own-figures'));
  });

  test('is proven by quantity x price = amount', () => {
    expect(
      styles(
        decide([
          ['=2', '=617', '1,234'],
          ['=3', '=500', '1,500'],
        ]),
      ),
    ).toEqual(['decimal-point by typed', 'decimal-point by typed', 'decimal-point by multiplies-out']);
    expect(
      styles(
        decide([
          ['=2', '=0.617', '1,234'],
          ['=3', '=0.5', '1,500'],
        ]),
      ),
    ).toEqual(['decimal-point by typed', 'decimal-point by typed', 'decimal-comma by multiplies-out']);
  });

  test('is not proven where both readings multiply out', () => {
    expect(decide([['1.000', '=2', '2.000']])).toMatchObject({
      kind: 'ambiguous',
      place: { field: 'quantity', text: '1.000', row: 2 },
    });
  });

  test('is not proven by a row that multiplies out in neither', () => {
    expect(decide([['=2', '=7', '1.000']]).kind).toBe('ambiguous');
  });

  test('is that of the other columns of the file', () => {
    expect(
      styles(
        decide([
          ['1.000', undefined, '12,50'],
          ['2.000', undefined, '7,25'],
        ]),
      ),
    ).toEqual(['decimal-comma by other-columns', 'decimal-point by typed', 'decimal-comma by own-figures']);
  });

  test('is that of a total above the table', () => {
    expect(styles(decide([['1', undefined, '1.000']], { elsewhere: [number('10.250,40')] }))).toEqual([
      'decimal-comma by own-figures',
      'decimal-point by typed',
      'decimal-comma by other-columns',
    ]);
  });

  test('groups by commas in yen, and says nothing of points', () => {
    expect(styles(decide([['1', undefined, '1,234']], { commaGroups: true }))).toEqual([
      'decimal-point by own-figures',
      'decimal-point by typed',
      'decimal-point by comma-groups',
    ]);
    expect(decide([['1', undefined, '1.234']], { commaGroups: true }).kind).toBe('ambiguous');
  });

  test('is what the person says, whatever the figures say', () => {
    expect(styles(decide([['1.5', '2.00', '3.00']], { explicit: 'decimal-comma' }))).toEqual(
      FIELDS.map(() => 'decimal-comma by explicit'),
    );
  });

  test('is that of the saved mapping where the file proves nothing, and the file’s where it does', () => {
    const mapping = { quantity: 'decimal-comma', amount: 'decimal-comma' } as const;
    expect(styles(decide([['1.000', undefined, '5']], { mapping }))).toContain('decimal-comma by mapping');
    const changed = decide([['1.5', undefined, '5']], { mapping });
    expect(styles(changed)).toContain('decimal-point by own-figures');
    expect(changed.kind === 'decided' && changed.changed).toMatchObject([{ field: 'quantity', text: '1.5' }]);
  });

  test('is contradictory where one column is written in both', () => {
    expect(decide([['1.5'], ['1,5']])).toMatchObject({
      kind: 'contradictory',
      point: { row: 2, text: '1.5' },
      comma: { row: 3, text: '1,5' },
    });
  });

  test('does not depend on the order of rows', () => {
    const rows = [
      ['1.000', '2', '2.000'],
      ['3', '1,50', '4,50'],
      ['=2', '=1', '=2'],
      ['1.234', undefined, undefined],
    ];
    const expected = styles(decide(rows));
    fc.assert(
      fc.property(fc.shuffledSubarray(rows, { minLength: rows.length }), (shuffled) => {
        expect(styles(decide(shuffled))).toEqual(expected);
      }),
    );
  });
});
