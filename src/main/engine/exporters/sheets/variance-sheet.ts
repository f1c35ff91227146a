import { formatPicos, picos, type Picos } from '#core/decimal/micros.ts';
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
  const totals = new Map<TotalId, bigint>();
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
      totals.clear();
      const formulas = varianceFormulas(book, sheet);
      for (const row of rows) {
        const figures = sums.get(row) ?? figuresOf(row);
        addTo(totals, figures);
        yield varianceCells(row, figures, formulas, book);
      }
    },
    totals: () => Object.fromEntries([...totals].map(([id, sum]) => [id, formatPicos(picos(sum))])),
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

/** Adds a row's figures to the totals, as its cells show them. */
function addTo(totals: Map<TotalId, bigint>, figures: VarianceFigures): void {
  const { components } = figures;
  const shown: Record<TotalId, Picos | undefined> = {
    userDays: figures.userDays,
    invoicedAmount: figures.invoicedAmount,
    expectedAmount: figures.expectedAmount,
    amountVariance: figures.amountVariance,
    quantityEffect: components?.quantity,
    priceEffect: components?.price,
    lineRounding: components?.lineRounding,
    unitRounding: components?.unitRounding,
    unexplained: components?.unexplained,
  };
  for (const [id, value] of Object.entries(shown) as [TotalId, Picos | undefined][]) {
    totals.set(id, (totals.get(id) ?? 0n) + (value === undefined ? 0n : roundedPicos(value)));
  }
}

/** Over-billed and under-billed, each with its sign and colour. */
export function directionMarks(book: Book, range: string, firstCell: string): readonly MarkRule[] {
  return [
    { range, formula: `${firstCell}=${quoted(book.words.directions.over)}`, mark: 'bad' },
    { range, formula: `${firstCell}=${quoted(book.words.directions.under)}`, mark: 'warn' },
    { range, formula: `${firstCell}=${quoted(book.words.directions.nil)}`, mark: 'muted' },
  ];
}
