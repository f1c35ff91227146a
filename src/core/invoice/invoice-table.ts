import type { ColumnAssignment, InvoiceField } from '../mapping/invoice-field.ts';
import type { SheetRow } from '../tabular/table.ts';

/** A table of an invoice file whose header is known, with all rows below the header. */
export interface InvoiceTable {
  /** As in `SourceRef.sheet`. */
  readonly sheet: string | undefined;
  readonly hidden: boolean;
  /** 0-based. */
  readonly hiddenColumns: ReadonlySet<number>;
  readonly date1904: boolean;
  /** True for text files: there a row's number is its line, and a record may reach over several lines. */
  readonly isText: boolean;
  /** The header's names in column order, `''` for a column without one. */
  readonly names: readonly string[];
  /** 1-based row of the last header row. */
  readonly headerRow: number;
  readonly columns: readonly ColumnAssignment[];
  /** The column of tax amounts, where the table has one beside its rows. */
  readonly taxColumn: number | undefined;
  /** In file order; rows without cells may be left out. */
  readonly rows: readonly SheetRow[];
}

/** The columns of a table by the field that they fill, in order of preference. */
export function columnsByField(table: InvoiceTable): ReadonlyMap<InvoiceField, readonly ColumnAssignment[]> {
  const byField = new Map<InvoiceField, ColumnAssignment[]>();
  for (const column of table.columns) {
    const group = byField.get(column.field);
    if (group === undefined) byField.set(column.field, [column]);
    else group.push(column);
  }
  return byField;
}
