import { formatPicos, picos, type Picos } from '#core/decimal/micros.ts';
import type { TableModel } from '#core/workbook/column.ts';
import { exact } from '#core/workbook/exact.ts';
import { figuresOf, type VarianceSheet } from '#core/workbook/lay-out-lines.ts';
import { quoted } from '#core/workbook/formula.ts';
import type { VarianceColumnId } from '#core/workbook/tables/variance-tables.ts';
import { roundedText } from '#core/workbook/exact.ts';
import type { Book } from '../book.ts';
import type { MarkRule, SheetPlan } from '../sheet-plan.ts';
import { varianceCells, VARIANCE_TABLES } from '../variance-cells.ts';
import { tableSheet } from './table-sheet.ts';

/** By SKU, By customer or By user. */
export function varianceSheet(book: Book, sheet: VarianceSheet): SheetPlan {
  const rows = book.layout.rows[sheet];
  const model: TableModel<VarianceColumnId> = VARIANCE_TABLES[sheet];
  const texts = book.texts.sheets[sheet];
  return tableSheet(book, {
    model,
    ...texts,
    rowCount: rows.length,
    *rows() {
      for (const row of rows) yield varianceCells(row, book);
    },
    totals: () => {
      const all = rows.map(figuresOf);
      const sum = (read: (figures: (typeof all)[number]) => Picos | undefined): string =>
        formatPicos(
          picos(all.reduce((total, figures) => total + exact(roundedText(read(figures) ?? picos(0n))), 0n)),
        );
      return {
        userDays: sum(({ userDays }) => userDays),
        invoicedAmount: sum(({ invoicedAmount }) => invoicedAmount),
        expectedAmount: sum(({ expectedAmount }) => expectedAmount),
        amountVariance: sum(({ amountVariance }) => amountVariance),
        quantityEffect: sum(({ components }) => components?.quantity),
        priceEffect: sum(({ components }) => components?.price),
        lineRounding: sum(({ components }) => components?.lineRounding),
        unitRounding: sum(({ components }) => components?.unitRounding),
        unexplained: sum(({ components }) => components?.unexplained),
      };
    },
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

/** Over-billed and under-billed, each with its sign and colour. */
export function directionMarks(book: Book, range: string, firstCell: string): readonly MarkRule[] {
  return [
    { range, formula: `${firstCell}=${quoted(book.words.directions.over)}`, mark: 'bad' },
    { range, formula: `${firstCell}=${quoted(book.words.directions.under)}`, mark: 'warn' },
    { range, formula: `${firstCell}=${quoted(book.words.directions.nil)}`, mark: 'muted' },
  ];
}
