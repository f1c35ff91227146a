import type { Picos } from '#core/decimal/micros.ts';
import { numberCell, numberFormula, type WorkbookCell } from '#core/workbook/cell.ts';
import type { TableRow } from '#core/workbook/column.ts';
import { quotientText, roundedText } from '#core/workbook/exact.ts';
import { references, rounded } from '#core/workbook/formula.ts';
import type { VarianceFigures, VarianceRow, VarianceSheet } from '#core/workbook/lay-out-lines.ts';
import type { VarianceColumnId } from '#core/workbook/tables/variance-tables.ts';
import type { Book } from './book.ts';
import { causeOf } from './cause.ts';
import type { VarianceFormulas } from './variance-formulas.ts';
import { VARIANCE_TABLES } from './variance-references.ts';

/** The variance as a share of what was expected; empty where nothing was. */
export const shareCell = (
  { amountVariance, expectedAmount }: VarianceFigures,
  formulas: VarianceFormulas,
): WorkbookCell =>
  amountVariance === undefined || expectedAmount === undefined || expectedAmount === 0n
    ? undefined
    : numberFormula(formulas.amountShare, quotientText(amountVariance, expectedAmount));

/** How many causes a row that adds up others names: the largest ones. */
export const NAMED_CAUSES = 2;

/** The causes of the largest differences below a row, each with the row that it belongs to. */
export const groupCause = (row: VarianceRow, book: Book): string =>
  (book.differencesBelow.get(row)?.largest ?? [])
    .map((line) => `${book.layout.homeOf.get(line)?.id ?? ''}: ${causeOf(line, book)}`)
    .join('\n');

const FINER: Readonly<Record<VarianceSheet, VarianceSheet | undefined>> = {
  'by-sku': 'by-customer',
  'by-customer': 'by-user',
  'by-user': undefined,
};

/** The figures of a row that adds up rows of the next finer table. */
export function groupCells(
  row: VarianceRow,
  figures: VarianceFigures,
  formulas: VarianceFormulas,
  book: Book,
): TableRow<VarianceColumnId> {
  const finer = FINER[row.sheet];
  if (finer === undefined) return {};
  const own = references<VarianceColumnId>(VARIANCE_TABLES[row.sheet], book.language);
  const below = references<VarianceColumnId>(VARIANCE_TABLES[finer], book.language);
  const parent = row.sheet === 'by-sku' ? 'skuRow' : 'customerRow';
  const sumOf = (id: VarianceColumnId, value: Picos | undefined): WorkbookCell =>
    value === undefined
      ? undefined
      : numberFormula(
          rounded(`SUMIFS(${below.column(id)},${below.column(parent)},${own.cell('row')})`),
          roundedText(value),
        );
  const { components } = figures;
  return {
    invoicedPrice: numberCell(figures.common?.invoicedPrice),
    expectedPrice: numberCell(figures.common?.expectedPrice),
    usageQuantity: sumOf('usageQuantity', figures.usageQuantity),
    expectedAmount: sumOf('expectedAmount', figures.expectedAmount),
    amountVariance: sumOf('amountVariance', figures.amountVariance),
    amountShare: shareCell(figures, formulas),
    quantityEffect: sumOf('quantityEffect', components?.quantity),
    priceEffect: sumOf('priceEffect', components?.price),
    lineRounding: sumOf('lineRounding', components?.lineRounding),
    unitRounding: sumOf('unitRounding', components?.unitRounding),
    unexplained: sumOf('unexplained', components?.unexplained),
  };
}
