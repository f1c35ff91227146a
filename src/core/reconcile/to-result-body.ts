import { compareOptionalText, compareText } from '../compare.ts';
import {
  divideMicros,
  formatMicros,
  fromInteger,
  formatPicos,
  micros,
  picos,
  type Micros,
  type Picos,
} from '../decimal/micros.ts';
import { ROW_CLASSES } from '../invoice/invoice-row.ts';
import { periodDays } from '../period.ts';
import { finish, mapInSteps, sortInSteps, type Steps } from '../steps.ts';
import { compareSourceRefs, type SourceId, type SourceRef } from '../source.ts';
import type { Components, Line } from './line.ts';
import type { LineNames, ReconcileResult, RunIssue } from './result.ts';
import {
  RESULT_SCHEMA,
  withLines,
  type BodyHead,
  type CheckDocument,
  type ComponentsDocument,
  type EvidenceDocument,
  type IssueDocument,
  type LineDocument,
  type ResultBody,
  type UnitBasisDocument,
} from './result-document.ts';
import { basisDays } from './unit-basis/infer.ts';

const orNull = (value: string | undefined): string | null => value ?? null;
const microsOrNull = (value: Micros | undefined): string | null =>
  value === undefined ? null : formatMicros(value);
const picosOrNull = (value: Picos | undefined): string | null =>
  value === undefined ? null : formatPicos(value);

/** Writes a result as the document of the command line's contract; `fileOf` names the sources. */
export const toResultBody = (result: ReconcileResult, fileOf: (source: SourceId) => string): ResultBody =>
  withLines(finish(toBodyHeadInSteps(result, fileOf)), [...lineDocuments(result, fileOf)]);

/** The documents of a result's lines, in their order, each made when it is asked for. */
export function* lineDocuments(
  result: Pick<ReconcileResult, 'lines' | 'namesOf'>,
  fileOf: (source: SourceId) => string,
): Generator<LineDocument, void> {
  const evidence = (ref: SourceRef): EvidenceDocument => ({
    file: fileOf(ref.source),
    sheet: ref.sheet ?? null,
    row: ref.row,
  });
  for (const line of result.lines) yield lineDocument(line, result.namesOf(line.key), evidence);
}

/** Issues that are gone through in one step. */
const STEP_ISSUES = 500;

/** The document without its lines, in steps of a few milliseconds. */
export function* toBodyHeadInSteps(
  result: ReconcileResult,
  fileOf: (source: SourceId) => string,
): Steps<BodyHead> {
  const { coverage, totals, period } = result;
  const issues = yield* issueDocuments(result.issues, fileOf);
  const excludedByClass = ROW_CLASSES.flatMap((rowClass) => {
    const count = coverage.excludedByClass.get(rowClass);
    return count === undefined ? [] : [[rowClass, count] as const];
  });
  return {
    schema: RESULT_SCHEMA,
    period: { start: period.start, end: period.end, days: periodDays(period) },
    currency: orNull(result.currency),
    verdict: result.verdict,
    verdictReasons: result.verdictReasons,
    sources: [...result.sources]
      .sort((a, b) => compareText(sourceOrder(a), sourceOrder(b)))
      .map(({ kind, source, rows, level }) => ({ kind, file: fileOf(source), sha256: source, rows, level })),
    coverage: {
      invoiceRows: coverage.invoiceRows,
      audited: coverage.audited,
      excluded: coverage.excluded,
      quarantined: coverage.quarantined,
      excludedByClass: Object.fromEntries(excludedByClass),
      auditedAmount: formatMicros(coverage.auditedAmount),
      amountShare: share(coverage.auditedAmount, coverage.wholeAmount),
    },
    unitBasis: unitBasisDocuments(result),
    totals: {
      invoiced: formatMicros(totals.invoiced),
      expected: formatPicos(totals.expected),
      variance: formatPicos(totals.variance),
      notAudited: formatMicros(totals.notAudited),
      components: componentsDocument(totals.components),
    },
    checks: result.checks.map(({ id, left, right, tolerance, failures, status }): CheckDocument => ({
      id,
      left: picosOrNull(left),
      right: picosOrNull(right),
      difference: left === undefined || right === undefined ? null : formatPicos(picos(left - right)),
      tolerance: picosOrNull(tolerance),
      status,
      failing: failures.length,
    })),
    issues,
  };
}

const SOURCE_KINDS = ['invoice', 'report', 'price-book', 'alias'];
const sourceOrder = ({ kind, level, source }: ReconcileResult['sources'][number]): string =>
  `${SOURCE_KINDS.indexOf(kind)} ${level ?? ''} ${source}`;

/** A share to three decimals; 0 of nothing is 0. Only the whole is 1: what is nearly all must not read as all. */
function share(part: Micros, whole: Micros): string {
  if (whole === 0n) return '0';
  const rounded = divideMicros(micros(part * 1_000_000n), whole, 3, 'half-up');
  return formatMicros(rounded === fromInteger(1) && part !== whole ? micros(999_000n) : rounded);
}

const componentsDocument = (components: Components): ComponentsDocument => ({
  quantity: formatPicos(components.quantity),
  price: formatPicos(components.price),
  lineRounding: formatPicos(components.lineRounding),
  unitRounding: formatPicos(components.unitRounding),
  unexplained: formatPicos(components.unexplained),
});

function unitBasisDocuments(result: ReconcileResult): readonly UnitBasisDocument[] {
  const days = periodDays(result.period);
  return [...result.unitBasis]
    .map(([sku, { candidate, inferred, fit }]): UnitBasisDocument => ({
      sku: result.namesOf({ sku, subscription: undefined, customer: undefined, consumer: undefined }).sku,
      basis: candidate.basis,
      days: basisDays(candidate.basis, days),
      decimals: candidate.decimals ?? null,
      rounding: candidate.rounding,
      grain: candidate.grain,
      inferred,
      fit: { matching: fit.matching, of: fit.of, maxResidual: formatMicros(fit.maxResidual) },
    }))
    .sort((a, b) => compareText(a.sku, b.sku));
}

function lineDocument(
  line: Line,
  names: LineNames,
  evidence: (ref: SourceRef) => EvidenceDocument,
): LineDocument {
  const refs = line.rows.map(({ row }) => row.ref).sort(compareSourceRefs);
  return {
    level: line.level,
    subscriptionId: orNull(names.subscriptionId),
    sku: names.sku,
    customerOrgId: orNull(names.customerOrgId),
    customerExternalId: orNull(names.customerExternalId),
    consumerId: orNull(names.consumerId),
    match: line.match,
    rule: line.rule,
    class: line.varianceClass,
    direction: line.direction,
    withinTolerance: line.withinTolerance,
    invoiced: {
      quantity: formatMicros(line.invoicedQuantity),
      unitPrice: microsOrNull(line.invoicedUnitPrice),
      amount: formatMicros(line.invoicedAmount),
      rows: refs.map(evidence),
    },
    usage: {
      userDays: formatMicros(line.usage.userDays),
      quantity: formatMicros(line.usageQuantity),
      rows: line.usage.rows,
    },
    expected: {
      unitPrice: microsOrNull(line.expectedUnitPrice),
      amount: picosOrNull(line.expectedAmount),
      priceSource: line.priceSource ?? null,
    },
    variance: { quantity: formatMicros(line.varianceQuantity), amount: picosOrNull(line.varianceAmount) },
    components: line.components ? componentsDocument(line.components) : null,
    explanations: line.explanations.map(({ code, amount, certainty, params, evidence: refsOf }) => ({
      code,
      amount: picosOrNull(amount),
      certainty,
      params,
      evidence: [...refsOf].sort(compareSourceRefs).map(evidence),
    })),
    suggestions: line.suggestions,
    ...(line.manualMatch === undefined ? {} : { manualMatch: line.manualMatch }),
  };
}

function* issueDocuments(
  issues: readonly RunIssue[],
  fileOf: (source: SourceId) => string,
): Steps<readonly IssueDocument[]> {
  const sorted = yield* sortInSteps(issues, STEP_ISSUES, compareIssues);
  return yield* mapInSteps(sorted, STEP_ISSUES, ({ code, severity, source, sheet, row, column, text }) => ({
    code,
    severity,
    file: source === undefined ? null : fileOf(source),
    sheet: orNull(sheet),
    row: row ?? null,
    column: orNull(column),
    text: orNull(text),
  }));
}

const compareIssues = (a: RunIssue, b: RunIssue): number =>
  compareText(a.code, b.code) ||
  compareOptionalText(a.source, b.source) ||
  compareOptionalText(a.sheet, b.sheet) ||
  (a.row ?? 0) - (b.row ?? 0) ||
  compareOptionalText(a.column, b.column) ||
  compareOptionalText(a.text, b.text);
