import { dateOfIsoText } from '#core/tabular/serial-date.ts';
import type { Cell } from '#core/tabular/table.ts';
import { cellOfNumber } from '../cell-of-number.ts';
import type { XmlAttributes } from '../xlsx/read-xml.ts';

/**
 * The cell of an OpenDocument sheet, by its attributes and its shown text. Values are stored as exact decimal text
 * and as ISO dates, so nothing is computed. Source: OpenDocument 1.3 part 3, 19.385 and following.
 */
export function odsCell(attributes: XmlAttributes, shownText: string): Cell {
  const formula = attributes['table:formula'];
  const type = attributes['office:value-type'];
  if (attributes['calcext:value-type'] === 'error') return { kind: 'error', text: shownText };
  if (type === undefined) return formula === undefined ? shownText : { kind: 'missing-value', formula };
  switch (type) {
    case 'float':
    case 'percentage':
    case 'currency': {
      const stored = attributes['office:value'] ?? '';
      return stored === '' ? missing(formula, shownText) : cellOfNumber(stored, 'number', false);
    }
    case 'date': {
      const text = attributes['office:date-value'] ?? '';
      const date = dateOfIsoText(text);
      return date === undefined ? shownText : { kind: 'date', date, text };
    }
    case 'boolean':
      return { kind: 'boolean', text: attributes['office:boolean-value'] === 'true' ? 'TRUE' : 'FALSE' };
    default:
      // Texts, and times of day: as shown.
      return attributes['office:string-value'] ?? shownText;
  }
}

const missing = (formula: string | undefined, shownText: string): Cell =>
  formula === undefined ? shownText : { kind: 'missing-value', formula };
