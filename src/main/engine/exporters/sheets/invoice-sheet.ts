import { defined } from '#core/assert.ts';
import { formatPicos, multiply, picos, toPicos, ZERO, ZERO_PICOS } from '#core/decimal/micros.ts';
import type { InvoiceRow } from '#core/invoice/invoice-row.ts';
import { countCell, dateCell, numberCell, numberFormula, type WorkbookCell } from '#core/workbook/cell.ts';
import type { TableRow } from '#core/workbook/column.ts';
import { roundedText } from '#core/workbook/exact.ts';
import { quoted, references, rounded } from '#core/workbook/formula.ts';
import type { VarianceRow } from '#core/workbook/lay-out-lines.ts';
import { INVOICE_TABLE } from '#core/workbook/tables/invoice-table.ts';
import { formatMicros } from '#core/decimal/micros.ts';
import { evidenceIndex, type EvidenceFinder } from '../evidence-index.ts';
import type { Book } from '../book.ts';
import type { SheetPlan } from '../sheet-plan.ts';
import { tableSheet } from './table-sheet.ts';

type InvoiceColumnId = (typeof INVOICE_TABLE)['columns'][number]['id'];

/** How a row takes part in the figures. */
export function dispositionOf(row: InvoiceRow, isAudited: boolean, { texts, words }: Book): string {
  if (isAudited) return texts.dispositions.audited;
  if (row.quarantined) return texts.dispositions.quarantined;
  if (row.rowClass !== 'charge') return words.rowClasses[row.rowClass];
  const isComplete = row.sku !== undefined && row.quantity !== undefined && row.amount !== undefined;
  return isComplete ? texts.dispositions.notCompared : texts.dispositions.quarantined;
}

/** Invoice lines: every source row, once, in file order; a part of them where they fill several sheets. */
export function invoiceSheets(book: Book): readonly SheetPlan[] {
  const { sources, invoice, texts } = book;
  const iterator = { current: undefined as Iterator<InvoiceRow> | undefined };
  const finder = { current: undefined as EvidenceFinder | undefined };
  let number = 0;
  if (invoice.parts.length === 0) {
    return [
      tableSheet<InvoiceColumnId>(book, {
        model: INVOICE_TABLE,
        ...texts.sheets['invoice-lines'],
        rowCount: 0,
        rows: () => [],
      }),
    ];
  }
  return invoice.parts.map(({ table, sheetName, rows: rowCount }) => {
    let amount = 0n;
    let quantity = 0n;
    const formulas = invoiceFormulas(table, book);
    return tableSheet<InvoiceColumnId>(book, {
      model: INVOICE_TABLE,
      part: { table, sheetName },
      ...texts.sheets['invoice-lines'],
      rowCount,
      *prepare() {
        finder.current ??= yield* evidenceIndex(book);
      },
      *rows() {
        const homeOf = defined(finder.current, 'rows come after what prepares them');
        iterator.current ??= sources.invoiceRows()[Symbol.iterator]();
        for (let taken = 0; taken < rowCount; taken += 1) {
          const next = iterator.current.next();
          if (next.done) return;
          const row = next.value;
          number += 1;
          amount += row.amount ?? 0n;
          quantity += row.quantity ?? 0n;
          yield invoiceCells(row, number, taken + 1, homeOf(row), formulas, book);
        }
      },
      totals: () => ({
        amount: formatPicos(picos(amount * 1_000_000n)),
        quantity: formatPicos(picos(quantity * 1_000_000n)),
      }),
      marks: (range, firstCell) => [
        {
          range: range('disposition'),
          formula: `${firstCell('disposition')}=${quoted(texts.dispositions.quarantined)}`,
          mark: 'bad',
        },
        {
          range: range('disposition'),
          formula: `${firstCell('disposition')}<>${quoted(texts.dispositions.audited)}`,
          mark: 'muted',
        },
      ],
    });
  });
}

/** The same in each row of a table: made once. */
interface InvoiceFormulas {
  readonly product: string;
  readonly difference: string;
}

function invoiceFormulas(table: string, { language }: Book): InvoiceFormulas {
  const own = references(INVOICE_TABLE, language, table);
  return {
    product: rounded(`${own.cell('quantity')}*${own.cell('unitPrice')}`),
    difference: rounded(`${own.cell('amount')}-${own.cell('product')}`),
  };
}

function invoiceCells(
  row: InvoiceRow,
  number: number,
  position: number,
  home: VarianceRow | undefined,
  formulas: InvoiceFormulas,
  book: Book,
): TableRow<InvoiceColumnId> {
  const { words, sources } = book;
  const disposition = dispositionOf(row, home !== undefined, book);
  const { quantity, unitPrice, amount } = row;
  const product =
    quantity === undefined || unitPrice === undefined ? undefined : multiply(quantity, unitPrice);
  record(row, disposition, home, product ?? ZERO_PICOS, position, book);
  const byFormula = (formula: string, value: bigint | undefined): WorkbookCell => {
    if (value === undefined) return undefined;
    const exactValue = picos(value);
    return book.invoice.hasFormulas
      ? numberFormula(formula, roundedText(exactValue))
      : numberCell(formatPicos(exactValue));
  };
  return {
    number: countCell(number),
    disposition,
    skuRow: home?.skuRow,
    customerRow: home?.customerRow,
    userRow: home?.userRow,
    subscription: row.subscriptionId,
    sku: row.sku,
    service: row.serviceName,
    description: row.description,
    chargeType: row.chargeType,
    customer: row.customerId,
    customerName: row.customerName,
    consumer: row.consumerId,
    chargeStart: dateCell(row.chargeStart),
    chargeEnd: dateCell(row.chargeEnd),
    quantity: quantity === undefined ? undefined : numberCell(formatMicros(quantity)),
    unit: row.unitOfMeasure,
    unitPrice: unitPrice === undefined ? undefined : numberCell(formatMicros(unitPrice)),
    product: byFormula(formulas.product, product),
    amount: amount === undefined ? undefined : numberCell(formatMicros(amount)),
    difference: byFormula(
      formulas.difference,
      amount === undefined || product === undefined ? undefined : toPicos(amount) - product,
    ),
    currency: row.currency,
    invoiceNumber: row.invoiceNumber,
    lineNumber: row.lineNumber,
    invoiceDate: dateCell(row.invoiceDate),
    class: words.rowClasses[row.rowClass],
    classRule: row.classRule,
    flags: row.flags.map((flag) => words.rowFlags[flag]).join(', '),
    file: sources.fileNames.get(row.ref.source) ?? row.ref.source,
    sheet: row.ref.sheet,
    sourceRow: countCell(row.ref.row),
    sourceText: home === undefined ? row.raw.join(' | ') : undefined,
  };
}

/** Adds the row to the sums of the rows that it belongs to, and to those of its treatment. */
function record(
  row: InvoiceRow,
  disposition: string,
  home: VarianceRow | undefined,
  product: bigint,
  position: number,
  book: Book,
): void {
  const held = book.dispositions.get(disposition) ?? { amount: 0n, rows: 0 };
  held.amount += toPicos(row.amount ?? ZERO);
  held.rows += 1;
  book.dispositions.set(disposition, held);
  if (!home) return;
  const figures = {
    quantity: toPicos(row.quantity ?? ZERO),
    amount: toPicos(row.amount ?? ZERO),
    product: picos(product),
  };
  book.sums.addInvoice(home, figures, position);
}
