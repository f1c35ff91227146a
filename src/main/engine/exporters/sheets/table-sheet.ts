import { numberFormula, type WorkbookCell } from '#core/workbook/cell.ts';
import { columnIndex, type ColumnModel, type TableModel, type TableRow } from '#core/workbook/column.ts';
import { references } from '#core/workbook/formula.ts';
import { columnLetter } from '#core/tabular/table.ts';
import type { DecimalText } from '#core/reconcile/result-document.ts';
import type { Steps } from '#core/steps.ts';
import { MAX_ROWS_WITH_FORMULAS } from '#core/workbook/sheets.ts';
import type { Book } from '../book.ts';
import { HEADER_ROW, headMarks, headRows } from '../sheet-head.ts';
import { STEP, type InputRule, type MarkRule, type SheetPlan } from '../sheet-plan.ts';

/** A sheet that holds one table below its title lines. */
export interface TableSheet<Id extends string> {
  readonly model: TableModel<Id>;
  /** Where the rows fill several sheets: which one, and the names it then has. */
  readonly part?: { readonly sheetName: string; readonly table: string };
  readonly title: string;
  readonly description: string;
  readonly rowCount: number;
  /** What has to be there before the first row, in steps of a few milliseconds. */
  readonly prepare?: () => Steps<void>;
  readonly rows: () => Iterable<TableRow<Id>>;
  /** The exact totals of the columns that have one; called after the rows. Absent: no totals row. */
  readonly totals?: () => Readonly<Partial<Record<Id, DecimalText>>>;
  readonly marks?: (range: (id: Id) => string, firstCell: (id: Id) => string) => readonly MarkRule[];
  readonly inputs?: (range: (id: Id) => string) => readonly InputRule[];
  readonly lastPrintedColumn?: Id;
}

/** Lays out a sheet of one table. Without rows it says so in a line: an empty table breaks the file. */
export function tableSheet<Id extends string>(book: Book, sheet: TableSheet<Id>): SheetPlan {
  const { model, rowCount } = sheet;
  const name = sheet.part?.sheetName ?? book.sheetNameOf(model.sheet);
  const table = sheet.part?.table ?? model.name;
  const isEmpty = rowCount === 0;
  const hasTotals = sheet.totals !== undefined && !isEmpty;
  const lastRow = HEADER_ROW + (isEmpty ? 0 : rowCount) + (hasTotals ? 1 : 0);
  const statusColumn = Math.max(model.frozenColumns, 2);
  const letterOf = (id: Id): string => columnLetter(columnIndex(model, id));
  const range = (id: Id): string =>
    `${letterOf(id)}${HEADER_ROW + 1}:${letterOf(id)}${HEADER_ROW + rowCount}`;
  const firstCell = (id: Id): string => `$${letterOf(id)}${HEADER_ROW + 1}`;
  return {
    id: model.sheet,
    name,
    columnWidths: model.columns.map(({ width }) => width),
    frozen: { columns: isEmpty ? 0 : model.frozenColumns, rows: isEmpty ? 0 : HEADER_ROW },
    repeatedRows: HEADER_ROW,
    ...(sheet.lastPrintedColumn === undefined || isEmpty
      ? {}
      : { lastPrintedColumn: columnIndex(model, sheet.lastPrintedColumn) }),
    lastRow,
    tables: isEmpty ? [] : [{ model, name: table, headerRow: HEADER_ROW, rowCount, hasTotals }],
    inputRules: isEmpty ? [] : (sheet.inputs?.(range) ?? []),
    markRules: [...headMarks(statusColumn), ...(isEmpty ? [] : (sheet.marks?.(range, firstCell) ?? []))],
    names: [],
    showGridLines: false,
    rowCount,
    *rows(renderer) {
      yield* headRows(book, renderer, { title: sheet.title, description: sheet.description, statusColumn });
      if (isEmpty) {
        yield renderer.row(HEADER_ROW, [{ column: 0, style: 'plain', value: book.texts.none }]);
        return;
      }
      yield renderer.headerRow(model, HEADER_ROW);
      const preparing = sheet.prepare?.();
      while (preparing?.next().done === false) yield STEP;
      const render = renderer.tableRows(model, rowCount > MAX_ROWS_WITH_FORMULAS);
      let number = HEADER_ROW;
      for (const row of sheet.rows()) {
        number += 1;
        yield render(number, row);
      }
      if (number !== HEADER_ROW + rowCount) {
        throw new Error(`${table}: ${number - HEADER_ROW} rows came, ${rowCount} were announced`);
      }
      if (sheet.totals)
        yield renderer.totalsRow(model, number + 1, totalCells(book, model, table, sheet.totals()));
    },
  };
}

/** Excel's code for a sum over the rows that a filter leaves visible. */
const VISIBLE_SUM = 109;

function totalCells<Id extends string>(
  book: Book,
  model: TableModel<Id>,
  table: string,
  totals: Readonly<Partial<Record<Id, DecimalText>>>,
): TableRow<Id> {
  const refer = references(model, book.language, table);
  const cellOf = ({ id, total }: ColumnModel<Id>): WorkbookCell => {
    if (total === 'label') return book.texts.total;
    const sum = totals[id];
    return total === 'sum' && sum !== undefined
      ? numberFormula(`SUBTOTAL(${VISIBLE_SUM},${refer.column(id)})`, sum)
      : undefined;
  };
  return Object.fromEntries(model.columns.map((column) => [column.id, cellOf(column)])) as TableRow<Id>;
}
