import { formatMicros, type Micros } from '../decimal/micros.ts';
import { idKey } from '../ids.ts';
import type { InvoiceRow } from './invoice-row.ts';

const figure = (value: Micros | undefined): string => (value === undefined ? '' : formatMicros(value));

/**
 * What a table's lines say, whatever their order and however their figures are written: two tables with equal
 * signatures hold the same lines. Undefined for a table without charges.
 */
export function lineSignature(rows: readonly InvoiceRow[]): string | undefined {
  const lines = rows.filter(
    ({ rowClass }) => rowClass !== 'blank' && rowClass !== 'unknown' && rowClass !== 'subtotal',
  );
  if (!lines.some(({ rowClass }) => rowClass === 'charge')) return undefined;
  return lines
    .map((row) =>
      JSON.stringify([
        row.invoiceNumber,
        row.lineNumber,
        idKey(row.subscriptionId),
        idKey(row.sku),
        idKey(row.customerId),
        row.customerName,
        idKey(row.consumerId),
        row.chargeStart,
        row.chargeEnd,
        figure(row.quantity),
        figure(row.unitPrice),
        figure(row.amount),
      ]),
    )
    .sort()
    .join('\n');
}
