import {
  divideMicros,
  formatMicros,
  formatPicos,
  picos,
  picosToMicros,
  type Picos,
} from '#core/decimal/micros.ts';
import type { LineDocument, UnitBasisDocument } from '#core/reconcile/result-document.ts';
import { countCell, numberCell, numberFormula, textFormula, type WorkbookCell } from '#core/workbook/cell.ts';
import type { TableRow } from '#core/workbook/column.ts';
import { exact, exactOrUndefined, roundedText } from '#core/workbook/exact.ts';
import { quoted, references, rounded, type TableReferences } from '#core/workbook/formula.ts';
import { type VarianceFigures, type VarianceRow } from '#core/workbook/lay-out-lines.ts';
import { quotedSheetName } from '#core/workbook/sheets.ts';
import { EXCEPTIONS_TABLE } from '#core/workbook/tables/exceptions-table.ts';
import { INVOICE_TABLE } from '#core/workbook/tables/invoice-table.ts';
import { USAGE_TABLES } from '#core/workbook/tables/usage-tables.ts';
import type { VarianceColumnId } from '#core/workbook/tables/variance-tables.ts';
import { fillMessage } from '#shared/messages/fill.ts';
import type { Book } from './book.ts';
import { causeOf } from './cause.ts';
import { groupCause, groupCells, shareCell } from './group-cells.ts';
import { HEADER_ROW } from './sheet-head.ts';
import { REFERENCE_COLUMN, VARIANCE_TABLES } from './variance-references.ts';

/**
 * The cells of a row of a variance table.
 *
 * A figure is a formula where that formula, computed exactly from the rows of this workbook, yields the run's figure
 * to the last digit; otherwise it is the run's figure as a value. So no recalculation can ever change a result.
 */
export function varianceCells(
  row: VarianceRow,
  figures: VarianceFigures,
  book: Book,
): TableRow<VarianceColumnId> {
  const own = references<VarianceColumnId>(VARIANCE_TABLES[row.sheet], book.language);
  const common = {
    ...identityCells(row, book),
    ...sourceCells(row, figures, own, book),
    ...judgementCells(row, figures, own, book),
    quantityVariance: numberFormula(
      rounded(`${own.cell('invoicedQuantity')}-${own.cell('usageQuantity')}`),
      roundedText(picos(figures.invoicedQuantity - figures.usageQuantity)),
    ),
  };
  const { line } = row;
  return line
    ? { ...common, ...leafCells(row, line, figures, own, book) }
    : { ...common, ...groupCells(row, figures, own, book) };
}

function identityCells(row: VarianceRow, { words }: Book): TableRow<VarianceColumnId> {
  const level = row.lines[0]?.level;
  return {
    row: row.id,
    skuRow: row.skuRow,
    customerRow: row.customerRow,
    subscription: row.subscriptionId ?? undefined,
    sku: row.sku,
    customer: row.customerOrgId ?? undefined,
    customerExternal: row.customerExternalId ?? undefined,
    consumer: row.consumerId ?? undefined,
    grain: level === undefined ? undefined : words.levels[level],
  };
}

/** SUMIFS over the parts of a detail table by this row's id. */
function sumOfParts(
  parts: readonly { readonly table: string }[],
  refer: (table: string) => { readonly amounts: string; readonly ids: string },
  rowCell: string,
): string {
  return parts
    .map(({ table }) => {
      const { amounts, ids } = refer(table);
      return `SUMIFS(${amounts},${ids},${rowCell})`;
    })
    .join('+');
}

const invoiceSum = (
  id: 'quantity' | 'amount' | 'product',
  row: VarianceRow,
  own: TableReferences<VarianceColumnId>,
  book: Book,
): string =>
  sumOfParts(
    book.invoice.parts,
    (table) => {
      const part = references(INVOICE_TABLE, book.language, table);
      return { amounts: part.column(id), ids: part.column(REFERENCE_COLUMN[row.sheet]) };
    },
    own.cell('row'),
  );

/** What comes straight from the source rows: invoiced quantity and amount, user-days, and the way there. */
function sourceCells(
  row: VarianceRow,
  figures: VarianceFigures,
  own: TableReferences<VarianceColumnId>,
  book: Book,
): TableRow<VarianceColumnId> {
  const sum = book.sums.of(row.id);
  const byFormula = (isProven: boolean, formula: string, value: Picos): WorkbookCell =>
    isProven ? numberFormula(formula, formatPicos(value)) : numberCell(formatPicos(value));
  const { invoice } = book;
  return {
    invoicedQuantity: byFormula(
      invoice.hasFormulas && sum.invoicedQuantity === figures.invoicedQuantity,
      invoiceSum('quantity', row, own, book),
      figures.invoicedQuantity,
    ),
    invoicedAmount: byFormula(
      invoice.hasFormulas && sum.invoicedAmount === figures.invoicedAmount,
      invoiceSum('amount', row, own, book),
      figures.invoicedAmount,
    ),
    userDays: userDaysCell(row, figures, own, book, sum.userDays),
    link: linkCell(row, own, book),
  };
}

function userDaysCell(
  row: VarianceRow,
  figures: VarianceFigures,
  own: TableReferences<VarianceColumnId>,
  book: Book,
  found: Picos,
): WorkbookCell {
  const levels = [...new Set(row.lines.map(({ level }) => book.usageLevelOf(level)))];
  const level = levels.length === 1 ? levels[0] : undefined;
  const detail = level === undefined ? undefined : book.usage[level];
  if (!level || !detail?.hasFormulas || detail.parts.length === 0 || found !== figures.userDays) {
    return numberCell(formatPicos(figures.userDays));
  }
  const formula = sumOfParts(
    detail.parts,
    (table) => {
      const part = references(USAGE_TABLES[level], book.language, table);
      return { amounts: part.column('quantity'), ids: part.column(REFERENCE_COLUMN[row.sheet]) };
    },
    own.cell('row'),
  );
  return numberFormula(formula, formatPicos(figures.userDays));
}

function linkCell(row: VarianceRow, own: TableReferences<VarianceColumnId>, book: Book): WorkbookCell {
  const { invoiceRows, firstInvoiceRow } = book.sums.of(row.id);
  const part = book.invoice.parts[0];
  if (invoiceRows === 0 || part === undefined || book.invoice.parts.length > 1) return undefined;
  const text = fillMessage(book.texts.linkToRows, { rows: invoiceRows.toString() });
  const sheet = `#${quotedSheetName(part.sheetName)}!A`;
  if (!book.invoice.hasFormulas) {
    return textFormula(
      `HYPERLINK(${quoted(`${sheet}${HEADER_ROW + firstInvoiceRow}`)},${quoted(text)})`,
      text,
    );
  }
  const invoice = references(INVOICE_TABLE, book.language, part.table);
  const position = `MATCH(${own.cell('row')},${invoice.column(REFERENCE_COLUMN[row.sheet])},0)`;
  const first = `ROW(${invoice.header('number')})`;
  return textFormula(`HYPERLINK(${quoted(sheet)}&(${position}+${first}),${quoted(text)})`, text);
}

/** Direction by the sign of the variance, its class, cause, and what the reviewer chose on Exceptions. */
function judgementCells(
  row: VarianceRow,
  figures: VarianceFigures,
  own: TableReferences<VarianceColumnId>,
  book: Book,
): TableRow<VarianceColumnId> {
  const { words, texts } = book;
  const { line, lines } = row;
  const exceptions = references(EXCEPTIONS_TABLE, book.language);
  const hasExceptions = book.options.omit?.includes('exceptions') !== true;
  const isException = hasExceptions && line !== undefined && book.exceptions.has(line);
  const chosen = (id: 'reason' | 'workflow', text: string): WorkbookCell =>
    isException
      ? textFormula(
          `INDEX(${exceptions.column(id)},MATCH(${own.cell('row')},${exceptions.column('row')},0))&""`,
          text,
        )
      : undefined;
  const work = line && book.sources.workOf?.(line);
  const differing = lines.filter((member) => book.exceptions.has(member)).length;
  return {
    direction: directionCell(line, figures, own, book),
    class: line
      ? words.classes[line.class]
      : differing === 0
        ? words.classes.none
        : fillMessage(texts.someDiffer, { differing: differing.toString(), all: lines.length.toString() }),
    match: line ? words.matches[line.match] : undefined,
    cause: line ? causeOf(line, book) : groupCause(lines, book),
    reason: chosen('reason', work?.reason === undefined ? '' : words.reasons[work.reason]),
    workflow: chosen('workflow', words.workflows[work?.status ?? 'open']),
  };
}

function directionCell(
  line: LineDocument | undefined,
  figures: VarianceFigures,
  own: TableReferences<VarianceColumnId>,
  { words }: Book,
): WorkbookCell {
  const variance = figures.amountVariance;
  if (variance === undefined) return line ? words.directions[line.direction] : undefined;
  const shown = exact(roundedText(variance));
  const direction = shown > 0n ? 'over' : shown < 0n ? 'under' : 'nil';
  if (line && line.direction !== direction) return words.directions[line.direction];
  const { over, under, nil } = words.directions;
  const cell = own.cell('amountVariance');
  return textFormula(
    `IF(${cell}>0,${quoted(over)},IF(${cell}<0,${quoted(under)},${quoted(nil)}))`,
    words.directions[direction],
  );
}

/** The figures of a compared line, from quantity to components. */
function leafCells(
  row: VarianceRow,
  line: LineDocument,
  figures: VarianceFigures,
  own: TableReferences<VarianceColumnId>,
  book: Book,
): TableRow<VarianceColumnId> {
  const price = exactOrUndefined(line.expected.unitPrice);
  const usage = usageQuantityCells(line, figures, own, book);
  const prices: TableRow<VarianceColumnId> = {
    ...usage,
    invoicedPrice: numberCell(line.invoiced.unitPrice),
    expectedPrice: numberCell(line.expected.unitPrice),
    priceSource:
      line.expected.priceSource === null
        ? book.texts.priceUnknown
        : book.words.priceSources[line.expected.priceSource],
  };
  const { expectedAmount, amountVariance, components } = figures;
  if (price === undefined || expectedAmount === undefined || amountVariance === undefined || !components)
    return prices;
  const sum = book.sums.of(row.id);
  const { hasFormulas } = book.invoice;
  const hasSums =
    hasFormulas &&
    sum.invoicedAmount === figures.invoicedAmount &&
    sum.invoicedQuantity === figures.invoicedQuantity;
  const times = (quantity: Picos): Picos => picos((quantity * price) / 10n ** 12n);
  const isExactProduct = (quantity: Picos): boolean => (quantity * price) % 10n ** 12n === 0n;
  const proven = (isProven: boolean, formula: string, value: Picos): WorkbookCell =>
    isProven ? numberFormula(rounded(formula), roundedText(value)) : numberCell(formatPicos(value));
  const product = invoiceSum('product', row, own, book);
  const quantityGap = picos(figures.invoicedQuantity - figures.usageQuantity);
  const gapFormula = `(${own.cell('invoicedQuantity')}-${own.cell('usageQuantity')})*${own.cell('expectedPrice')}`;
  const others = (['quantityEffect', 'priceEffect', 'lineRounding', 'unitRounding'] as const)
    .map((id) => own.cell(id))
    .join('-');
  return {
    ...prices,
    expectedAmount: proven(
      isExactProduct(figures.usageQuantity) && times(figures.usageQuantity) === expectedAmount,
      `${own.cell('usageQuantity')}*${own.cell('expectedPrice')}`,
      expectedAmount,
    ),
    amountVariance: proven(
      figures.invoicedAmount - expectedAmount === amountVariance,
      `${own.cell('invoicedAmount')}-${own.cell('expectedAmount')}`,
      amountVariance,
    ),
    amountShare: shareCell(figures, own),
    quantityEffect: proven(
      isExactProduct(quantityGap) && times(quantityGap) === components.quantity,
      gapFormula,
      components.quantity,
    ),
    priceEffect: proven(
      hasSums && sum.product - times(figures.invoicedQuantity) === components.price,
      `${product}-${own.cell('invoicedQuantity')}*${own.cell('expectedPrice')}`,
      components.price,
    ),
    lineRounding: proven(
      hasSums && figures.invoicedAmount - sum.product === components.lineRounding,
      `${own.cell('invoicedAmount')}-${product}`,
      components.lineRounding,
    ),
    unitRounding: proven(
      components.unitRounding !== 0n && times(quantityGap) === components.unitRounding,
      gapFormula,
      components.unitRounding,
    ),
    unexplained: proven(
      amountVariance -
        components.quantity -
        components.price -
        components.lineRounding -
        components.unitRounding ===
        components.unexplained,
      `${own.cell('amountVariance')}-${others}`,
      components.unexplained,
    ),
  };
}

const ROUNDING_FUNCTIONS = {
  'half-up': 'ROUND',
  up: 'ROUNDUP',
  down: 'ROUNDDOWN',
  'half-even': undefined,
} as const;
/** Where the invoice does not round, the engine still ends at six decimals. */
const STORED_DECIMALS = 6;

/** User-days to the invoice's unit, by formula where one division and one rounding give the run's figure. */
function usageQuantityCells(
  line: LineDocument,
  figures: VarianceFigures,
  own: TableReferences<VarianceColumnId>,
  book: Book,
): TableRow<VarianceColumnId> {
  const value = numberCell(line.usage.quantity);
  const unit: UnitBasisDocument | undefined = book.result.unitBasis.find(({ sku }) => sku === line.sku);
  if (!unit) return { usageQuantity: value };
  const decimals = unit.decimals ?? STORED_DECIMALS;
  const rounding = ROUNDING_FUNCTIONS[unit.decimals === null ? 'half-up' : unit.rounding];
  const divided = divideMicros(
    picosToMicros(figures.userDays, 'half-up'),
    BigInt(unit.days),
    decimals,
    unit.decimals === null ? 'half-up' : unit.rounding,
  );
  if (rounding === undefined || formatMicros(divided) !== line.usage.quantity)
    return { usageQuantity: value };
  return {
    unitDays: countCell(unit.days),
    unitDecimals: countCell(decimals),
    usageQuantity: numberFormula(
      `${rounding}(${own.cell('userDays')}/${own.cell('unitDays')},${own.cell('unitDecimals')})`,
      line.usage.quantity,
    ),
  };
}
