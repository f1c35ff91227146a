import { absolute, fromInteger, micros, sumOf, type Micros } from '../decimal/micros.ts';
import { AppError } from '../errors.ts';
import { periodDays } from '../period.ts';
import { mapInSteps, type Steps } from '../steps.ts';
import type { OverFullConsumer } from '../usage/usage-source.ts';
import type { AuditableRows } from './audit-rows.ts';
import { findLevelConflicts, type LevelConflicts } from './checks/level-conflicts.ts';
import { explainLine } from './explain/explain-line.ts';
import type { ExplainContext } from './explain/explain-context.ts';
import { duplicateFinder, type DuplicateFinder } from './explain/find-duplicates.ts';
import { overFullIndex } from './explain/over-full.ts';
import { severalSkus } from './explain/several-skus.ts';
import { unreadableIndex } from './explain/unreadable-rows.ts';
import type { ReconcileInput } from './input.ts';
import { judgeLine } from './judge-line.ts';
import type { AuditedRow, Line, LineKey, PairedLine, PricedLine } from './line.ts';
import { sortLines } from './line-names.ts';
import { pairWithMatches } from './manual/apply-matches.ts';
import { NO_MANUAL_RULES, type ManualMatch } from './manual/manual-rules.ts';
import type { ReconcileParameters } from './parameters.ts';
import { priceLookup } from './price-book.ts';
import { agreedPrices, priceLine } from './price-lines.ts';
import type { LineNames } from './result.ts';
import { suggester } from './suggest.ts';
import { suggestionDocument } from './suggestion-document.ts';
import { isWithin, lineTolerance, type LineTolerance } from './tolerance.ts';
import { breakdownsOf, type Breakdowns } from './unit-basis/breakdown.ts';
import { defaultCandidate, type UnitCandidate } from './unit-basis/candidate.ts';
import { convertUsage, unroundedQuantity } from './unit-basis/convert.ts';
import { inferUnitBasis, type UnitBasisFindings } from './unit-basis/infer.ts';

/** Lines that are gone through in one step; explaining one may ask the usage several times. */
const STEP_LINES = 500;
const STEP_LINES_EXPLAINED = 20;

/** What the lines are made of. */
export interface LineFacts {
  readonly input: ReconcileInput;
  readonly invoices: ReconcileInput['invoices'];
  readonly joined: AuditableRows;
  readonly audited: readonly AuditedRow[];
  readonly isComparable: boolean;
  readonly collapse: boolean;
  readonly namesOf: (key: LineKey) => LineNames;
}

/** Lines that are paired, and how their figures are found. */
interface PairedLines {
  readonly paired: readonly PairedLine[];
  readonly stale: readonly ManualMatch[];
  readonly unitBasis: UnitBasisFindings['choices'];
  readonly proposal: UnitBasisFindings['proposal'];
  readonly unitOf: (key: LineKey) => UnitCandidate;
  readonly breakdowns: Breakdowns;
  readonly price: (line: PairedLine) => PricedLine;
}

/** The lines as they are judged, and what the checks and issues ask of them. */
export interface ComparedLines extends Omit<PairedLines, 'paired' | 'breakdowns' | 'price'> {
  readonly lines: readonly Line[];
  readonly toleranceOf: (line: PricedLine) => LineTolerance;
  readonly conflicts: LevelConflicts;
  readonly overFull: readonly OverFullConsumer[];
  readonly duplicates: DuplicateFinder;
}

/** Pairs charges with usage, and finds in which unit and at which price each line is counted. */
function* pairAndMeasure(facts: LineFacts): Steps<PairedLines> {
  const { input, audited, isComparable, collapse } = facts;
  const { period, parameters, usage } = input;
  const { matches } = parameters.manual ?? NO_MANUAL_RULES;
  const { lines: paired, stale } = isComparable
    ? yield* pairWithMatches(audited, usage, period, matches)
    : { lines: [], stale: matches };
  const breakdowns = breakdownsOf(usage, collapse);
  const { choices: unitBasis, proposal } = yield* inferUnitBasis(
    paired.filter(isOneUsage),
    parameters,
    breakdowns,
  );
  const unitOf = unitLookup(unitBasis, parameters);
  const pricing = {
    period,
    names: usage.names,
    lookup: priceLookup(parameters.priceBook, oneCurrency(input)),
    agreedPrice: agreedPrices(audited),
  };
  const quantityOf = (line: PairedLine): Micros => {
    const unit = unitOf(line.key);
    return convertUsage(line, unit, breakdowns) ?? unroundedQuantity(line.usage.parts, unit.basis);
  };
  return {
    paired,
    stale,
    unitBasis,
    proposal,
    unitOf,
    breakdowns,
    // Usage that a person has put together is converted line by line, each in its own unit.
    price: (line) => priceLine(line, sumOf(line.members ?? [line], quantityOf), pricing),
  };
}

function unitLookup(
  unitBasis: UnitBasisFindings['choices'],
  parameters: ReconcileParameters,
): (key: LineKey) => UnitCandidate {
  const fallback = defaultCandidate(
    parameters,
    parameters.unitBasis === 'auto' ? 'user-months' : parameters.unitBasis,
  );
  return ({ sku }) => unitBasis.get(sku)?.candidate ?? fallback;
}

const toleranceLookup =
  (
    unitOf: (key: LineKey) => UnitCandidate,
    currency: string | undefined,
    { tolerance }: ReconcileParameters,
  ): ((line: PricedLine) => LineTolerance) =>
  (line) =>
    lineTolerance(line, unitOf(line.key).basis, currency, tolerance);

/**
 * Prices, explains and judges the lines, and puts them in their order. A line is priced when it is judged: the lines of
 * a large month never stand in memory as priced ones as well.
 */
export function* compareLines(facts: LineFacts): Steps<ComparedLines> {
  const { input, invoices, joined, collapse, namesOf } = facts;
  const { period, parameters, usage } = input;
  const { paired, stale, unitBasis, proposal, unitOf, breakdowns, price } = yield* pairAndMeasure(facts);
  const toleranceOf = toleranceLookup(unitOf, oneCurrency(input), parameters);
  yield;
  const isTolerated = yield* tolerated(paired, price, toleranceOf, parameters.tolerance.cap);
  const days = periodDays(period);
  const fullUserDays = fromInteger(days);
  const overFull = usage.levels.includes('user') ? usage.overFullConsumers(fullUserDays) : [];
  const conflicts = yield* findLevelConflicts(usage, collapse);
  yield;
  const duplicates = duplicateFinder(invoices, input.cellsOf);
  yield;
  const context: Omit<ExplainContext, 'unit' | 'tolerance'> = {
    period,
    days,
    usage,
    breakdowns,
    duplicates,
    overFull: overFullIndex(overFull, collapse),
    severalSkus: severalSkus(usage),
    conflicts,
    namesOf,
    unreadable: unreadableIndex(joined.unreadable),
    fullUserDays,
  };
  const unbilled = yield* mapInSteps(paired.filter(isUnbilled), STEP_LINES, price);
  const suggest = suggester(unbilled, {
    customerOf: ({ key }) => namesOf(key).customerExternalId ?? '',
    skuOf: ({ key, rows: own }) => [namesOf(key).sku, own[0]?.row.description ?? ''].join(' '),
  });
  yield;
  const judged = yield* mapInSteps(paired, STEP_LINES_EXPLAINED, (pairedLine): Line => {
    const line = price(pairedLine);
    const tolerance = toleranceOf(line);
    const within = isTolerated(line, tolerance);
    const explained = explainLine(line, within, { ...context, unit: unitOf(line.key), tolerance });
    const suggestions = suggest(line).map((suggestion) => suggestionDocument(suggestion, namesOf));
    return judgeLine(explained.line, explained.explanations, tolerance, within, suggestions);
  });
  const lines = yield* sortLines(judged, namesOf);
  return { lines, stale, unitBasis, proposal, unitOf, toleranceOf, conflicts, overFull, duplicates };
}

/** The currency of the invoices; undefined where none states one. Throws CURRENCY_MIXED. */
export function oneCurrency(input: ReconcileInput): string | undefined {
  const currencies = [
    ...new Set(input.invoices.map(({ currency }) => currency).filter((code) => code !== undefined)),
  ].sort();
  if (currencies.length > 1) throw new AppError('CURRENCY_MIXED', { currencies: currencies.join(', ') });
  return currencies[0];
}

/** Within tolerance, unless what is tolerated sums to more than the cap: then every tolerated difference counts. */
function* tolerated(
  lines: readonly PairedLine[],
  price: (line: PairedLine) => PricedLine,
  toleranceOf: (line: PricedLine) => LineTolerance,
  cap: bigint | undefined,
): Steps<(line: PricedLine, tolerance: LineTolerance) => boolean> {
  if (cap === undefined) return isWithin;
  let sum = 0n;
  for (const [index, line] of lines.entries()) {
    if (index % STEP_LINES === 0) yield;
    const priced = price(line);
    if (isWithin(priced, toleranceOf(priced))) sum += absolute(priced.varianceAmount ?? 0n);
  }
  if (sum <= micros(cap) * 1_000_000n) return isWithin;
  return (line, tolerance) =>
    line.varianceAmount === 0n && line.varianceQuantity === 0n && isWithin(line, tolerance);
}

/** Whether a line is usage that no charge is held against. */
const isUnbilled = ({ rows, usage }: PairedLine): boolean => rows.length === 0 && usage.userDays !== 0n;

/** Whether a line's usage is that of one key: only such a line tells how the invoice counts. */
const isOneUsage = ({ members }: PairedLine): boolean => members === undefined;
