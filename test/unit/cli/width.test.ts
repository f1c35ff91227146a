import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alignColumns } from '#cli/output/table.ts';
import { cutToWidth, displayWidth, wrapToWidth } from '#cli/output/width.ts';

describe('widths on a terminal', () => {
  it('count a Japanese character as two cells and a colour code as none', () => {
    expect(displayWidth('請求書')).toBe(6);
    expect(displayWidth('\u001b[31mERROR\u001b[39m')).toBe(5);
    expect(displayWidth('ｱｲｳ')).toBe(3);
  });

  it('align columns of mixed scripts', () => {
    const lines = alignColumns(
      [
        ['株式会社サンプル', '1,200'],
        ['Example', '5'],
      ],
      ['left', 'right'],
    );
    expect(lines).toEqual(['株式会社サンプル  1,200', 'Example               5']);
    expect(new Set(lines.map(displayWidth)).size).toBe(1);
  });
});

describe('wrapping', () => {
  it('loses no character but the spaces at line ends, and keeps within the width where words allow', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', 'b', ' ', '請', '求', '。', '、') }), (text) => {
        const lines = wrapToWidth(text, 12);
        expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
      }),
    );
  });

  it('breaks Japanese between characters and never before a full stop', () => {
    const lines = wrapToWidth('請求書の合計金額と一致しません。明細をご確認ください。', 20);
    expect(lines.every((line) => displayWidth(line) <= 22)).toBe(true);
    expect(lines.some((line) => line.startsWith('。'))).toBe(false);
    expect(lines.length).toBeGreaterThan(2);
  });

  it('breaks English between words', () => {
    expect(wrapToWidth('the quick brown fox', 9)).toEqual(['the quick', 'brown fox']);
  });
});

describe('cutting', () => {
  it('marks the cut and never exceeds the width', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', '請', 'ｱ') }),
        fc.integer({ min: 1, max: 20 }),
        (text, width) => {
          const cut = cutToWidth(text, width);
          expect(displayWidth(cut)).toBeLessThanOrEqual(width);
          expect(cut === text || cut.endsWith('…')).toBe(true);
        },
      ),
    );
  });
});
