import type { InvoiceRow } from '#core/invoice/invoice-row.ts';
import type { InvoiceMapping } from '#core/mapping/invoice-mapping.ts';
import { INVOICE_HEADER_WORDS } from '#core/mapping/field-aliases.ts';
import { isEmptyCell } from '#core/tabular/table.ts';
import type { InvoiceReading } from '#engine/importers/invoice/invoice-reading.ts';
import { readInvoice } from '#engine/importers/invoice/read-invoice.ts';
import { openTableFile } from '#engine/importers/tabular/table-file.ts';
import { hold } from '../finding.ts';
import { FUZZ_JOB } from '../fuzz-job.ts';
import { figureReadings, LARGEST_MICROS } from '../opinion/figure-opinion.ts';
import { readAllTables } from './table-target.ts';

/** Reads a file as an invoice: no row may vanish, and each figure must be one that its cell can be taken for. */
export async function fuzzInvoice(path: string, mapping?: InvoiceMapping): Promise<void> {
  const file = await openTableFile(path, { headerWords: INVOICE_HEADER_WORDS }, FUZZ_JOB);
  try {
    const options = mapping === undefined ? {} : { mapping };
    const reading = await readInvoice(file, { id: 'source', name: 'mutant' }, options, FUZZ_JOB);
    checkFigures(reading);
    const tables = await readAllTables(file);
    for (const [index, outcome] of reading.tables.entries()) {
      if (outcome.verdict !== 'read' || outcome.headerRow === undefined) continue;
      const { sheet } = outcome;
      const held = reading.document.rows.filter((row) => row.ref.sheet === sheet).map((row) => row.ref.row);
      const lastHeaderRows = [outcome.headerRow, outcome.headerRow + 1];
      const filled = (tables[index] ?? [])
        .filter((row) => !row.cells.every(isEmptyCell))
        .map((row) => row.row);
      const fits = lastHeaderRows.some((last) => {
        const expected = filled.filter((row) => row > last);
        return (
          expected.every((row) => held.includes(row)) &&
          held.filter((row) => filled.includes(row)).length === expected.length
        );
      });
      hold(fits, () => `${sheet}: rows ${filled.join(' ')} in the file, ${held.join(' ')} were kept`);
      hold(new Set(held).size === held.length, () => `${sheet}: a row was kept twice`);
    }
  } finally {
    await file.close();
  }
}

function checkFigures({ document, tables, mapping }: InvoiceReading): void {
  const columns = tables.find(({ verdict }) => verdict === 'read')?.columns ?? [];
  const isOneLayout = tables.filter(({ verdict }) => verdict === 'read').length === 1;
  for (const row of document.rows) {
    for (const field of ['quantity', 'unitPrice', 'amount'] as const) {
      const value = row[field];
      if (value === undefined) continue;
      hold(
        value <= LARGEST_MICROS && value >= -LARGEST_MICROS,
        () => `row ${row.ref.row}: ${field} ${value} is too large to keep`,
      );
      const name = columns.find((column) => column.field === field)?.name;
      const places = document.columns.flatMap((column, index) => (column === name ? [index] : []));
      if (!isOneLayout || places.length !== 1 || isDerived(row, field)) continue;
      // A total's figure may stand in another column than those of the lines.
      const texts = row.rowClass === 'subtotal' ? row.raw : [row.raw[places[0] ?? -1] ?? ''];
      const isOne = texts.some((text) => figureReadings(text).has(value));
      hold(
        isOne,
        () => `row ${row.ref.row} (${row.rowClass}): ${field} ${value} from ${JSON.stringify(texts)}`,
      );
    }
  }
  hold(mapping.columns.length > 0, () => 'a mapping without columns');
}

const isDerived = (row: InvoiceRow, field: 'quantity' | 'unitPrice' | 'amount'): boolean =>
  (field === 'unitPrice' && row.flags.includes('price-derived')) ||
  (field === 'amount' && row.flags.includes('amount-derived')) ||
  row.flags.includes('repaired');
