import { textFormula } from '#core/workbook/cell.ts';
import { DEFINED_NAMES } from '#core/workbook/formula.ts';
import { columnLetter } from '#core/tabular/table.ts';
import type { Book } from './book.ts';
import type { SheetRenderer } from './render/sheet-renderer.ts';
import type { MarkRule } from './sheet-plan.ts';

/** Rows above the header of a table: the title line and the description. */
export const HEAD_ROWS = 2;
/** The row of a table's header. */
export const HEADER_ROW = HEAD_ROWS + 1;

/** The two rows at the top of every sheet but the summary: title, way back, status of the checks; what it holds. */
export function headRows(
  book: Book,
  renderer: SheetRenderer,
  head: { readonly title: string; readonly description: string; readonly statusColumn: number },
): readonly string[] {
  return [
    renderer.row(
      1,
      [
        { column: 0, style: 'sheet-title', value: head.title },
        {
          column: head.statusColumn,
          style: 'link',
          value: `← ${book.sheetNameOf('summary')}`,
          link: { sheetName: book.sheetNameOf('summary'), target: 'A1' },
        },
        {
          column: head.statusColumn + 1,
          style: 'status',
          value: textFormula(DEFINED_NAMES.overallText, book.overall.text),
        },
      ],
      24,
    ),
    renderer.row(2, [{ column: 0, style: 'muted', value: head.description }], 18),
  ];
}

/** Marks the status in a sheet's title line. */
export function headMarks(statusColumn: number): readonly MarkRule[] {
  // The text runs on over the next cells; the formula looks at names alone, so that all of them are marked.
  const range = `${columnLetter(statusColumn + 1)}1:${columnLetter(statusColumn + 4)}1`;
  return [
    { range, formula: `${DEFINED_NAMES.overallStatus}="OK"`, mark: 'good' },
    { range, formula: `${DEFINED_NAMES.overallStatus}<>"OK"`, mark: 'bad' },
  ];
}
