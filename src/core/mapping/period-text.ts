import { daysInMonth, plainDate, type Period } from '../period.ts';
import { foldDateText, monthOfName, readDateText, type DateText } from './date-text.ts';

/** A charge window written in one cell. */
export type PeriodText =
  | { readonly kind: 'month'; readonly period: Period }
  | { readonly kind: 'span'; readonly start: DateText; readonly end: DateText };

const SEPARATORS: readonly RegExp[] = [
  /\s*(?:〜|~|から|\.\.|…|→)\s*/u,
  /\s+(?:to|until|through|bis|au|à|-|–|—)\s+/iu,
  /\s*[–—]\s*/u,
];
const ERA_YEAR = /^(令和|R)\.?(\d{1,2}|元)年?[./-]?(\d{1,2})月?$/i;

/** A whole month: `2026-10`, `2026年10月`, `10/2026`, `Oct 2026`, `令和8年10月`. */
export function readMonthText(text: string): Period | undefined {
  const folded = foldDateText(text).replace(/(分|度)$/, '');
  const yearFirst = /^(\d{4})(?:[-/.]|年 ?)(\d{1,2})月?$/.exec(folded);
  if (yearFirst) return month(Number(yearFirst[1]), Number(yearFirst[2]));
  const yearLast = /^(\d{1,2})[/.-](\d{4})$/.exec(folded);
  if (yearLast) return month(Number(yearLast[2]), Number(yearLast[1]));
  const named = /^(\p{L}+)\.?[ ,/-]*(\d{4})$/u.exec(folded);
  if (named) return month(Number(named[2]), monthOfName(named[1] ?? '') ?? 0);
  const namedLast = /^(\d{4})[ -](\p{L}+)$/u.exec(folded);
  if (namedLast) return month(Number(namedLast[1]), monthOfName(namedLast[2] ?? '') ?? 0);
  const era = ERA_YEAR.exec(folded.replaceAll(' ', ''));
  if (!era || !/[年./-]/.test(folded)) return undefined;
  return month(2018 + (era[2] === '元' ? 1 : Number(era[2])), Number(era[3]));
}

function month(year: number, number: number): Period | undefined {
  const start = plainDate(year, number, 1);
  const end = plainDate(year, number, daysInMonth(year, number));
  return start && end ? { start, end } : undefined;
}

/** A month or a span of two dates: `2026-10`, `10/01/2026 - 10/31/2026`, `2026/10/1～2026/10/31`. */
export function readPeriodText(text: string): PeriodText | undefined {
  const folded = text
    .normalize('NFKC')
    .replace(/[\u301c\uff5e]/g, '~')
    .replace(/^(from|von|vom|du)\s+/i, '')
    .trim();
  const wholeMonth = readMonthText(folded);
  if (wholeMonth) return { kind: 'month', period: wholeMonth };
  const candidates = [...SEPARATORS.map((separator) => folded.split(separator)), splitInTheMiddle(folded)];
  for (const parts of candidates) {
    const [from, to] = parts;
    if (parts.length !== 2 || from === undefined || to === undefined) continue;
    const start = readDateText(from);
    const end = readDateText(to);
    if (start && end) return { kind: 'span', start, end };
  }
  return undefined;
}

/** `2026/10/01-2026/10/31`: a hyphen without spaces, the one in the middle. */
function splitInTheMiddle(text: string): readonly string[] {
  const hyphens = [...text.matchAll(/-/g)].map((match) => match.index);
  const middle = hyphens[(hyphens.length - 1) / 2];
  return middle === undefined ? [] : [text.slice(0, middle).trim(), text.slice(middle + 1).trim()];
}
