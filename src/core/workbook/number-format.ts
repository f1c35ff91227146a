import type { ColumnKind } from './column.ts';
import type { WorkbookLanguage } from './localised.ts';

/**
 * How many decimals a figure is shown with. `usual`: those of its kind. `exact`: up to six, because it has more than
 * the usual ones. `fine`: up to twelve, a product of two figures. No digit is ever hidden.
 */
export const PRECISIONS = ['usual', 'exact', 'fine'] as const;
export type Precision = (typeof PRECISIONS)[number];

/** The precision that shows a decimal text whole. */
export function precisionOf(kind: ColumnKind, decimal: string, currencyDecimals: number): Precision {
  if (kind !== 'quantity' && kind !== 'figure' && kind !== 'price' && kind !== 'money') return 'usual';
  const point = decimal.indexOf('.');
  const places = point < 0 ? 0 : decimal.length - point - 1;
  if (places > 6) return 'fine';
  if (kind === 'quantity') return 'usual';
  if (kind === 'figure') return places === 0 ? 'usual' : 'exact';
  return places > currencyDecimals ? 'exact' : 'usual';
}

const digits = (places: number): string => (places === 0 ? '' : `.${'0'.repeat(places)}`);
const upTo = (least: number, most: number): string => `.${'0'.repeat(least)}${'#'.repeat(most - least)}`;

function positiveFormat(kind: ColumnKind, precision: Precision, currencyDecimals: number): string {
  const most = precision === 'fine' ? 12 : 6;
  switch (kind) {
    case 'quantity':
      return `#,##0${upTo(2, most)}`;
    case 'price':
    case 'money':
      return precision === 'usual'
        ? `#,##0${digits(currencyDecimals)}`
        : `#,##0${upTo(Math.max(currencyDecimals, 1), most)}`;
    case 'figure':
      return precision === 'usual' ? '#,##0' : `#,##0${upTo(2, most)}`;
    case 'percent':
      return '0.0%';
    default:
      return '#,##0';
  }
}

/**
 * The number format of a kind of column: negatives red, in parentheses (English) or after a triangle (Japanese), zero
 * as a dash. Ids and texts are text; dates follow the language.
 */
export function numberFormat(
  kind: ColumnKind,
  precision: Precision,
  currencyDecimals: number,
  language: WorkbookLanguage,
): string {
  switch (kind) {
    case 'text':
    case 'wrapped':
    case 'id':
    case 'status':
    case 'link':
      return '@';
    case 'date':
      return language === 'ja' ? 'yyyy/mm/dd' : 'yyyy-mm-dd';
    default: {
      const positive = positiveFormat(kind, precision, currencyDecimals);
      return language === 'ja'
        ? `${positive};[Red]"△"${positive};"-"`
        : `${positive}_);[Red]\\(${positive}\\);"-"_)`;
    }
  }
}
