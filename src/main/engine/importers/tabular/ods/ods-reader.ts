import type { Cell, SheetRow } from '#core/tabular/table.ts';
import { fileError } from '../file-error.ts';
import { MAX_SHEET_COLUMNS, MAX_SHEET_ROWS } from '../table-limits.ts';
import type { XmlAttributes, XmlHandler } from '../xml/xml-scanner.ts';
import { odsCell, odsCellFacts, type OdsCellFacts } from './ods-cell.ts';

/** A table of the document, as its parts are met. */
export interface OdsTable {
  readonly name: string;
  readonly hidden: boolean;
  readonly hiddenColumns: number[];
}

/** Gathers tables, and the rows of one of them, while the document's XML is parsed. */
export interface OdsReader extends XmlHandler {
  readonly tables: readonly OdsTable[];
  readonly take: () => SheetRow[];
  /** Whether the wanted table has ended. */
  readonly isDone: () => boolean;
}

/** What a reader is to do. Without `wantedTable` it lists the tables and builds no rows. */
export interface OdsSetting {
  readonly file: string;
  readonly wantedTable: number | undefined;
  readonly limitCells: number;
  readonly limitCellCharacters: number;
  readonly limitTables: number;
}

/** Elements whose texts are no part of a cell's: comments, readings (furigana), drawings. */
const ASIDE: ReadonlySet<string> = new Set([
  'annotation',
  'ruby-text',
  'frame',
  'shapes',
  'custom-shape',
  'g',
]);

/**
 * A reader of `content.xml`. Repeated rows and cells are stated once in the file: empty ones cost nothing, however
 * many; those with content are counted against the limit before they are built.
 */
export function createOdsReader(setting: OdsSetting): OdsReader {
  const tables: OdsTable[] = [];
  const hiddenStyles = new Set<string>();
  let styleName = '';
  const path: string[] = [];
  let asideDepth = 0;
  let isInTable = false;
  let isDone = false;
  let rows: SheetRow[] = [];
  let row = 0;
  let rowRepeat = 1;
  let isHiddenRow = false;
  let cells: Cell[] = [];
  let column = 0;
  let nextColumn = 0;
  let cellCount = 0;
  let cell: { readonly facts: OdsCellFacts; text: string; paragraphs: number } | undefined;

  const isWanted = (): boolean => isInTable && tables.length - 1 === setting.wantedTable;

  const tooLarge = (limit: number): Error =>
    fileError('SHEET_TOO_LARGE', setting.file, { sheet: tables.at(-1)?.name ?? '', limit: `${limit}` });

  /** One element may stand for thousands of spaces, so a small file can say an immense text. */
  const addText = (to: { text: string }, text: string): void => {
    to.text += text;
    if (to.text.length > setting.limitCellCharacters) throw tooLarge(setting.limitCellCharacters);
  };

  const openColumns = (attributes: XmlAttributes): void => {
    const repeat = repeatOf(attributes.get('table:number-columns-repeated'), MAX_SHEET_COLUMNS);
    const isHidden = isCollapsed(attributes);
    for (let index = 0; isHidden && index < repeat && column + index < MAX_SHEET_COLUMNS; index += 1) {
      tables.at(-1)?.hiddenColumns.push(column + index);
    }
    column += repeat;
  };

  const closeCell = (closed: { readonly facts: OdsCellFacts; text: string }): void => {
    cell = undefined;
    const repeat = repeatOf(closed.facts.repeat, MAX_SHEET_COLUMNS);
    const read = odsCell(closed.facts, closed.text);
    if (read !== '') {
      if (nextColumn + repeat > MAX_SHEET_COLUMNS) throw tooLarge(MAX_SHEET_COLUMNS);
      while (cells.length < nextColumn) cells.push('');
      for (let index = 0; index < repeat; index += 1) cells.push(read);
    }
    nextColumn += repeat;
  };

  const closeRow = (): void => {
    if (cells.length > 0) {
      if (row + rowRepeat - 1 > MAX_SHEET_ROWS) throw tooLarge(MAX_SHEET_ROWS);
      cellCount += cells.length * rowRepeat;
      if (cellCount > setting.limitCells) throw tooLarge(setting.limitCells);
      for (let index = 0; index < rowRepeat; index += 1) {
        rows.push({ row: row + index, hidden: isHiddenRow, cells });
      }
    }
    row += rowRepeat;
    cells = [];
  };

  const openInTable = (name: string, attributes: XmlAttributes): void => {
    if (name === 'table-column') openColumns(attributes);
    if (!isWanted()) return;
    if (name === 'table-row') {
      rowRepeat = repeatOf(attributes.get('table:number-rows-repeated'), MAX_SHEET_ROWS);
      isHiddenRow = isCollapsed(attributes);
      cells = [];
      nextColumn = 0;
    } else if (name === 'table-cell' || name === 'covered-table-cell') {
      cell = { facts: odsCellFacts(attributes), text: '', paragraphs: 0 };
    } else if (cell !== undefined && asideDepth === 0) {
      if (name === 'p') {
        if (cell.paragraphs > 0) addText(cell, '\n');
        cell.paragraphs += 1;
      } else if (name === 's') addText(cell, ' '.repeat(repeatOf(attributes.get('text:c'), MAX_SPACES)));
      else if (name === 'tab') addText(cell, '\t');
      else if (name === 'line-break') addText(cell, '\n');
    }
  };

  return {
    tables,
    isDone: () => isDone,
    take: () => {
      const taken = rows;
      rows = [];
      return taken;
    },
    open: (name, attributes) => {
      if (name === 'style') styleName = attributes.get('style:name') ?? '';
      else if (name === 'table-properties' && attributes.get('table:display') === 'false')
        hiddenStyles.add(styleName);
      if (ASIDE.has(name)) asideDepth += 1;
      // Tables elsewhere belong to links and change records.
      if (name === 'table' && path.at(-1) === 'spreadsheet') {
        isInTable = true;
        row = 1;
        column = 0;
        if (tables.length >= setting.limitTables) throw tooLarge(setting.limitTables);
        tables.push({
          name: attributes.get('table:name') ?? '',
          hidden: hiddenStyles.has(attributes.get('table:style-name') ?? ''),
          hiddenColumns: [],
        });
      } else if (isInTable) openInTable(name, attributes);
      path.push(name);
    },
    text: (text) => {
      // White space between elements is no text: only paragraphs hold any.
      if (cell !== undefined && asideDepth === 0 && path.includes('p')) addText(cell, text);
    },
    close: (name) => {
      path.pop();
      if (ASIDE.has(name)) asideDepth -= 1;
      if (name === 'table' && path.at(-1) === 'spreadsheet') {
        if (isWanted()) isDone = true;
        isInTable = false;
      } else if (isWanted()) {
        if (name === 'table-row') closeRow();
        else if (cell !== undefined && (name === 'table-cell' || name === 'covered-table-cell'))
          closeCell(cell);
      }
    },
  };
}

/** Spaces that one element may stand for. */
const MAX_SPACES = 32_767;

function repeatOf(stated: string | undefined, limit: number): number {
  const repeat = Number(stated ?? '1');
  return Number.isInteger(repeat) && repeat >= 1 ? Math.min(repeat, limit) : 1;
}

/** Hidden by hand, by a group or by a filter. */
function isCollapsed(attributes: XmlAttributes): boolean {
  const visibility = attributes.get('table:visibility');
  return visibility === 'collapse' || visibility === 'filter';
}
