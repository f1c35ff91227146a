import { addMicros, micros, picos, sumOf, toPicos, ZERO } from '../decimal/micros.ts';
import { NOT_AUDITED_CLASSES, type ComparedRow, type RowClass } from '../invoice/invoice-row.ts';
import type { Steps } from '../steps.ts';
import type { AuditedRow, Line } from './line.ts';
import type { CheckResult } from './checks/check-result.ts';
import type { Coverage, Totals } from './result.ts';
import type { CheckId, Verdict } from './result-document.ts';

const isNotAudited = (rowClass: RowClass): boolean =>
  (NOT_AUDITED_CLASSES as readonly RowClass[]).includes(rowClass);

/** Whether a row's amount belongs to the invoice's total outside the audited charges. */
export const countsAsNotAudited = (row: ComparedRow, audited: ReadonlySet<ComparedRow>): boolean =>
  !row.quarantined && !audited.has(row) && (isNotAudited(row.rowClass) || row.rowClass === 'charge');

/** Where the rows of an invoice went. */
export interface RowPlaces {
  readonly rows: readonly ComparedRow[];
  readonly audited: readonly AuditedRow[];
  /** The rows of `audited`, each once. */
  readonly auditedRows: ReadonlySet<ComparedRow>;
  /** Charges that lack a figure: they count as quarantined. */
  readonly lacking: ReadonlySet<ComparedRow>;
}

/** Counts where every row went. */
export function coverageOf({ rows, audited, auditedRows, lacking }: RowPlaces): Coverage {
  const excludedByClass = new Map<RowClass, number>();
  let quarantined = 0;
  let whole = 0n;
  for (const row of rows) {
    if (row.quarantined || lacking.has(row)) {
      quarantined += 1;
      continue;
    }
    if (row.rowClass !== 'subtotal') whole += row.amount ?? 0n;
    if (auditedRows.has(row)) continue;
    excludedByClass.set(row.rowClass, (excludedByClass.get(row.rowClass) ?? 0) + 1);
  }
  return {
    invoiceRows: rows.length,
    audited: auditedRows.size,
    quarantined,
    excluded: rows.length - auditedRows.size - quarantined,
    excludedByClass,
    auditedAmount: sumOf(audited, ({ amount }) => amount),
    wholeAmount: micros(whole),
  };
}

/** Lines that are gone through in one step. */
const STEP_LINES = 2000;

/** Sums the lines, and the rows beside them. */
export function* totalsOf(
  lines: readonly Line[],
  { rows, audited, auditedRows, lacking }: RowPlaces,
): Steps<Totals> {
  const invoiced = sumOf(audited, ({ amount }) => amount);
  yield;
  const variance = lines.reduce((sum, line) => sum + (line.varianceAmount ?? 0n), 0n);
  yield;
  const notAudited = rows
    .filter((row) => !lacking.has(row) && countsAsNotAudited(row, auditedRows))
    .reduce((sum, { amount }) => addMicros(sum, amount ?? ZERO), ZERO);
  const sums = { quantity: 0n, price: 0n, lineRounding: 0n, unitRounding: 0n, unexplained: 0n };
  for (const [index, { components }] of lines.entries()) {
    if (index % STEP_LINES === 0) yield;
    if (components === undefined) continue;
    sums.quantity += components.quantity;
    sums.price += components.price;
    sums.lineRounding += components.lineRounding;
    sums.unitRounding += components.unitRounding;
    sums.unexplained += components.unexplained;
  }
  return {
    invoiced,
    expected: picos(toPicos(invoiced) - variance),
    variance: picos(variance),
    notAudited,
    components: {
      quantity: picos(sums.quantity),
      price: picos(sums.price),
      lineRounding: picos(sums.lineRounding),
      unitRounding: picos(sums.unitRounding),
      unexplained: picos(sums.unexplained),
    },
  };
}

/** The checks without which no figure can be relied on. */
const BLOCKING: readonly CheckId[] = ['T1', 'T3', 'T4', 'T7'];

/** What the verdict is about. */
export interface VerdictFacts {
  readonly audited: number;
  readonly hasUsage: boolean;
  /** Whether charges of another period stand on the invoice. */
  readonly hasOtherPeriod: boolean;
  readonly outsidePeriodRows: number;
  readonly quarantinedUsageRows: number;
  readonly checks: readonly CheckResult[];
  readonly lines: readonly Line[];
}

/** The verdict, and why where it is not about figures. Nothing audited is never "all clear". */
export function verdictOf(facts: VerdictFacts): {
  readonly verdict: Verdict;
  readonly reasons: readonly string[];
} {
  const missing = [
    ...(facts.hasUsage ? [] : ['NO_USAGE']),
    ...(!facts.hasUsage && facts.outsidePeriodRows > 0 ? ['PERIOD_DIFFERS'] : []),
    ...(facts.hasUsage && facts.audited === 0 ? ['NO_AUDITED_ROWS'] : []),
    ...(facts.hasUsage && facts.audited === 0 && facts.hasOtherPeriod ? ['PERIOD_DIFFERS'] : []),
  ];
  if (missing.length > 0) return { verdict: 'not-reconcilable', reasons: missing };
  const blocking = [
    ...facts.checks
      .filter(({ id, status }) => BLOCKING.includes(id) && status === 'check')
      .map(({ id }) => id),
    ...(facts.quarantinedUsageRows > 0 ? ['USAGE_ROWS_QUARANTINED'] : []),
  ];
  if (blocking.length > 0) return { verdict: 'blocked', reasons: blocking };
  const isTied = facts.lines.every(({ withinTolerance }) => withinTolerance);
  return { verdict: isTied ? 'tied' : 'variances', reasons: [] };
}
