import { formatPicos, picos } from '#core/decimal/micros.ts';
import type { TableModel } from '#core/workbook/column.ts';
import {
  figuresInSteps,
  figuresOf,
  type VarianceFigures,
  type VarianceRow,
  type VarianceSheet,
} from '#core/workbook/lay-out-lines.ts';
import { quoted } from '#core/workbook/formula.ts';
import type { VarianceColumnId } from '#core/workbook/tables/variance-tables.ts';
import { roundedPicos } from '#core/workbook/exact.ts';
import type { Book } from '../book.ts';
import type { MarkRule, SheetPlan } from '../sheet-plan.ts';
import { varianceCells } from '../variance-cells.ts';
import { varianceFormulas } from '../variance-formulas.ts';
import { VARIANCE_TABLES } from '../variance-references.ts';
import { tableSheet } from './table-sheet.ts';

/** By SKU, By customer or By user. */
export function varianceSheet(book: Book, sheet: VarianceSheet): SheetPlan {
  const rows = book.layout.rows[sheet];
  const model: TableModel<VarianceColumnId> = VARIANCE_TABLES[sheet];
  const texts = book.texts.sheets[sheet];
  let totals = noTotals();
  /** The figures of the rows that add up others. */
  const sums = new Map<VarianceRow, VarianceFigures>();
  return tableSheet(book, {
    model,
    ...texts,
    rowCount: rows.length,
    *prepare() {
      for (const row of rows) if (row.line === undefined) sums.set(row, yield* figuresInSteps(row));
    },
    *rows() {
      totals = noTotals();
      const formulas = varianceFormulas(book, sheet);
      for (const row of rows) {
        const figures = sums.get(row) ?? figuresOf(row);
        addTo(totals, figures);
        yield varianceCells(row, figures, formulas, book);
      }
    },
    totals: () =>
      Object.fromEntries(Object.entries(totals).map(([id, sum]) => [id, formatPicos(picos(sum))])),
    marks: (range, firstCell) => [
      ...directionMarks(book, range('direction'), firstCell('direction')),
      {
        range: range('class'),
        formula: `AND(${firstCell('class')}<>${quoted(book.words.classes.none)},${firstCell('class')}<>"")`,
        mark: 'warn',
      },
    ],
    lastPrintedColumn: 'cause',
  });
}

type TotalId = Extract<
  VarianceColumnId,
  | 'userDays'
  | 'invoicedAmount'
  | 'expectedAmount'
  | 'amountVariance'
  | 'quantityEffect'
  | 'priceEffect'
  | 'lineRounding'
  | 'unitRounding'
  | 'unexplained'
>;

const noTotals = (): Record<TotalId, bigint> => ({
  userDays: 0n,
  invoicedAmount: 0n,
  expectedAmount: 0n,
  amountVariance: 0n,
  quantityEffect: 0n,
  priceEffect: 0n,
  lineRounding: 0n,
  unitRounding: 0n,
  unexplained: 0n,
});

/** Adds a row's figures to the totals, as its cells show them. */
function addTo(totals: Record<TotalId, bigint>, figures: VarianceFigures): void {
  const { expectedAmount, amountVariance, components } = figures;
  totals.userDays += roundedPicos(figures.userDays);
  totals.invoicedAmount += roundedPicos(figures.invoicedAmount);
  if (expectedAmount !== undefined) totals.expectedAmount += roundedPicos(expectedAmount);
  if (amountVariance !== undefined) totals.amountVariance += roundedPicos(amountVariance);
  if (components === undefined) return;
  totals.quantityEffect += roundedPicos(components.quantity);
  totals.priceEffect += roundedPicos(components.price);
  totals.lineRounding += roundedPicos(components.lineRounding);
  totals.unitRounding += roundedPicos(components.unitRounding);
  totals.unexplained += roundedPicos(components.unexplained);
}

/** Over-billed and under-billed, each with its sign and colour. */
export function directionMarks(book: Book, range: string, firstCell: string): readonly MarkRule[] {
  return [
    { range, formula: `${firstCell}=${quoted(book.words.directions.over)}`, mark: 'bad' },
    { range, formula: `${firstCell}=${quoted(book.words.directions.under)}`, mark: 'warn' },
    { range, formula: `${firstCell}=${quoted(book.words.directions.nil)}`, mark: 'muted' },
  ];
}
