import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import { fitCell, isPlainText, MAX_CELL_LENGTH, xmlText } from '#engine/exporters/render/xml-text.ts';

/** Reads a text back as a spreadsheet program does: XML first, then the notation of ECMA-376 for other characters. */
function readBack(escaped: string): string {
  const parser = new SaxesParser();
  let text = '';
  parser.on('text', (piece) => {
    text += piece;
  });
  parser.write(`<t>${escaped}</t>`).close();
  return text.replace(/_x([0-9A-F]{4})_/g, (_whole, hex: string) => String.fromCharCode(parseInt(hex, 16)));
}

describe('text in a cell', () => {
  it('needs no care and keeps its white space where it is called plain', () => {
    const unit = fc.constantFrom(
      'a',
      'x',
      '_',
      ' ',
      '0',
      '4',
      '1',
      '&',
      '<',
      '>',
      '"',
      '\t',
      '\n',
      '\u007f',
      'é',
      '合',
    );
    fc.assert(
      fc.property(fc.string({ unit, minLength: 1, maxLength: 12 }), (text) => {
        fc.pre(isPlainText(text));
        expect(xmlText(text)).toBe(text);
        expect(text).toMatch(/^\S+(?: \S+)*$/);
      }),
      { numRuns: 2000 },
    );
  });

  it.each(['Sub900001', 'WEBEX_CALLING', 'Webex Calling', '12.5', '=1+1', "it's"])(
    'is plain, as most texts are: %j',
    (text) => {
      expect(isPlainText(text)).toBe(true);
    },
  );

  it('is read back as it was, whatever its characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        expect(readBack(xmlText(text))).toBe(text.toWellFormed());
      }),
    );
  });

  it.each(['\u0000', '\u000b', 'a\rb', '_x0041_', '_x005F_', '<&>"', '\ufffe', '=1+1', '\ud800'])(
    'is read back as it was: %j',
    (text) => {
      expect(readBack(xmlText(text))).toBe(text.toWellFormed());
    },
  );

  it('is left alone where it fits', () => {
    const text = 'x'.repeat(MAX_CELL_LENGTH);
    expect(fitCell(text)).toEqual({ text, isShortened: false });
  });

  it('is cut with a mark where it does not, never within a character', () => {
    const { text, isShortened } = fitCell('😀'.repeat(20_000));
    expect(isShortened).toBe(true);
    expect(text.length).toBeLessThanOrEqual(MAX_CELL_LENGTH);
    expect(text).toBe(text.toWellFormed());
    expect(text.endsWith('… [40000 characters; shortened]')).toBe(true);
  });
});
