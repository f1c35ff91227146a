import { groupDecimal } from '#shared/format/decimal-text.ts';
import { fillMessage } from '#shared/messages/fill.ts';

/** A counted thing: `{ one: '1 row', many: '{count} rows' }`. Japanese says both alike. */
export interface CountedTexts {
  readonly one: string;
  readonly many: string;
}

/** A whole number, grouped. */
export const countText = (count: number): string => groupDecimal(String(count));

/** `1 row`, `1,234 rows`. */
export const countedText = (texts: CountedTexts, count: number): string =>
  fillMessage(count === 1 ? texts.one : texts.many, { count: countText(count) });
