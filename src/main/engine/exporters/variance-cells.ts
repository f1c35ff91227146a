import {
  divideMicros,
  formatPicos,
  picos,
  PICOS_DECIMALS,
  picosToMicros,
  toPicos,
  type Picos,
} from '#core/decimal/micros.ts';
import type { DecimalText, LineDocument, UnitBasisDocument } from '#core/reconcile/result-document.ts';
import type { UsageLevel } from '#core/usage/usage-row.ts';
import { countCell, numberCell, numberFormula, textFormula, type WorkbookCell } from '#core/workbook/cell.ts';
import type { TableRow } from '#core/workbook/column.ts';
import { exactOrUndefined, roundedPicos, roundedText } from '#core/workbook/exact.ts';
import { type VarianceFigures, type VarianceRow } from '#core/workbook/lay-out-lines.ts';
import type { RowSum } from '#core/workbook/row-sums.ts';
import type { VarianceColumnId } from '#core/workbook/tables/variance-tables.ts';
import { fillMessage } from '#shared/messages/fill.ts';
import type { Book } from './book.ts';
import { causeOf } from './cause.ts';
import { groupCause, groupCells, shareCell } from './group-cells.ts';
import type { VarianceFormulas } from './variance-formulas.ts';

/** The cells of a row while they are filled in. */
type Cells = Record<VarianceColumnId, WorkbookCell>;

/** All of them from the start: objects that grow cell by cell took half of the time that a row takes. */
const emptyCells = (): Cells => ({
  row: undefined,
  skuRow: undefined,
  customerRow: undefined,
  subscription: undefined,
  sku: undefined,
  customer: undefined,
  customerExternal: undefined,
  consumer: undefined,
  grain: undefined,
  invoicedQuantity: undefined,
  usageQuantity: undefined,
  quantityVariance: undefined,
  userDays: undefined,
  unitDays: undefined,
  unitDecimals: undefined,
  invoicedPrice: undefined,
  expectedPrice: undefined,
  priceSource: undefined,
  invoicedAmount: undefined,
  expectedAmount: undefined,
  amountVariance: undefined,
  amountShare: undefined,
  quantityEffect: undefined,
  priceEffect: undefined,
  lineRounding: undefined,
  unitRounding: undefined,
  unexplained: undefined,
  direction: undefined,
  class: undefined,
  match: undefined,
  cause: undefined,
  reason: undefined,
  workflow: undefined,
  link: undefined,
});

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
  const cells = emptyCells();
  const sum = book.sums.of(row);
  fillIdentity(cells, row, book);
  fillSources(cells, row, figures, formulas, book, sum);
  fillJudgement(cells, row, figures, formulas, book);
  cells.quantityVariance = numberFormula(
    formulas.quantityVariance,
    roundedText(picos(figures.invoicedQuantity - figures.usageQuantity)),
  );
  if (row.line) fillLine(cells, row.line, figures, formulas, book, sum);
  else Object.assign(cells, groupCells(row, figures, formulas, book));
  return cells;
}

function fillIdentity(cells: Cells, row: VarianceRow, { words }: Book): void {
  const level = (row.line ?? row.lines[0])?.level;
  cells.row = row.id;
  cells.skuRow = row.skuRow;
  cells.customerRow = row.customerRow;
  cells.subscription = row.subscriptionId ?? undefined;
  cells.sku = row.sku;
  cells.customer = row.customerOrgId ?? undefined;
  cells.customerExternal = row.customerExternalId ?? undefined;
  cells.consumer = row.consumerId ?? undefined;
  cells.grain = level === undefined ? undefined : words.levels[level];
}

/** What comes straight from the source rows: invoiced quantity and amount, user-days, and the way there. */
function fillSources(
  cells: Cells,
  row: VarianceRow,
  figures: VarianceFigures,
  formulas: VarianceFormulas,
  book: Book,
  sum: RowSum,
): void {
  const { invoiced, usage } = row.line ?? {};
  const { hasFormulas } = book.invoice;
  cells.invoicedQuantity = figureCell(
    hasFormulas && sum.invoicedQuantity === figures.invoicedQuantity ? formulas.invoicedQuantity : undefined,
    invoiced?.quantity ?? formatPicos(figures.invoicedQuantity),
  );
  cells.invoicedAmount = figureCell(
    hasFormulas && sum.invoicedAmount === figures.invoicedAmount ? formulas.invoicedAmount : undefined,
    invoiced?.amount ?? formatPicos(figures.invoicedAmount),
  );
  const level = oneLevel(row, figures, book);
  const userDays = level === undefined ? undefined : formulas.userDays(level);
  cells.userDays = figureCell(
    sum.userDays === figures.userDays ? userDays : undefined,
    usage?.userDays ?? formatPicos(figures.userDays),
  );
  cells.link = linkCell(sum, formulas, book);
}

/** A figure by a formula that is proven to yield it, or else as it is. */
const figureCell = (formula: string | undefined, number: DecimalText): WorkbookCell =>
  formula === undefined ? numberCell(number) : numberFormula(formula, number);

/** The report level that all lines were read from; undefined where they differ or none is held. */
function oneLevel({ line }: VarianceRow, { common }: VarianceFigures, book: Book): UsageLevel | undefined {
  if (line !== undefined) return book.usageLevelOf(line.level);
  const levels = new Set([...(common?.levels ?? [])].map((level) => book.usageLevelOf(level)));
  const [only] = levels;
  return levels.size === 1 ? only : undefined;
}

function linkCell(
  { invoiceRows, firstInvoiceRow }: RowSum,
  formulas: VarianceFormulas,
  book: Book,
): WorkbookCell {
  if (invoiceRows === 0 || book.invoice.parts.length !== 1) return undefined;
  const text = formulas.linkText(invoiceRows);
  return textFormula(formulas.link(text, firstInvoiceRow), text);
}

/** Direction by the sign of the variance, its class, cause, and what the reviewer chose on Exceptions. */
function fillJudgement(
  cells: Cells,
  row: VarianceRow,
  figures: VarianceFigures,
  formulas: VarianceFormulas,
  book: Book,
): void {
  const { words, texts } = book;
  const { line, lines } = row;
  cells.direction = directionCell(line, figures, formulas, book);
  if (line === undefined) {
    const differing = book.differencesBelow.get(row)?.count ?? 0;
    const counts = { differing: differing.toString(), all: lines.length.toString() };
    cells.class = differing === 0 ? words.classes.none : fillMessage(texts.someDiffer, counts);
    cells.cause = groupCause(row, book);
    return;
  }
  cells.class = words.classes[line.class];
  cells.match = words.matches[line.match];
  cells.cause = causeOf(line, book);
  if (!book.layout.homeOf.has(line) || book.options.omit?.includes('exceptions') === true) return;
  const work = book.sources.workOf?.(line);
  cells.reason = textFormula(formulas.reason, work?.reason === undefined ? '' : words.reasons[work.reason]);
  cells.workflow = textFormula(formulas.workflow, words.workflows[work?.status ?? 'open']);
}

function directionCell(
  line: LineDocument | undefined,
  figures: VarianceFigures,
  formulas: VarianceFormulas,
  { words }: Book,
): WorkbookCell {
  const variance = figures.amountVariance;
  if (variance === undefined) return line ? words.directions[line.direction] : undefined;
  const shown = roundedPicos(variance);
  const direction = shown > 0n ? 'over' : shown < 0n ? 'under' : 'nil';
  if (line && line.direction !== direction) return words.directions[line.direction];
  return textFormula(formulas.direction, words.directions[direction]);
}

const ONE = 10n ** BigInt(PICOS_DECIMALS);

/** The figures of a compared line, from quantity to components. */
function fillLine(
  cells: Cells,
  line: LineDocument,
  figures: VarianceFigures,
  formulas: VarianceFormulas,
  book: Book,
  sum: RowSum,
): void {
  const { expected, variance } = line;
  const price = exactOrUndefined(expected.unitPrice);
  fillUsageQuantity(cells, line, figures, formulas, book);
  cells.invoicedPrice = numberCell(line.invoiced.unitPrice);
  cells.expectedPrice = numberCell(expected.unitPrice);
  cells.priceSource =
    expected.priceSource === null ? book.texts.priceUnknown : book.words.priceSources[expected.priceSource];
  const { expectedAmount, amountVariance, components } = figures;
  if (price === undefined || expectedAmount === undefined || amountVariance === undefined || !components)
    return;
  const hasSums =
    book.invoice.hasFormulas &&
    sum.invoicedAmount === figures.invoicedAmount &&
    sum.invoicedQuantity === figures.invoicedQuantity;
  /** Whether the formula's figure is this one, to the last digit. */
  const proven = (
    isProven: boolean,
    formula: string,
    value: Picos,
    text: DecimalText | undefined,
  ): WorkbookCell =>
    isProven ? numberFormula(formula, roundedText(value, text)) : numberCell(text ?? formatPicos(value));
  const costOf = (quantity: Picos): bigint => quantity * price;
  const usageCost = costOf(figures.usageQuantity);
  const gapCost = costOf(picos(figures.invoicedQuantity - figures.usageQuantity));
  const shown = line.components;
  cells.expectedAmount = proven(
    usageCost === expectedAmount * ONE,
    formulas.expectedAmount,
    expectedAmount,
    expected.amount ?? undefined,
  );
  cells.amountVariance = proven(
    figures.invoicedAmount - expectedAmount === amountVariance,
    formulas.amountVariance,
    amountVariance,
    variance.amount ?? undefined,
  );
  cells.amountShare = shareCell(figures, formulas);
  cells.quantityEffect = proven(
    gapCost === components.quantity * ONE,
    formulas.quantityGap,
    components.quantity,
    shown?.quantity,
  );
  cells.priceEffect = proven(
    hasSums && sum.product - costOf(figures.invoicedQuantity) / ONE === components.price,
    formulas.priceEffect,
    components.price,
    shown?.price,
  );
  cells.lineRounding = proven(
    hasSums && figures.invoicedAmount - sum.product === components.lineRounding,
    formulas.lineRounding,
    components.lineRounding,
    shown?.lineRounding,
  );
  cells.unitRounding = proven(
    components.unitRounding !== 0n && gapCost / ONE === components.unitRounding,
    formulas.quantityGap,
    components.unitRounding,
    shown?.unitRounding,
  );
  cells.unexplained = proven(
    amountVariance -
      components.quantity -
      components.price -
      components.lineRounding -
      components.unitRounding ===
      components.unexplained,
    formulas.unexplained,
    components.unexplained,
    shown?.unexplained,
  );
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
function fillUsageQuantity(
  cells: Cells,
  line: LineDocument,
  figures: VarianceFigures,
  formulas: VarianceFormulas,
  book: Book,
): void {
  cells.usageQuantity = numberCell(line.usage.quantity);
  const unit: UnitBasisDocument | undefined = book.result.unitBasis.find(({ sku }) => sku === line.sku);
  if (!unit) return;
  const decimals = unit.decimals ?? STORED_DECIMALS;
  const rounding = ROUNDING_FUNCTIONS[unit.decimals === null ? 'half-up' : unit.rounding];
  const divided = divideMicros(
    picosToMicros(figures.userDays, 'half-up'),
    BigInt(unit.days),
    decimals,
    unit.decimals === null ? 'half-up' : unit.rounding,
  );
  if (rounding === undefined || toPicos(divided) !== figures.usageQuantity) return;
  cells.unitDays = countCell(unit.days);
  cells.unitDecimals = countCell(decimals);
  cells.usageQuantity = numberFormula(formulas.usageQuantity(rounding), line.usage.quantity);
}
