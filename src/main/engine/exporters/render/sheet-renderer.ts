import type { WorkbookCell } from '#core/workbook/cell.ts';
import type { ColumnKind, ColumnModel, TableModel, TableRow } from '#core/workbook/column.ts';
import type { WorkbookLanguage } from '#core/workbook/localised.ts';
import { precisionOf, type Precision } from '#core/workbook/number-format.ts';
import { columnLetter } from '#core/tabular/table.ts';
import { bodyStyle, headerStyle, totalStyle, type Origin, type StyleKey } from '../styles.ts';
import { cellXml, type RenderLog } from './cell-xml.ts';
import { tableRowWriter, type ColumnStyles, type TableRowWriter } from './table-rows.ts';

/** A cell outside of a table, or a header of the sheet. */
export interface PlacedCell {
  /** 0-based. */
  readonly column: number;
  readonly style: StyleKey;
  readonly value?: WorkbookCell;
  readonly link?: { readonly sheetName: string; readonly target: string };
}

/** Turns cells into the rows of a sheet, as XML. One a sheet. */
export interface SheetRenderer {
  readonly row: (number: number, cells: readonly PlacedCell[], height?: number) => string;
  readonly headerRow: <Id extends string>(table: TableModel<Id>, number: number) => string;
  /** Made once a table, used for each of its rows. `isSparse` leaves empty cells out, borders and all. */
  readonly tableRows: <Id extends string>(table: TableModel<Id>, isSparse?: boolean) => TableRowWriter<Id>;
  readonly totalsRow: <Id extends string>(table: TableModel<Id>, number: number, row: TableRow<Id>) => string;
  readonly log: RenderLog;
}

const originOf = (value: WorkbookCell, isInput: boolean): Origin =>
  isInput ? 'input' : typeof value === 'object' && value.kind === 'formula' ? 'formula' : 'value';

function precisionOfCell(kind: ColumnKind, value: WorkbookCell, currencyDecimals: number): Precision {
  if (typeof value !== 'object' || value.kind === 'date') return 'usual';
  if (value.kind === 'number') return precisionOf(kind, value.number, currencyDecimals);
  return 'number' in value.result ? precisionOf(kind, value.result.number, currencyDecimals) : 'usual';
}

/** The styles of a table's column, by where a figure comes from and how many decimals it has. */
function columnStyles(
  { kind, input = false }: ColumnModel,
  currencyDecimals: number,
  styleId: (key: StyleKey) => number,
): ColumnStyles {
  const of = (origin: Origin): Readonly<Record<Precision, number>> => ({
    usual: styleId(bodyStyle(kind, origin, 'usual')),
    exact: styleId(bodyStyle(kind, origin, 'exact')),
    fine: styleId(bodyStyle(kind, origin, 'fine')),
  });
  const styles: Readonly<Record<Origin, ReturnType<typeof of>>> = {
    value: of('value'),
    formula: of('formula'),
    input: of('input'),
  };
  return {
    plain: styleId(bodyStyle(kind, input ? 'input' : 'value', 'usual')),
    of: (value) => styles[originOf(value, input)][precisionOfCell(kind, value, currencyDecimals)],
  };
}

/** Starts rendering a sheet. `styleIds` are the positions of the styles in the package. */
export function sheetRenderer(
  styleIds: ReadonlyMap<StyleKey, number>,
  language: WorkbookLanguage,
  currencyDecimals: number,
): SheetRenderer {
  const log: RenderLog = { links: [], shortened: 0, firstShortened: undefined };
  const styleId = (key: StyleKey): number => {
    const id = styleIds.get(key);
    if (id === undefined) throw new Error(`No such style: ${key}`);
    return id;
  };
  const cell = cellXml(log);
  const open = (number: number, height: number | undefined): string =>
    height === undefined ? `<row r="${number}">` : `<row r="${number}" ht="${height}" customHeight="1">`;

  return {
    log,
    row: (number, cells, height) => {
      let xml = open(number, height);
      for (const { column, style, value, link } of [...cells].sort((a, b) => a.column - b.column)) {
        const address = `${columnLetter(column)}${number}`;
        if (link) log.links.push({ cell: address, ...link });
        xml += cell(address, styleId(style), value);
      }
      return `${xml}</row>`;
    },
    headerRow: (table, number) => {
      let xml = open(number, 32);
      table.columns.forEach((column, index) => {
        const style = styleId(headerStyle(column.kind, column.input === true));
        xml += cell(`${columnLetter(index)}${number}`, style, column.header[language]);
      });
      return `${xml}</row>`;
    },
    tableRows: (table, isSparse = false) =>
      tableRowWriter(table, isSparse, (column) => columnStyles(column, currencyDecimals, styleId), cell),
    totalsRow: (table, number, row) => {
      let xml = open(number, 20);
      table.columns.forEach((column, index) => {
        const value: WorkbookCell = row[column.id];
        const style = styleId(totalStyle(column.kind, precisionOfCell(column.kind, value, currencyDecimals)));
        xml += cell(`${columnLetter(index)}${number}`, style, value);
      });
      return `${xml}</row>`;
    },
  };
}
