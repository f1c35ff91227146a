import type { InvoiceMapping } from '#core/mapping/invoice-mapping.ts';
import type { ColumnMappingRow } from '../exporters/workbook-sources.ts';

/** How the columns of an invoice file were read, for the workbook's Parameters; `mapping` is JSON that the workspace keeps. */
export function mappedColumns(file: string, mapping: string): readonly ColumnMappingRow[] {
  const { columns } = JSON.parse(mapping) as InvoiceMapping;
  return columns.map(({ name, field }) => ({ file, column: name, field }));
}
