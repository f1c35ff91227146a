import { Parser } from 'htmlparser2';
import type { SheetRow } from '#core/tabular/table.ts';
import { fileError } from '../file-error.ts';
import { MAX_SHEET_COLUMNS, MAX_SHEET_ROWS } from '../table-limits.ts';
import { createCellText, type CellText } from './cell-text.ts';

/** A table of the page, as it is met. Tables have no names: they are numbered in the order in which they begin. */
export interface HtmlTable {
  readonly hidden: boolean;
  readonly hiddenColumns: ReadonlySet<number>;
}

/** Gathers tables, and the rows of one of them, while a page is parsed. */
export interface HtmlReader {
  readonly tables: readonly HtmlTable[];
  readonly write: (text: string) => void;
  /** Throws `FILE_DAMAGED` where a table has no end: the page was cut off. */
  readonly end: () => void;
  readonly take: () => SheetRow[];
}

/** What a reader is to do. Without `wantedTable` it lists the tables and hands out no rows. */
export interface HtmlSetting {
  readonly file: string;
  readonly wantedTable: number | undefined;
  readonly limitCells: number;
  readonly limitTables: number;
}

/** A table that is being read; one may stand within a cell of another. */
interface OpenTable {
  readonly index: number;
  readonly hidden: boolean;
  readonly hiddenColumns: Set<number>;
  /** How many more rows each column is taken by a cell from above. */
  readonly spans: number[];
  row: number;
  isInRow: boolean;
  isHiddenRow: boolean;
  cells: string[];
  column: number;
  colColumn: number;
  cell: CellText | undefined;
}

/** Spans beyond these are no table; HTML itself sets them so. */
const MAX_COLUMN_SPAN = 1000;
const MAX_ROW_SPAN = 65_534;
/** Elements within elements: the parser looks through all open ones for each end, so millions of them would take days. */
const MAX_DEPTH = 2000;
/** Attributes of one element. */
const MAX_ATTRIBUTES = 1000;

/**
 * A reader of the tables of a page. A cell's text is what a browser shows: white space is one space, `<br>` and
 * blocks are line ends. A cell over several columns or rows has its text at its first place alone. `row` counts the
 * rows of its table.
 */
export function createHtmlReader(setting: HtmlSetting): HtmlReader {
  const tables: HtmlTable[] = [];
  const open: OpenTable[] = [];
  let rows: SheetRow[] = [];
  let cellCount = 0;
  let silentDepth = 0;
  let depth = 0;
  let attributeCount = 0;
  let isCutOff = false;

  const openTable = (attributes: Attributes): void => {
    if (tables.length >= setting.limitTables) throw tooLarge(setting.limitTables);
    const isHidden = isNotShown(attributes) || open.at(-1)?.hidden === true;
    const hiddenColumns = new Set<number>();
    open.push({
      index: tables.length,
      hidden: isHidden,
      hiddenColumns,
      spans: [],
      row: 0,
      isInRow: false,
      isHiddenRow: false,
      cells: [],
      column: 0,
      colColumn: 0,
      cell: undefined,
    });
    tables.push({ hidden: isHidden, hiddenColumns });
  };

  const openRow = (table: OpenTable, attributes: Attributes): void => {
    closeRow(table);
    table.row += 1;
    table.isInRow = true;
    if (table.row > MAX_SHEET_ROWS) throw tooLarge(MAX_SHEET_ROWS);
    table.isHiddenRow = isNotShown(attributes);
    table.column = 0;
  };

  const openCell = (table: OpenTable, attributes: Attributes): void => {
    closeCell(table);
    // A cell without a row is in one all the same.
    if (!table.isInRow) openRow(table, {});
    while ((table.spans[table.column] ?? 0) > 0) table.column += 1;
    if (table.column >= MAX_SHEET_COLUMNS) throw tooLarge(MAX_SHEET_COLUMNS);
    const columns = spanOf(attributes['colspan'], MAX_COLUMN_SPAN);
    const rowSpan = spanOf(attributes['rowspan'], MAX_ROW_SPAN);
    for (let index = 0; index < columns; index += 1) {
      // The row in which the cell begins takes one off when it ends.
      table.spans[table.column + index] = rowSpan;
      if (isNotShown(attributes)) table.hiddenColumns.add(table.column + index);
    }
    while (table.cells.length < table.column) table.cells.push('');
    table.cell = createCellText();
    table.column += columns;
  };

  const closeCell = (table: OpenTable): void => {
    if (!table.cell) return;
    table.cells.push(table.cell.text());
    table.cell = undefined;
  };

  const closeRow = (table: OpenTable): void => {
    closeCell(table);
    if (!table.isInRow) return;
    table.isInRow = false;
    for (const [column, span] of table.spans.entries()) table.spans[column] = Math.max(span - 1, 0);
    const { cells } = table;
    table.cells = [];
    // Places that are taken from above cost as much as cells do.
    cellCount += Math.max(cells.length, table.spans.length);
    if (cellCount > setting.limitCells) throw tooLarge(setting.limitCells);
    while (cells.at(-1) === '') cells.pop();
    if (table.index !== setting.wantedTable || cells.length === 0) return;
    rows.push({ row: table.row, hidden: table.isHiddenRow, cells });
  };

  const openColumn = (table: OpenTable, attributes: Attributes): void => {
    const columns = spanOf(attributes['span'], MAX_COLUMN_SPAN);
    for (let index = 0; index < columns && isNotShown(attributes); index += 1) {
      table.hiddenColumns.add(table.colColumn + index);
    }
    table.colColumn += columns;
  };

  const tooLarge = (limit: number): Error =>
    fileError('SHEET_TOO_LARGE', setting.file, {
      sheet: htmlTableName(open.at(-1)?.index ?? 0),
      limit: `${limit}`,
    });

  const damaged = (detail: string): Error => fileError('FILE_DAMAGED', setting.file, { detail });

  const parser = new Parser({
    onattribute: (name) => {
      attributeCount += 1;
      if (attributeCount > MAX_ATTRIBUTES) throw damaged(name);
    },
    onopentag: (name, attributes) => {
      attributeCount = 0;
      depth += 1;
      if (depth > MAX_DEPTH) throw damaged(`<${name}>`);
      if (SILENT.has(name)) silentDepth += 1;
      if (name === 'table') openTable(attributes);
      const table = open.at(-1);
      if (!table) return;
      if (name === 'tr') openRow(table, attributes);
      else if (name === 'td' || name === 'th') openCell(table, attributes);
      else if (name === 'col') openColumn(table, attributes);
      else table.cell?.open(name);
    },
    ontext: (text) => {
      if (silentDepth === 0) open.at(-1)?.cell?.add(text);
    },
    onclosetag: (name, isImplied) => {
      depth -= 1;
      if (SILENT.has(name)) silentDepth -= 1;
      const table = open.at(-1);
      if (!table) return;
      if (name === 'table') {
        closeRow(table);
        open.pop();
        isCutOff ||= isImplied;
      } else if (name === 'td' || name === 'th') closeCell(table);
      else if (name === 'tr') closeRow(table);
      else table.cell?.close(name);
    },
  });

  return {
    tables,
    write: (text) => {
      parser.write(text);
    },
    end: () => {
      parser.end();
      if (isCutOff || open.length > 0) throw damaged('</table>');
    },
    take: () => {
      const taken = rows;
      rows = [];
      return taken;
    },
  };
}

/** The name by which a table of a page is chosen: `Table 1`. */
export const htmlTableName = (index: number): string => `Table ${index + 1}`;

type Attributes = Readonly<Record<string, string>>;

/** Elements whose content no browser shows. */
const SILENT: ReadonlySet<string> = new Set(['script', 'style', 'template', 'noscript', 'title']);

const isNotShown = (attributes: Attributes): boolean =>
  attributes['hidden'] !== undefined || /(?:^|;)\s*display\s*:\s*none/i.test(attributes['style'] ?? '');

function spanOf(stated: string | undefined, limit: number): number {
  const span = Number.parseInt(stated ?? '1', 10);
  return Number.isInteger(span) && span >= 1 ? Math.min(span, limit) : 1;
}
