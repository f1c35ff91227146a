import { cleanId, decodeWebexId, isUuid } from '../ids.ts';
import { cellText } from '../tabular/table.ts';
import type { InvoiceTable } from './invoice-table.ts';

const isOrgId = (text: string): boolean => isUuid(text) || decodeWebexId(text) !== undefined;

/**
 * A column called `Customer` names customers; but where it holds nothing but Webex org ids, and no other column has
 * ids, it is the column of ids. Decided over all rows, never row by row.
 */
export function withCustomerIds(table: InvoiceTable): InvoiceTable {
  if (table.columns.some(({ field }) => field === 'customerId')) return table;
  const named = table.columns.find(({ field }) => field === 'customerName');
  if (named === undefined) return table;
  const texts = table.rows
    .map(({ cells }) => cleanId(cellText(cells[named.column] ?? '')))
    .filter((text) => text !== '');
  if (texts.length === 0 || !texts.every(isOrgId)) return table;
  return {
    ...table,
    columns: table.columns.map((column) =>
      column === named ? { ...column, field: 'customerId' as const } : column,
    ),
  };
}
