import {
  buildDocument,
  NO_KNOWLEDGE,
  type BuiltDocument,
  type DocumentKnowledge,
} from '#core/invoice/build-document.ts';
import type { InvoiceRow } from '#core/invoice/invoice-row.ts';
import type { InvoiceTable } from '#core/invoice/invoice-table.ts';
import { formatMicros } from '#core/decimal/micros.ts';
import { findHeader } from '#core/mapping/header-detection.ts';
import type { Cell, SheetRow } from '#core/tabular/table.ts';

/** A table written as its cells; an empty row is left out, as a reader may do. */
export type Grid = readonly (readonly Cell[])[];

/** A typed number. */
export const num = (text: string): Cell => ({ kind: 'number', text });

/** The rows of a grid as a reader hands them out. */
export const sheetRows = (grid: Grid): SheetRow[] =>
  grid.flatMap((cells, index) => (cells.length === 0 ? [] : [{ row: index + 1, hidden: false, cells }]));

/** The table of a grid whose header is recognised, and the lines above it. */
export function tableOf(grid: Grid, sheet?: string): { table: InvoiceTable; above: SheetRow[] } {
  const rows = sheetRows(grid);
  const header = findHeader(rows);
  if (header === undefined) throw new Error('no header');
  const headerRow = header.row + header.rows - 1;
  return {
    table: {
      sheet,
      hidden: false,
      hiddenColumns: new Set(),
      date1904: false,
      isText: sheet === undefined,
      names: header.names,
      headerRow,
      columns: header.assignment.columns,
      taxColumn: header.assignment.known.find(({ meaning }) => meaning === 'tax-amount')?.column,
      rows: rows.filter(({ row }) => row > headerRow),
    },
    above: rows.filter(({ row }) => row < header.row),
  };
}

/** Reads grids as the sheets of one file. */
export function readGrids(
  grids: Readonly<Record<string, Grid>>,
  knowledge: Partial<DocumentKnowledge> = {},
): BuiltDocument {
  const tables = Object.entries(grids).map(([sheet, grid]) => ({ sheet, ...tableOf(grid, sheet) }));
  return buildDocument({
    source: { id: 'source', name: 'invoice.xlsx' },
    tables: tables.map(({ table }) => table),
    sides: tables.map(({ sheet, above }) => ({ sheet, date1904: false, isAboveTable: true, rows: above })),
    isArchive: false,
    knowledge: { ...NO_KNOWLEDGE, ...knowledge },
  });
}

/** Reads a grid as a text file. */
export function readGrid(grid: Grid, knowledge: Partial<DocumentKnowledge> = {}): BuiltDocument {
  const { table, above } = tableOf(grid);
  return buildDocument({
    source: { id: 'source', name: 'invoice.csv' },
    tables: [table],
    sides: [{ sheet: undefined, date1904: false, isAboveTable: true, rows: above }],
    isArchive: false,
    knowledge: { ...NO_KNOWLEDGE, ...knowledge },
  });
}

/** `7 charge 12.5 (rule)`, for comparing rows at a glance; `!` marks a quarantined one. */
export const glance = ({ ref, rowClass, amount, classRule, quarantined }: InvoiceRow): string =>
  `${ref.row} ${rowClass}${quarantined ? '!' : ''} ${amount === undefined ? '-' : formatMicros(amount)} ${classRule}`;

/** The issues as `CODE@row:column`. */
export const issuesOf = (built: BuiltDocument): string[] =>
  built.issues.map(({ code, row, column }) => `${code}@${row ?? ''}:${column ?? ''}`);

/** The stated totals as `kind amount@row`. */
export const totalsOf = (built: BuiltDocument): string[] =>
  built.document.statedTotals.map(({ kind, amount, ref }) => `${kind} ${formatMicros(amount)}@${ref.row}`);
