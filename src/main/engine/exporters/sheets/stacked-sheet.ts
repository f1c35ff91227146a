import type { TableModel, TableRow } from '#core/workbook/column.ts';
import type { SheetId } from '#core/workbook/sheets.ts';
import type { Book } from '../book.ts';
import type { PlacedCell, SheetRenderer } from '../render/sheet-renderer.ts';
import { HEAD_ROWS, headMarks, headRows } from '../sheet-head.ts';
import type { NamePlacement, SheetPlan, SheetRow, TablePlacement } from '../sheet-plan.ts';

/** A block of a sheet that holds several: facts one below the other, or a table. */
export type Block = FactsBlock | TableBlock;

/** Labels and values, some of which formulas call by name. */
export interface FactsBlock {
  readonly kind: 'facts';
  readonly title: string;
  readonly facts: readonly Fact[];
}

export interface Fact {
  readonly label: string;
  readonly cell: Omit<PlacedCell, 'column'>;
  readonly note?: string;
  readonly name?: string;
}

/** A table with a title; without rows, a line says so. */
export interface TableBlock {
  readonly kind: 'table';
  readonly title: string;
  readonly model: TableModel;
  readonly rowCount: number;
  readonly rows: () => Iterable<TableRow>;
  /** A name for the cells of the first column. */
  readonly columnName?: string;
}

interface Placed {
  readonly block: Block;
  readonly titleRow: number;
}

const STATUS_COLUMN = 1;

/** The rows that a block takes: its title, what it holds, and an empty one. */
const heightOf = (block: Block): number =>
  2 + (block.kind === 'facts' ? block.facts.length : Math.max(block.rowCount + 1, 1));

/** Lays blocks out below each other on one sheet. */
export function stackedSheet(
  book: Book,
  id: SheetId,
  columnWidths: readonly number[],
  blocks: readonly Block[],
): SheetPlan {
  const name = book.sheetNameOf(id);
  const placed: Placed[] = [];
  let next = HEAD_ROWS + 2;
  for (const block of blocks) {
    placed.push({ block, titleRow: next });
    next += heightOf(block);
  }
  return {
    id,
    name,
    columnWidths,
    frozen: { columns: 0, rows: HEAD_ROWS },
    repeatedRows: HEAD_ROWS,
    lastRow: next - 1,
    tables: placed.flatMap(tablesOf),
    inputRules: [],
    markRules: headMarks(STATUS_COLUMN),
    names: placed.flatMap((entry) => namesOf(entry, name)),
    showGridLines: false,
    rowCount: placed.reduce(
      (sum, { block }) => sum + (block.kind === 'table' ? block.rowCount : block.facts.length),
      0,
    ),
    *rows(renderer) {
      yield* headRows(book, renderer, {
        ...book.texts.stacked[id === 'parameters' ? 'parameters' : 'sources'],
        statusColumn: STATUS_COLUMN,
      });
      for (const entry of placed) yield* blockRows(entry, columnWidths.length, renderer, book);
    },
  };
}

const tablesOf = ({ block, titleRow }: Placed): readonly TablePlacement[] =>
  block.kind === 'table' && block.rowCount > 0
    ? [
        {
          model: block.model,
          name: block.model.name,
          headerRow: titleRow + 1,
          rowCount: block.rowCount,
          hasTotals: false,
        },
      ]
    : [];

function namesOf({ block, titleRow }: Placed, sheetName: string): readonly NamePlacement[] {
  const sheet = `'${sheetName.replaceAll("'", "''")}'`;
  if (block.kind === 'table') {
    if (block.columnName === undefined || block.rowCount === 0) return [];
    const first = titleRow + 2;
    return [{ name: block.columnName, target: `${sheet}!$A$${first}:$A$${first + block.rowCount - 1}` }];
  }
  return block.facts.flatMap(({ name }, index) =>
    name === undefined ? [] : [{ name, target: `${sheet}!$B$${titleRow + 1 + index}` }],
  );
}

function* blockRows(
  { block, titleRow }: Placed,
  columns: number,
  renderer: SheetRenderer,
  book: Book,
): Generator<SheetRow> {
  const title = Array.from({ length: columns }, (_unused, column): PlacedCell => ({
    column,
    style: 'section',
    ...(column === 0 ? { value: block.title } : {}),
  }));
  yield renderer.row(titleRow, title, 22);
  if (block.kind === 'facts') {
    let number = titleRow;
    for (const { label, cell, note } of block.facts) {
      number += 1;
      yield renderer.row(number, [
        { column: 0, style: 'label', value: label },
        { column: 1, ...cell },
        ...(note === undefined ? [] : [{ column: 2, style: 'muted', value: note } as const]),
      ]);
    }
    return;
  }
  if (block.rowCount === 0) {
    yield renderer.row(titleRow + 1, [{ column: 0, style: 'muted', value: book.texts.none }]);
    return;
  }
  yield renderer.headerRow(block.model, titleRow + 1);
  const render = renderer.tableRows(block.model);
  let number = titleRow + 1;
  for (const row of block.rows()) {
    number += 1;
    yield render(number, row);
  }
}
