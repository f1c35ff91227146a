import {
  divideMicros,
  formatMicros,
  formatPicos,
  picos,
  picosToMicros,
  type Picos,
} from '#core/decimal/micros.ts';
import type { LineDocument, UnitBasisDocument } from '#core/reconcile/result-document.ts';
import type { UsageLevel } from '#core/usage/usage-row.ts';
import { countCell, numberCell, numberFormula, textFormula, type WorkbookCell } from '#core/workbook/cell.ts';
import type { TableRow } from '#core/workbook/column.ts';
import { exact, exactOrUndefined, roundedText } from '#core/workbook/exact.ts';
import { type VarianceFigures, type VarianceRow } from '#core/workbook/lay-out-lines.ts';
import type { RowSum } from '#core/workbook/row-sums.ts';
import type { VarianceColumnId } from '#core/workbook/tables/variance-tables.ts';
import { fillMessage } from '#shared/messages/fill.ts';
import type { Book } from './book.ts';
import { causeOf } from './cause.ts';
import { groupCause, groupCells, shareCell } from './group-cells.ts';
import type { VarianceFormulas } from './variance-formulas.ts';

/**
 * The cells of a row of a variance table.
 *
 * A figure is a formula where that formula, computed exactly from the rows of this workbook, yields the run's figure
 * to the last digit; otherwise it is the run's figure as a value. So no recalculation can ever change a result.
 */
export function varianceCells(
  row: VarianceRow,
  figures: VarianceFigures,
  formulas: VarianceFormulas,
  book: Book,
): TableRow<VarianceColumnId> {
  const common = {
    ...identityCells(row, book),
    ...sourceCells(row, figures, formulas, book),
    ...judgementCells(row, figures, formulas, book),
    quantityVariance: numberFormula(
      formulas.quantityVariance,
      roundedText(picos(figures.invoicedQuantity - figures.usageQuantity)),
    ),
  };
  const { line } = row;
  return line
    ? { ...common, ...leafCells(row, line, figures, formulas, book) }
    : { ...common, ...groupCells(row, figures, formulas, book) };
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

/** What comes straight from the source rows: invoiced quantity and amount, user-days, and the way there. */
function sourceCells(
  row: VarianceRow,
  figures: VarianceFigures,
  formulas: VarianceFormulas,
  book: Book,
): TableRow<VarianceColumnId> {
  const sum = book.sums.of(row.id);
  const byFormula = (isProven: boolean, formula: string, value: Picos): WorkbookCell =>
    isProven ? numberFormula(formula, formatPicos(value)) : numberCell(formatPicos(value));
  const { invoice } = book;
  return {
    invoicedQuantity: byFormula(
      invoice.hasFormulas && sum.invoicedQuantity === figures.invoicedQuantity,
      formulas.invoicedQuantity,
      figures.invoicedQuantity,
    ),
    invoicedAmount: byFormula(
      invoice.hasFormulas && sum.invoicedAmount === figures.invoicedAmount,
      formulas.invoicedAmount,
      figures.invoicedAmount,
    ),
    userDays: userDaysCell(row, figures, formulas, book, sum.userDays),
    link: linkCell(sum, formulas, book),
  };
}

function userDaysCell(
  row: VarianceRow,
  figures: VarianceFigures,
  formulas: VarianceFormulas,
  book: Book,
  found: Picos,
): WorkbookCell {
  const level = oneLevel(row.lines, book);
  const formula = level === undefined ? undefined : formulas.userDays(level);
  return formula === undefined || found !== figures.userDays
    ? numberCell(formatPicos(figures.userDays))
    : numberFormula(formula, formatPicos(figures.userDays));
}

/** The report level that all lines were read from; undefined where they differ or none is held. */
function oneLevel(lines: readonly LineDocument[], book: Book): UsageLevel | undefined {
  const first = lines[0];
  const level = first && book.usageLevelOf(first.level);
  return lines.every((line) => line.level === first?.level || book.usageLevelOf(line.level) === level)
    ? level
    : undefined;
}

function linkCell(
  { invoiceRows, firstInvoiceRow }: RowSum,
  formulas: VarianceFormulas,
  book: Book,
): WorkbookCell {
  if (invoiceRows === 0 || book.invoice.parts.length !== 1) return undefined;
  const text = fillMessage(book.texts.linkToRows, { rows: invoiceRows.toString() });
  return textFormula(formulas.link(text, firstInvoiceRow), text);
}

/** Direction by the sign of the variance, its class, cause, and what the reviewer chose on Exceptions. */
function judgementCells(
  row: VarianceRow,
  figures: VarianceFigures,
  formulas: VarianceFormulas,
  book: Book,
): TableRow<VarianceColumnId> {
  const { words, texts } = book;
  const { line, lines } = row;
  const hasExceptions = book.options.omit?.includes('exceptions') !== true;
  const isException = hasExceptions && line !== undefined && book.exceptions.has(line);
  const chosen = (id: 'reason' | 'workflow', text: string): WorkbookCell =>
    isException ? textFormula(formulas[id], text) : undefined;
  const work = line && book.sources.workOf?.(line);
  const differing = lines.filter((member) => book.exceptions.has(member)).length;
  return {
    direction: directionCell(line, figures, formulas, book),
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
  formulas: VarianceFormulas,
  { words }: Book,
): WorkbookCell {
  const variance = figures.amountVariance;
  if (variance === undefined) return line ? words.directions[line.direction] : undefined;
  const shown = exact(roundedText(variance));
  const direction = shown > 0n ? 'over' : shown < 0n ? 'under' : 'nil';
  if (line && line.direction !== direction) return words.directions[line.direction];
  return textFormula(formulas.direction, words.directions[direction]);
}

/** The figures of a compared line, from quantity to components. */
function leafCells(
  row: VarianceRow,
  line: LineDocument,
  figures: VarianceFigures,
  formulas: VarianceFormulas,
  book: Book,
): TableRow<VarianceColumnId> {
  const price = exactOrUndefined(line.expected.unitPrice);
  const usage = usageQuantityCells(line, figures, formulas, book);
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
    isProven ? numberFormula(formula, roundedText(value)) : numberCell(formatPicos(value));
  const quantityGap = picos(figures.invoicedQuantity - figures.usageQuantity);
  return {
    ...prices,
    expectedAmount: proven(
      isExactProduct(figures.usageQuantity) && times(figures.usageQuantity) === expectedAmount,
      formulas.expectedAmount,
      expectedAmount,
    ),
    amountVariance: proven(
      figures.invoicedAmount - expectedAmount === amountVariance,
      formulas.amountVariance,
      amountVariance,
    ),
    amountShare: shareCell(figures, formulas),
    quantityEffect: proven(
      isExactProduct(quantityGap) && times(quantityGap) === components.quantity,
      formulas.quantityGap,
      components.quantity,
    ),
    priceEffect: proven(
      hasSums && sum.product - times(figures.invoicedQuantity) === components.price,
      formulas.priceEffect,
      components.price,
    ),
    lineRounding: proven(
      hasSums && figures.invoicedAmount - sum.product === components.lineRounding,
      formulas.lineRounding,
      components.lineRounding,
    ),
    unitRounding: proven(
      components.unitRounding !== 0n && times(quantityGap) === components.unitRounding,
      formulas.quantityGap,
      components.unitRounding,
    ),
    unexplained: proven(
      amountVariance -
        components.quantity -
        components.price -
        components.lineRounding -
        components.unitRounding ===
        components.unexplained,
      formulas.unexplained,
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
  formulas: VarianceFormulas,
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
    usageQuantity: numberFormula(formulas.usageQuantity(rounding), line.usage.quantity),
  };
}
