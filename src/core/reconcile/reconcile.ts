import { periodDays } from '../period.ts';
import { auditRowsInSteps } from './audit-rows.ts';
import { compareLines, oneCurrency } from './compare-lines.ts';
import { checkCompleteness, checkLineAmounts, checkStatedTotals } from './checks/invoice-checks.ts';
import {
  checkComponents,
  checkCoverage,
  checkCustomerQuantity,
  checkLevels,
  checkPartnerQuantity,
} from './checks/usage-checks.ts';
import { noData } from './checks/check-result.ts';
import type { ReconcileInput } from './input.ts';
import type { Line } from './line.ts';
import { lineNames } from './line-names.ts';
import { reclassify } from './manual/apply-rows.ts';
import { NO_MANUAL_RULES } from './manual/manual-rules.ts';
import { matchIssues } from './manual/match-issues.ts';
import type { ReconcileResult } from './result.ts';
import { runIssues } from './run-issues.ts';
import { countsAsNotAudited, coverageOf, totalsOf, verdictOf } from './summarise.ts';
import { type LineTolerance } from './tolerance.ts';
import { finish, type Steps } from '../steps.ts';

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
  const hasUsage = hasAnyUsage(input);
  const joined = yield* auditRowsInSteps(rows, usage, period, parameters.aliases, manual);
  // Only the same period can be compared: without usage, or without a charge of the period, nothing is.
  const isComparable = hasUsage && joined.audited.some(({ inPeriod }) => inPeriod);
  const audited = isComparable ? joined.audited : [];
  const collapse = audited.length > 0 && audited.every(({ key }) => key.subscription === undefined);
  yield;
  const namesOf = lineNames(joined.audited, usage.names);

  const compared = yield* compareLines({ input, invoices, joined, audited, isComparable, collapse, namesOf });
  const { lines, stale, unitBasis, proposal, unitOf, toleranceOf, conflicts, overFull, duplicates } =
    compared;

  yield;
  const lacking = new Set(joined.incomplete);
  const auditedRows = new Set(audited.map(({ row }) => row));
  const places = { rows, audited, auditedRows, lacking };
  const coverage = coverageOf(places);
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
  const totals = yield* totalsOf(lines, places);
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

function hasAnyUsage({ usage }: ReconcileInput): boolean {
  return usage.levels.some((level) => {
    for (const total of usage.totals(level, 'partner')) if (total.rows > 0) return true;
    return false;
  });
}
