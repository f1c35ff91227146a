import { sumMicros, type Micros } from '../decimal/micros.ts';
import type { NumberStyle } from '../mapping/number-style.ts';
import type { ClassifiedTable } from './classify-table.ts';
import type { StatedTotal } from './invoice-row.ts';
import type { InvoiceTable } from './invoice-table.ts';
import { figureValue, readFigureCell } from './read-cell.ts';
import { isEmptyCell } from '../tabular/table.ts';

/**
 * The tax of an invoice that states it beside each line instead of in rows of its own: the sum of that column over
 * the lines, so that check T1 can hold lines plus tax against the stated total. Undefined where no table has such a
 * column, or where one of its cells can't be read: then there is no sum, rather than a wrong one.
 */
export function taxColumnTotal(
  tables: readonly InvoiceTable[],
  classified: readonly ClassifiedTable[],
  style: NumberStyle,
): StatedTotal | undefined {
  const taxes: Micros[] = [];
  let last: StatedTotal['ref'] | undefined;
  for (const [index, table] of tables.entries()) {
    const { taxColumn } = table;
    const rows = classified[index]?.rows ?? [];
    if (taxColumn === undefined || rows.some(({ rowClass }) => rowClass === 'tax')) return undefined;
    const classOf = new Map(rows.map((row) => [row.ref.row, row]));
    for (const { row, cells } of table.rows) {
      const line = classOf.get(row);
      const cell = cells[taxColumn] ?? '';
      if (line === undefined || line.quarantined || isEmptyCell(cell)) continue;
      if (line.rowClass === 'subtotal' || line.rowClass === 'unknown') continue;
      const tax = figureValue(readFigureCell(cell), style)?.value;
      if (tax === undefined) return undefined;
      taxes.push(tax);
      last = line.ref;
    }
  }
  return last && { kind: 'tax', amount: sumMicros(taxes), ref: last };
}
