import { plainNumber } from '#core/tabular/number-text.ts';
import type { NumberFormatKind } from '#core/tabular/number-format.ts';
import { dateOfSerial } from '#core/tabular/serial-date.ts';
import type { Cell } from '#core/tabular/table.ts';

/**
 * The cell of a stored number under its format. What a date format can't make a day of (serial 60, a negative
 * number) stays a number; a text that is no number at all stays that text, so that its reader refuses it by name.
 */
export function cellOfNumber(stored: string, kind: NumberFormatKind, date1904: boolean): Cell {
  if (kind === 'date') {
    const date = dateOfSerial(stored, date1904);
    if (date !== undefined) return { kind: 'date', date, text: stored };
  }
  const plain = plainNumber(stored);
  if (!plain) return stored;
  return plain.damaged
    ? { kind: 'number', text: plain.text, damaged: true }
    : { kind: 'number', text: plain.text };
}
