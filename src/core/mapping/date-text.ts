import { parsePlainDate, plainDate, type PlainDate } from '../period.ts';
import { remembered } from '../remember.ts';

/** In which order a date of three numbers is written. */
export const DATE_ORDERS = ['ymd', 'mdy', 'dmy'] as const;
export type DateOrder = (typeof DATE_ORDERS)[number];

/** A date's text, read as far as it says by itself. */
export type DateText =
  | { readonly kind: 'certain'; readonly date: PlainDate }
  /** Which orders give a real day, and which day: `10/01/2026` is 1 October or 10 January. */
  | { readonly kind: 'open'; readonly readings: Readonly<Partial<Record<DateOrder, PlainDate>>> };

/** Month names and abbreviations, English, German, French: letters only, no accents, lower case. */
const MONTHS: Readonly<Record<string, number>> = {
  ...names('jan january januar janner janvier janv', 1),
  ...names('feb february februar fevrier fevr fev', 2),
  ...names('mar march marz maerz mrz mars', 3),
  ...names('apr april avril avr', 4),
  ...names('may mai', 5),
  ...names('jun june juni juin', 6),
  ...names('jul july juli juillet juil', 7),
  ...names('aug august aout', 8),
  ...names('sep sept september septembre', 9),
  ...names('oct october okt oktober octobre', 10),
  ...names('nov november novembre', 11),
  ...names('dec december dez dezember decembre', 12),
};

function names(list: string, month: number): Record<string, number> {
  return Object.fromEntries(list.split(' ').map((name) => [name, month]));
}

/** Japanese eras by their kanji and letter, and the year before their first. */
const ERAS: Readonly<Record<string, number>> = {
  令和: 2018,
  r: 2018,
  平成: 1988,
  h: 1988,
  昭和: 1925,
  s: 1925,
};

const TIME = /[T ]\d{1,2}:\d{2}(:\d{2}([.,]\d+)?)?( ?[AP]M)?( ?(Z|UTC|GMT|[+-]\d{2}:?\d{2}))?$/i;
const WEEKDAY_JA = /\([日月火水木金土]\)$/;
const WEEKDAY_EN = /^(mon|tue|wed|thu|fri|sat|sun)[a-z]*,? /i;
const YEAR_FIRST = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$/;
const KANJI = /^(\d{4})年(\d{1,2})月(\d{1,2})日$/;
const COMPACT = /^(\d{4})(\d{2})(\d{2})$/;
const ERA = /^(令和|平成|昭和|[RHS])\.?(\d{1,2}|元)(?:年|[./-])(\d{1,2})(?:月|[./-])(\d{1,2})日?$/i;
const DOTTED = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/;
const YEAR_LAST = /^(\d{1,2})([-/])(\d{1,2})\2(\d{4})$/;
const SHORT_YEAR = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{2})$/;
const DAY_NAME_YEAR = /^(\d{1,2})(?:st|nd|rd|th|er|\.)?[ -]*(\p{L}+)[., -]*(\d{4})$/u;
const NAME_DAY_YEAR = /^(\p{L}+)\.?[ -]*(\d{1,2})(?:st|nd|rd|th)?,?[ -]+(\d{4})$/u;
const YEAR_NAME_DAY = /^(\d{4})[ -](\p{L}+)[ -](\d{1,2})$/u;

const certain = (date: PlainDate | undefined): DateText | undefined => date && { kind: 'certain', date };

/** Folds widths and spaces, and drops a time of day and a weekday: the model has calendar days only. */
export function foldDateText(text: string): string {
  const folded = text.normalize('NFKC').replace(/\s+/g, ' ').trim();
  return folded.replace(TIME, '').replace(WEEKDAY_JA, '').replace(WEEKDAY_EN, '').trim();
}

/** The number of a month's name, 1 to 12. */
export function monthOfName(name: string): number | undefined {
  const key = name
    .normalize('NFD')
    .replace(/[\u0300-\u036f.]/g, '')
    .toLowerCase();
  return Object.hasOwn(MONTHS, key) ? MONTHS[key] : undefined;
}

function open(readings: Partial<Record<DateOrder, PlainDate | undefined>>): DateText | undefined {
  const real: Partial<Record<DateOrder, PlainDate>> = {};
  for (const order of DATE_ORDERS) {
    const date = readings[order];
    if (date !== undefined) real[order] = date;
  }
  const dates = new Set(Object.values(real));
  if (dates.size === 0) return undefined;
  return { kind: 'open', readings: real };
}

function readNumeric(text: string): DateText | undefined {
  const iso = parsePlainDate(text);
  if (iso !== undefined) return { kind: 'certain', date: iso };
  const part = (match: RegExpExecArray, index: number): number => Number(match[index]);
  const yearFirst = YEAR_FIRST.exec(text);
  if (yearFirst) return certain(plainDate(part(yearFirst, 1), part(yearFirst, 3), part(yearFirst, 4)));
  const kanji = KANJI.exec(text.replaceAll(' ', '')) ?? COMPACT.exec(text);
  if (kanji) return certain(plainDate(part(kanji, 1), part(kanji, 2), part(kanji, 3)));
  const dotted = DOTTED.exec(text);
  if (dotted) return certain(plainDate(part(dotted, 3), part(dotted, 2), part(dotted, 1)));
  const yearLast = YEAR_LAST.exec(text);
  if (yearLast) {
    const [a, b, year] = [part(yearLast, 1), part(yearLast, 3), part(yearLast, 4)];
    return open({ mdy: plainDate(year, a, b), dmy: plainDate(year, b, a) });
  }
  const short = SHORT_YEAR.exec(text);
  if (short) {
    const [a, b, c] = [part(short, 1), part(short, 3), part(short, 4)];
    const dmy = plainDate(2000 + c, b, a);
    if (short[2] === '.') return open({ dmy, ymd: plainDate(2000 + a, b, c) });
    return open({ ymd: plainDate(2000 + a, b, c), mdy: plainDate(2000 + c, a, b), dmy });
  }
  return undefined;
}

function readEra(text: string): DateText | undefined {
  const match = ERA.exec(text.replaceAll(' ', ''));
  const before = ERAS[(match?.[1] ?? '').toLowerCase()];
  if (!match || before === undefined) return undefined;
  const year = match[2] === '元' ? 1 : Number(match[2]);
  return certain(plainDate(before + year, Number(match[3]), Number(match[4])));
}

function readNamed(text: string): DateText | undefined {
  const dayFirst = DAY_NAME_YEAR.exec(text);
  if (dayFirst) return named(dayFirst[3], dayFirst[2], dayFirst[1]);
  const nameFirst = NAME_DAY_YEAR.exec(text);
  if (nameFirst) return named(nameFirst[3], nameFirst[1], nameFirst[2]);
  const yearFirst = YEAR_NAME_DAY.exec(text);
  return yearFirst ? named(yearFirst[1], yearFirst[2], yearFirst[3]) : undefined;
}

function named(year?: string, name?: string, day?: string): DateText | undefined {
  const month = monthOfName(name ?? '');
  return month === undefined ? undefined : certain(plainDate(Number(year), month, Number(day)));
}

/**
 * Reads a date as invoices write it: ISO, `2026/10/01`, `2026年10月1日`, `令和8年10月1日`, `R8.10.1`, `01.10.2026`
 * (day first: dots are), `10/01/2026` (open), `01-Oct-2026`, `Oct 1, 2026`, with or without a time. A time zone is
 * not applied: the day is the one that is written. Undefined for anything else and for days that do not exist.
 */
export const readDateText = remembered((text: string): DateText | undefined => {
  const iso = parsePlainDate(text);
  if (iso !== undefined) return { kind: 'certain', date: iso };
  const folded = foldDateText(text);
  return readNumeric(folded) ?? readEra(folded) ?? readNamed(folded);
});

/** The day of a date's text by an order, or undefined where that order gives none. */
export function dateBy(text: DateText, order: DateOrder | undefined): PlainDate | undefined {
  if (text.kind === 'certain') return text.date;
  const dates = new Set(Object.values(text.readings));
  if (order === undefined) return dates.size === 1 ? [...dates][0] : undefined;
  return text.readings[order];
}

/** Languages and regions that write the month first, or the year first; the others write the day first (CLDR). */
export function dateOrderOfLocale(locale: string): DateOrder | undefined {
  const tag = locale.trim().replaceAll('_', '-').toLowerCase();
  if (!/^[a-z]{2,3}(-[a-z0-9]{2,8})*$/.test(tag)) return undefined;
  if (/^(ja|zh|ko|hu|lt|sv)(-|$)/.test(tag) || tag === 'en-ca' || tag === 'fr-ca') return 'ymd';
  if (tag === 'en-us' || tag === 'en-ph' || tag === 'es-us' || tag === 'es-pr') return 'mdy';
  return tag === 'en' ? undefined : 'dmy';
}
