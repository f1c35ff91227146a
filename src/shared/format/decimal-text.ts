import { currencyDigits } from '#core/currency.ts';

/**
 * Exact decimals for people. The figure's text is taken apart and put together again: no digit is ever rounded,
 * and no float is involved.
 */

/**
 * `-1234567.5` as `-1,234,567.50`: digits grouped by three, at least `leastDecimals` decimals, every further digit
 * kept. A text that is no plain decimal comes back as it is, so that nothing is ever hidden.
 */
export function groupDecimal(text: string, leastDecimals = 0): string {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (!match) return text;
  const whole = (match[2] ?? '').replace(/\B(?=(\d{3})+$)/g, ',');
  const fraction = (match[3] ?? '').padEnd(leastDecimals, '0');
  return `${match[1] ?? ''}${whole}${fraction === '' ? '' : `.${fraction}`}`;
}

/** An amount of money, grouped, with the decimals of its currency: `10,250.40`. The currency's name stands apart. */
export const formatAmount = (text: string, currency: string | undefined): string =>
  groupDecimal(text, currencyDigits(currency));

/** A difference with its sign always shown: `+25.00`, `-3.10`, `0.00`. */
export function formatSignedAmount(text: string, currency: string | undefined): string {
  const amount = formatAmount(text, currency);
  return /^-|^[0.,]*$/.test(amount) ? amount : `+${amount}`;
}

/** A share between 0 and 1 in percent, every digit kept: `0.982` as `98.2 %`. */
export function formatShare(text: string): string {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (!match) return text;
  const fraction = (match[3] ?? '').padEnd(2, '0');
  const whole = `${match[2] ?? ''}${fraction.slice(0, 2)}`.replace(/^0+(?=\d)/, '');
  const rest = fraction.slice(2).replace(/0+$/, '');
  return `${match[1] ?? ''}${whole}${rest === '' ? '' : `.${rest}`} %`;
}
