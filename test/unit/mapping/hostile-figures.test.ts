import { describe, expect, it } from 'vitest';
import { idKey } from '#core/ids.ts';
import { readCurrencyHint } from '#core/mapping/currency.ts';
import { headerParts } from '#core/mapping/header-key.ts';
import { readNumberText, valueOf } from '#core/mapping/number-text.ts';
import { readReportHeader } from '#core/usage/report-columns.ts';
import { learnShapes } from '#core/usage/report-repair.ts';

describe('a figure', () => {
  it.each(['5²', '10①', '1,000¹', '5⁄2', '½', '1⒈', '₅'])(
    'with a footnote mark or a fraction is none: %s',
    (text) => {
      expect(readNumberText(text)).toBeUndefined();
    },
  );

  it('with an override of direction is none: its digits are not seen in the order in which they stand', () => {
    expect(readNumberText('\u202e13')).toBeUndefined();
    expect(readNumberText('1\u202e3\u202c')).toBeUndefined();
  });

  it.each([
    ['\u200e31\u200f', 31_000_000n],
    ['\u202d1234\u202c', 1_234_000_000n],
    ['１２３', 123_000_000n],
    ['٣١', 31_000_000n],
    ['-0', 0n],
  ])('keeps what harmless marks and other digits say: %s', (text, micros) => {
    const number = readNumberText(text);
    expect(number && valueOf(number, 'decimal-point')?.value).toBe(micros);
  });

  it.each(['1000000000000000', '9'.repeat(400), '1E+18', 'NaN', 'Infinity', '0x1F', '1_000', '१२'])(
    'that is too large, or written as no person writes it, is never a value: %s',
    (text) => {
      const number = readNumberText(text);
      expect(number && valueOf(number, 'decimal-point')).toBeUndefined();
    },
  );
});

describe('a name that every object knows', () => {
  it.each(['constructor', '__proto__', 'toString', 'valueOf'])('is no currency: %s', (text) => {
    expect(readCurrencyHint(text)).toBeUndefined();
  });
});

describe('a text of millions of one character', () => {
  it('is read as an id and as a header name at once: no expression searches it again from each of them', () => {
    const long = `Y2lzY29zcGFyazovL3VzL09SR0FOSVpBVElPTi8x${'='.repeat(2_000_000)}x`;
    expect(idKey(long)).toBe(long.toLowerCase());
    expect(headerParts('('.repeat(2_000_000)).whole).toBe('');
  });
});

describe('two rows that have run into each other', () => {
  const HEADER =
    'PARTNER_NAME,PARTNER_ORG_ID,SUBSCRIPTION_ID,SERVICE_NAME,SKU,DESCRIPTION,CONSUMPTION_START_DATE,CONSUMPTION_END_DATE,QUANTITY,CUSTOMER_ORG_ID,CUSTOMER_EXTERNAL_ID';
  const ORG = '52cf576d-60a8-407a-b22c-467c51591908';

  it('are not put together as one, which would drop a quantity', () => {
    const { repair } = learnShapes(readReportHeader(HEADER.split(','), 'report.csv'));
    const fused = `SP,${ORG},Sub1,CALLING,A-1,Calling,2026-10-01,2026-10-31,15.5,1111X_CALLING,A-1,Calling,2026-10-17,2026-10-31,2,${ORG},EXT-1`;
    expect(repair(fused.split(','))).toBeUndefined();
  });
});
