import { fromInteger, micros, absolute, sumMicros, type Micros } from '../decimal/micros.ts';
import { AppError } from '../errors.ts';
import { periodDays } from '../period.ts';
import { auditRowsInSteps } from './audit-rows.ts';
import { checkCompleteness, checkLineAmounts, checkStatedTotals } from './checks/invoice-checks.ts';
import { findLevelConflicts } from './checks/level-conflicts.ts';
import {
  checkComponents,
  checkCoverage,
  checkCustomerQuantity,
  checkLevels,
  checkPartnerQuantity,
} from './checks/usage-checks.ts';
import { noData } from './checks/check-result.ts';
import { explainLine } from './explain/explain-line.ts';
import type { ExplainContext } from './explain/explain-context.ts';
import { duplicateFinder } from './explain/find-duplicates.ts';
import { unreadableIndex } from './explain/unreadable-rows.ts';
import { overFullIndex } from './explain/over-full.ts';
import { severalSkus } from './explain/several-skus.ts';
import type { ReconcileInput } from './input.ts';
import { judgeLine } from './judge-line.ts';
import type { Line, LineKey, PairedLine, PricedLine } from './line.ts';
import { lineNames, sortLines } from './line-names.ts';
import { pairWithMatches } from './manual/apply-matches.ts';
import { reclassify } from './manual/apply-rows.ts';
import { NO_MANUAL_RULES } from './manual/manual-rules.ts';
import { matchIssues } from './manual/match-issues.ts';
import { priceLookup } from './price-book.ts';
import { agreedPrices, priceLine } from './price-lines.ts';
import type { ReconcileResult } from './result.ts';
import { runIssues } from './run-issues.ts';
import { suggester } from './suggest.ts';
import { suggestionDocument } from './suggestion-document.ts';
import { countsAsNotAudited, coverageOf, totalsOf, verdictOf } from './summarise.ts';
import { isWithin, lineTolerance, type LineTolerance } from './tolerance.ts';
import { breakdownsOf } from './unit-basis/breakdown.ts';
import { defaultCandidate, type UnitCandidate } from './unit-basis/candidate.ts';
import { convertUsage, unroundedQuantity } from './unit-basis/convert.ts';
import { inferUnitBasis } from './unit-basis/infer.ts';
import { finish, mapInSteps, type Steps } from '../steps.ts';

/** Lines that are gone through in one step; explaining one may ask the usage several times. */
const STEP_LINES = 500;
const STEP_LINES_EXPLAINED = 20;

/**
 * Reconciles an invoice with the usage of a period: the whole engine, pure and deterministic.
 *
 * Where there is no usage at all nothing is compared: the charges stay unaudited and the verdict says so, because
 * a variance against nothing would be an invention.
 *
 * @throws AppError CURRENCY_MIXED, PRICE_BOOK_AMBIGUOUS
 */
export const reconcile = (input: ReconcileInput): ReconcileResult => finish(reconcileInSteps(input));

/** The same in steps of a few milliseconds. */
export function* reconcileInSteps(input: ReconcileInput): Steps<ReconcileResult> {
  const { period, parameters, usage } = input;
  const manual = parameters.manual ?? NO_MANUAL_RULES;
  const { invoices, issues: classIssues } = reclassify(input.invoices, manual);
  const rows = invoices.flatMap((invoice) => invoice.rows);
  const currency = oneCurrency(input);
  const days = periodDays(period);
  const fullUserDays = fromInteger(days);
  const hasUsage = hasAnyUsage(input);
  const joined = yield* auditRowsInSteps(rows, usage, period, parameters.aliases, manual);
  // Only the same period can be compared: without usage, or without a charge of the period, nothing is.
  const isComparable = hasUsage && joined.audited.some(({ inPeriod }) => inPeriod);
  const audited = isComparable ? joined.audited : [];
  const collapse = audited.length > 0 && audited.every(({ key }) => key.subscription === undefined);
  const namesOf = lineNames(joined.audited, usage.names);

  const { lines: paired, stale } = isComparable
    ? yield* pairWithMatches(audited, usage, period, manual.matches)
    : { lines: [], stale: manual.matches };
  const breakdowns = breakdownsOf(usage, collapse);
  const { choices: unitBasis, proposal } = yield* inferUnitBasis(
    paired.filter(isOneUsage),
    parameters,
    breakdowns,
  );
  const fallback = defaultCandidate(
    parameters,
    parameters.unitBasis === 'auto' ? 'user-months' : parameters.unitBasis,
  );
  const unitOf = ({ sku }: LineKey): UnitCandidate => unitBasis.get(sku)?.candidate ?? fallback;
  const pricing = {
    period,
    names: usage.names,
    lookup: priceLookup(parameters.priceBook, currency),
    agreedPrice: agreedPrices(audited),
  };
  const quantityOf = (line: PairedLine): Micros => {
    const unit = unitOf(line.key);
    return convertUsage(line, unit, breakdowns) ?? unroundedQuantity(line.usage.parts, unit.basis);
  };
  // Usage that a person has put together is converted line by line, each in its own unit.
  const priced = yield* mapInSteps(paired, STEP_LINES, (line) =>
    priceLine(line, sumMicros((line.members ?? [line]).map(quantityOf)), pricing),
  );

  const toleranceOf = (line: PricedLine): LineTolerance =>
    lineTolerance(line, unitOf(line.key).basis, currency, parameters.tolerance);
  const isTolerated = withCap(priced, toleranceOf, parameters.tolerance.cap);
  const overFull = usage.levels.includes('user') ? usage.overFullConsumers(fullUserDays) : [];
  const conflicts = yield* findLevelConflicts(usage, collapse);
  const duplicates = duplicateFinder(invoices);
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
  const suggest = suggester(priced, {
    customerOf: ({ key }) => namesOf(key).customerExternalId ?? '',
    skuOf: ({ key, rows: own }) => [namesOf(key).sku, own[0]?.row.description ?? ''].join(' '),
  });
  const judged = yield* mapInSteps(priced, STEP_LINES_EXPLAINED, (line): Line => {
    const within = isTolerated(line);
    const tolerance = toleranceOf(line);
    const explained = explainLine(line, within, { ...context, unit: unitOf(line.key), tolerance });
    const suggestions = suggest(line).map((suggestion) => suggestionDocument(suggestion, namesOf));
    return judgeLine(explained.line, explained.explanations, tolerance, within, suggestions);
  });
  const lines = yield* sortLines(judged, namesOf);

  yield;
  const coverage = coverageOf(rows, audited, joined.incomplete);
  const auditedRows = new Set(audited.map(({ row }) => row));
  const lacking = new Set(joined.incomplete);
  const quantityTolerance = (line: Line): LineTolerance['quantity'] => toleranceOf(line).quantity;
  yield;
  const statedTotals = checkStatedTotals(
    invoices,
    (row) => auditedRows.has(row) || (!lacking.has(row) && countsAsNotAudited(row, auditedRows)),
    currency,
  );
  yield;
  const lineAmounts = checkLineAmounts(joined.whole, currency);
  yield;
  const checks = [
    statedTotals,
    lineAmounts,
    checkLevels('T3', conflicts.partnerToCustomer),
    checkLevels('T4', conflicts.customerToUser),
    yield* checkPartnerQuantity(lines, usage, collapse, { unitOf, quantityTolerance, days }),
    yield* checkCustomerQuantity(lines, usage, quantityTolerance),
    checkCompleteness(
      coverage.invoiceRows,
      coverage.audited + coverage.excluded,
      rows.filter((row) => row.quarantined || lacking.has(row)),
    ),
    checkCoverage(usage, period),
    noData('T9'),
    yield* checkComponents(lines),
  ];
  const totals = yield* totalsOf(lines, rows, audited, joined.incomplete);
  yield;
  const { verdict, reasons } = verdictOf({
    audited: audited.length,
    hasUsage,
    hasOtherPeriod: joined.audited.some(({ inPeriod }) => !inPeriod),
    outsidePeriodRows: input.usageLeftOut.outsidePeriodRows,
    quarantinedUsageRows: input.usageLeftOut.quarantinedRows,
    checks,
    lines,
  });
  return {
    period,
    currency,
    verdict,
    verdictReasons: reasons,
    sources: input.sources,
    coverage,
    unitBasis,
    totals,
    checks,
    lines,
    issues: [
      ...input.issues,
      ...classIssues,
      ...joined.issues,
      ...matchIssues(lines, stale, namesOf),
      ...runIssues({ input, lines, overFull, duplicates, unitBasis, proposal, namesOf }),
    ],
    namesOf,
  };
}

function oneCurrency(input: ReconcileInput): string | undefined {
  const currencies = [
    ...new Set(input.invoices.map(({ currency }) => currency).filter((code) => code !== undefined)),
  ].sort();
  if (currencies.length > 1) throw new AppError('CURRENCY_MIXED', { currencies: currencies.join(', ') });
  return currencies[0];
}

function hasAnyUsage({ usage }: ReconcileInput): boolean {
  return usage.levels.some((level) => {
    for (const total of usage.totals(level, 'partner')) if (total.rows > 0) return true;
    return false;
  });
}

/** Within tolerance, unless what is tolerated sums to more than the cap: then every tolerated difference counts. */
function withCap(
  lines: readonly PricedLine[],
  toleranceOf: (line: PricedLine) => LineTolerance,
  cap: bigint | undefined,
): (line: PricedLine) => boolean {
  const within = new Set(lines.filter((line) => isWithin(line, toleranceOf(line))));
  const isExact = (line: PricedLine): boolean => line.varianceAmount === 0n && line.varianceQuantity === 0n;
  const tolerated = [...within].reduce((sum, line) => sum + absolute(line.varianceAmount ?? 0n), 0n);
  if (cap === undefined || tolerated <= micros(cap) * 1_000_000n) return (line) => within.has(line);
  return (line) => within.has(line) && isExact(line);
}

/** Whether a line's usage is that of one key: only such a line tells how the invoice counts. */
const isOneUsage = ({ members }: PairedLine): boolean => members === undefined;
