import { dateOfIsoText } from '#core/tabular/serial-date.ts';
import type { Cell } from '#core/tabular/table.ts';
import { cellOfNumber } from '../cell-of-number.ts';
import type { XmlAttributes } from '../xml/xml-scanner.ts';

/** What a cell element states. Attributes live only while their tag is read, so they are taken out of it. */
export interface OdsCellFacts {
  readonly type: string | undefined;
  readonly isError: boolean;
  readonly formula: string | undefined;
  readonly value: string | undefined;
  readonly date: string | undefined;
  readonly boolean: string | undefined;
  readonly string: string | undefined;
  /** How many cells in a row are like this one, as stated. */
  readonly repeat: string | undefined;
}

/** Takes the facts out of a cell element. */
export const odsCellFacts = (attributes: XmlAttributes): OdsCellFacts => ({
  type: attributes.get('office:value-type'),
  isError: attributes.get('calcext:value-type') === 'error',
  formula: attributes.get('table:formula'),
  value: attributes.get('office:value'),
  date: attributes.get('office:date-value'),
  boolean: attributes.get('office:boolean-value'),
  string: attributes.get('office:string-value'),
  repeat: attributes.get('table:number-columns-repeated'),
});

/**
 * The cell of an OpenDocument sheet, by its facts and its shown text. Values are stored as exact decimal text and
 * as ISO dates, so nothing is computed. Source: OpenDocument 1.3 part 3, 19.385 and following.
 */
export function odsCell(facts: OdsCellFacts, shownText: string): Cell {
  if (facts.isError) return { kind: 'error', text: shownText };
  switch (facts.type) {
    case undefined:
      return withoutValue(facts, shownText);
    case 'float':
    case 'percentage':
    case 'currency':
      return facts.value ? cellOfNumber(facts.value, 'number', false) : withoutValue(facts, shownText);
    case 'date': {
      const date = dateOfIsoText(facts.date ?? '');
      return date === undefined ? shownText : { kind: 'date', date, text: facts.date ?? '' };
    }
    case 'boolean':
      return { kind: 'boolean', text: facts.boolean === 'true' ? 'TRUE' : 'FALSE' };
    default:
      // Texts, and times of day: as shown.
      return facts.string ?? shownText;
  }
}

const withoutValue = (facts: OdsCellFacts, shownText: string): Cell =>
  facts.formula === undefined ? shownText : { kind: 'missing-value', formula: facts.formula };
