import type { TableModel } from '#core/workbook/column.ts';
import type { SheetId } from '#core/workbook/sheets.ts';
import type { SheetRenderer } from './render/sheet-renderer.ts';

/** A table on a sheet. */
export interface TablePlacement {
  readonly model: TableModel;
  /** The model's name, or that name and a number where the rows fill several sheets. */
  readonly name: string;
  /** 1-based. */
  readonly headerRow: number;
  /** Never 0: a table without rows is not written. */
  readonly rowCount: number;
  readonly hasTotals: boolean;
}

/** A list to choose from, or a date, for input cells. */
export interface InputRule {
  readonly range: string;
  readonly rule: { readonly kind: 'list'; readonly name: string } | { readonly kind: 'date' };
}

/** Cells that are marked by what they say. */
export interface MarkRule {
  readonly range: string;
  /** True for the cells to mark, relative to the range's first cell. */
  readonly formula: string;
  readonly mark: 'good' | 'bad' | 'warn' | 'muted';
}

/** A name for a cell or a column. */
export interface NamePlacement {
  readonly name: string;
  /** Such as `'Parameters'!$B$7`, or `tblReasons[Reason code]`. */
  readonly target: string;
}

/** A row as XML. Bytes are to be taken before the next row is asked for: it is written into the same memory. */
export type SheetRow = string | Uint8Array;

/** No row: work before the first one has come to a place where others may be let in. */
export const STEP = '';

/** A sheet, laid out: everything but its rows is known before the first row is written. */
export interface SheetPlan {
  readonly id: SheetId;
  readonly name: string;
  readonly columnWidths: readonly number[];
  readonly frozen: { readonly columns: number; readonly rows: number };
  /** How many rows a print repeats on each page. */
  readonly repeatedRows: number;
  /** The last column that is printed; undefined: all. */
  readonly lastPrintedColumn?: number;
  readonly lastRow: number;
  readonly fitsOnePage?: boolean;
  readonly tables: readonly TablePlacement[];
  readonly inputRules: readonly InputRule[];
  readonly markRules: readonly MarkRule[];
  readonly names: readonly NamePlacement[];
  readonly showGridLines: boolean;
  /** Rows to be counted for progress and for the list of sheets. */
  readonly rowCount: number;
  /** Yields the rows as XML, in order; {@link STEP} where a piece of preparing them is done. Called once; sheets of source rows come before those that add them up. */
  readonly rows: (renderer: SheetRenderer) => Iterable<SheetRow>;
}
