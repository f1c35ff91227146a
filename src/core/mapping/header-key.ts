import { remembered } from '../remember.ts';

/** Matches what stands in round or square brackets, of either width (NFKC has folded them). */
const BRACKETED = /[([][^)\]]*[)\]]/g;
/** Bracketed words that change what a figure means: with tax, or in thousands. */
const CHANGES_MEANING = /incl|inkl|gross|brutto|ttc|tax|vat|税込|内税|千|百万|thousand|million|%/i;
/** Bracketed words that say "without tax", which is what an amount is anyway. */
const WITHOUT_TAX = /excl|exkl|net|\bht\b|税抜|税別|外税|before|without|hors|ohne/i;

/** The form in which header names are compared: NFKC, no accents, lower case, letters and digits only. */
export const headerKey = remembered((name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('%', 'percent')
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .replaceAll('ß', 'ss')
    .replace(/[^\p{L}\p{N}]/gu, ''),
);

/** A header name split into what it names and what brackets add to it. */
export interface HeaderParts {
  /** The key of the name as a whole. */
  readonly whole: string;
  /** The key without brackets; the same as `whole` where there are none. */
  readonly base: string;
  /** True where a bracket says that tax is included, or that figures are in thousands: the base alone would mislead. */
  readonly isQualified: boolean;
}

/** Longer than this is no header name; looking for brackets in millions of characters would take hours. */
const LONGEST_NAME = 1000;

/** Splits a header name, so that `Amount (USD)` is known as an amount and `Amount (incl. tax)` is not. */
export function headerParts(name: string): HeaderParts {
  const folded = name.slice(0, LONGEST_NAME).normalize('NFKC');
  const whole = headerKey(folded);
  const brackets = folded.match(BRACKETED) ?? [];
  const isQualified = brackets.some((text) => CHANGES_MEANING.test(text) && !WITHOUT_TAX.test(text));
  return { whole, base: headerKey(folded.replace(BRACKETED, ' ')), isQualified };
}
