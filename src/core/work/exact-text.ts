import { defined } from '../assert.ts';
import { picos, PICOS_DECIMALS, type Picos } from '../decimal/micros.ts';

const PLAIN = /^(-?)(\d+)(?:\.(\d{1,12}))?$/;

/** A decimal of a result document, exactly. Its texts have twelve decimals at most; anything else is a mistake of ours. */
export function parsePicos(text: string): Picos {
  const [, sign, whole = '', fraction = ''] = defined(
    PLAIN.exec(text) ?? undefined,
    `no plain decimal: ${text}`,
  );
  const value = BigInt(whole + fraction.padEnd(PICOS_DECIMALS, '0'));
  return picos(sign === '-' ? -value : value);
}
