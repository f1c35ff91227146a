import type { UsageLevel } from '#core/usage/usage-row.ts';
import { quoted, references, rounded } from '#core/workbook/formula.ts';
import type { VarianceSheet } from '#core/workbook/lay-out-lines.ts';
import { quotedSheetName } from '#core/workbook/sheets.ts';
import { EXCEPTIONS_TABLE } from '#core/workbook/tables/exceptions-table.ts';
import { INVOICE_TABLE } from '#core/workbook/tables/invoice-table.ts';
import { USAGE_TABLES } from '#core/workbook/tables/usage-tables.ts';
import type { VarianceColumnId } from '#core/workbook/tables/variance-tables.ts';
import { fillMessage } from '#shared/messages/fill.ts';
import type { Book } from './book.ts';
import { HEADER_ROW } from './sheet-head.ts';
import { REFERENCE_COLUMN, VARIANCE_TABLES } from './variance-references.ts';

/**
 * The formulas of a variance table. They name columns and not cells, so each is the same text in all of a hundred thousand
 * rows: made once a sheet.
 */
export interface VarianceFormulas {
  readonly quantityVariance: string;
  readonly invoicedQuantity: string;
  readonly invoicedAmount: string;
  readonly expectedAmount: string;
  readonly amountVariance: string;
  readonly amountShare: string;
  /** What the difference in quantity costs: the quantity's effect, or that of rounding units. */
  readonly quantityGap: string;
  readonly priceEffect: string;
  readonly lineRounding: string;
  readonly unexplained: string;
  readonly direction: string;
  readonly reason: string;
  readonly workflow: string;
  /** User-days of a level's rows; undefined where the workbook does not hold them, or not with formulas. */
  readonly userDays: (level: UsageLevel) => string | undefined;
  /** User-days in the invoice's unit, by a rounding function of spreadsheets. */
  readonly usageQuantity: (rounding: string) => string;
  /** What stands for the way to so many invoice rows. */
  readonly linkText: (invoiceRows: number) => string;
  /** The way to the first invoice row of this row, shown as `text`. */
  readonly link: (text: string, firstInvoiceRow: number) => string;
}

/** SUMIFS over the parts of a detail table by this row's id. */
const sumOfParts = (
  parts: readonly { readonly table: string }[],
  refer: (table: string) => { readonly amounts: string; readonly ids: string },
  rowCell: string,
): string =>
  parts
    .map(({ table }) => {
      const { amounts, ids } = refer(table);
      return `SUMIFS(${amounts},${ids},${rowCell})`;
    })
    .join('+');

/** Makes the formulas of a sheet. */
export function varianceFormulas(book: Book, sheet: VarianceSheet): VarianceFormulas {
  const own = references<VarianceColumnId>(VARIANCE_TABLES[sheet], book.language);
  const exceptions = references(EXCEPTIONS_TABLE, book.language);
  const reference = REFERENCE_COLUMN[sheet];
  const invoiceSum = (id: 'quantity' | 'amount' | 'product'): string =>
    sumOfParts(
      book.invoice.parts,
      (table) => {
        const part = references(INVOICE_TABLE, book.language, table);
        return { amounts: part.column(id), ids: part.column(reference) };
      },
      own.cell('row'),
    );
  const userDays = (level: UsageLevel): string | undefined => {
    const detail = book.usage[level];
    if (!detail.hasFormulas || detail.parts.length === 0) return undefined;
    return sumOfParts(
      detail.parts,
      (table) => {
        const part = references(USAGE_TABLES[level], book.language, table);
        return { amounts: part.column('quantity'), ids: part.column(reference) };
      },
      own.cell('row'),
    );
  };
  const chosen = (id: 'reason' | 'workflow'): string =>
    `INDEX(${exceptions.column(id)},MATCH(${own.cell('row')},${exceptions.column('row')},0))&""`;
  const product = invoiceSum('product');
  const { over, under, nil } = book.words.directions;
  const variance = own.cell('amountVariance');
  const others = (['quantityEffect', 'priceEffect', 'lineRounding', 'unitRounding'] as const)
    .map((id) => own.cell(id))
    .join('-');
  return {
    quantityVariance: rounded(`${own.cell('invoicedQuantity')}-${own.cell('usageQuantity')}`),
    invoicedQuantity: invoiceSum('quantity'),
    invoicedAmount: invoiceSum('amount'),
    expectedAmount: rounded(`${own.cell('usageQuantity')}*${own.cell('expectedPrice')}`),
    amountVariance: rounded(`${own.cell('invoicedAmount')}-${own.cell('expectedAmount')}`),
    amountShare: `${variance}/${own.cell('expectedAmount')}`,
    quantityGap: rounded(
      `(${own.cell('invoicedQuantity')}-${own.cell('usageQuantity')})*${own.cell('expectedPrice')}`,
    ),
    priceEffect: rounded(`${product}-${own.cell('invoicedQuantity')}*${own.cell('expectedPrice')}`),
    lineRounding: rounded(`${own.cell('invoicedAmount')}-${product}`),
    unexplained: rounded(`${variance}-${others}`),
    direction: `IF(${variance}>0,${quoted(over)},IF(${variance}<0,${quoted(under)},${quoted(nil)}))`,
    reason: chosen('reason'),
    workflow: chosen('workflow'),
    // A table that is coarser than its rows is never asked for: its reports name no such row.
    userDays: remembering(userDays),
    usageQuantity: remembering(
      (rounding: string) =>
        `${rounding}(${own.cell('userDays')}/${own.cell('unitDays')},${own.cell('unitDecimals')})`,
    ),
    linkText: remembering((rows: number) => fillMessage(book.texts.linkToRows, { rows: rows.toString() })),
    link: linkOf(book, sheet),
  };
}

function linkOf(book: Book, sheet: VarianceSheet): VarianceFormulas['link'] {
  const part = book.invoice.parts[0];
  if (part === undefined) return () => '';
  const place = `#${quotedSheetName(part.sheetName)}!A`;
  if (!book.invoice.hasFormulas) {
    return (text, row) => `HYPERLINK(${quoted(`${place}${HEADER_ROW + row}`)},${quoted(text)})`;
  }
  const own = references<VarianceColumnId>(VARIANCE_TABLES[sheet], book.language);
  const invoice = references(INVOICE_TABLE, book.language, part.table);
  const position = `MATCH(${own.cell('row')},${invoice.column(REFERENCE_COLUMN[sheet])},0)`;
  const first = `ROW(${invoice.header('number')})`;
  // A text names a number of rows: most rows have one.
  return remembering((text: string) => `HYPERLINK(${quoted(place)}&(${position}+${first}),${quoted(text)})`);
}

/** One formula for each of a few keys. */
function remembering<Key, Formula>(write: (key: Key) => Formula): (key: Key) => Formula {
  const written = new Map<Key, Formula>();
  return (key) => {
    const held = written.get(key) ?? write(key);
    written.set(key, held);
    return held;
  };
}
