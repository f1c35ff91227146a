import { dateOfDayNumber, dayNumber, parsePlainDate, type PlainDate } from '../period.ts';
import { defined } from '../assert.ts';
import { plainNumber } from './number-text.ts';

/** Day numbers (see core/period) of the day before serial 1, after the false leap day of 1900, and of serial 0 of 1904. */
const EPOCH_1900_EARLY = dayNumber(defined(parsePlainDate('1900-01-01'), 'a real day')) - 1;
const EPOCH_1900 = EPOCH_1900_EARLY - 1;
const EPOCH_1904 = dayNumber(defined(parsePlainDate('1904-01-01'), 'a real day'));
/** Excel counts a 29 February 1900, which never was: serial 60. */
const FALSE_LEAP_DAY = 60;

/**
 * The day of a serial date as a workbook stores it; a time of day after the point is dropped.
 *
 * Undefined for what is no day: serials before the first one, 60 of the 1900 system (the 29 February 1900 that
 * never was), anything past the year 9999, and texts that are no number.
 */
export function dateOfSerial(stored: string, date1904: boolean): PlainDate | undefined {
  const plain = plainNumber(stored)?.text;
  if (plain === undefined || plain.startsWith('-')) return undefined;
  const whole = plain.split('.', 1)[0] ?? '';
  if (whole.length > 7) return undefined;
  const serial = Number(whole);
  if (date1904) return dateOfDayNumber(EPOCH_1904 + serial);
  if (serial < 1 || serial === FALSE_LEAP_DAY) return undefined;
  return dateOfDayNumber((serial < FALSE_LEAP_DAY ? EPOCH_1900_EARLY : EPOCH_1900) + serial);
}

const ISO_DATE_TIME = /^(\d{4}-\d{2}-\d{2})(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/;

/** The day of an ISO 8601 text (`2026-10-01`, `2026-10-01T00:00:00`), as written: no zone is applied. */
export function dateOfIsoText(text: string): PlainDate | undefined {
  const match = ISO_DATE_TIME.exec(text.trim());
  return match?.[1] === undefined ? undefined : parsePlainDate(match[1]);
}
