import { absolute, micros, type Micros, type Picos } from '#core/decimal/micros.ts';
import type { ComparedRow, RowClass, StatedTotal } from '#core/invoice/invoice-row.ts';
import type { Period } from '#core/period.ts';
import { checkStatedTotals } from '#core/reconcile/checks/invoice-checks.ts';
import { periodOfInvoice } from '#core/reconcile/choose-period.ts';
import type { CheckStatus } from '#core/reconcile/result-document.ts';
import { countsAsNotAudited } from '#core/reconcile/summarise.ts';
import type { InvoiceReading } from '../../importers/invoice/invoice-reading.ts';

/** The rows of one class by the rule that gave it. */
export interface ClassCount {
  readonly rowClass: RowClass;
  readonly rule: string;
  readonly rows: number;
  /** Sum of their amounts; rows without one add nothing. */
  readonly amount: Micros;
}

/** The figures of a reading: what an import of it would bring. */
export interface DraftSummary {
  readonly number: string | undefined;
  readonly date: string | undefined;
  readonly currency: string | undefined;
  readonly window: Period | undefined;
  readonly rows: number;
  readonly quarantined: number;
  /** By class and rule, quarantined rows left out. */
  readonly classes: readonly ClassCount[];
  readonly statedTotals: readonly StatedTotal[];
  /** T1 as the reconciliation will make it: kept, stated, and whether they tie out. */
  readonly tieOut: {
    readonly status: CheckStatus;
    readonly kept: Picos | undefined;
    readonly stated: Picos | undefined;
    readonly difference: Picos | undefined;
    readonly tolerance: Picos | undefined;
  };
  /** Sum of the amounts that are kept, tax rows included. */
  readonly keptAmount: Micros;
  readonly chargeAmount: Micros;
  readonly chargeQuantity: Micros;
  readonly issues: { readonly error: number; readonly warning: number; readonly info: number };
}

const NO_ROWS: ReadonlySet<ComparedRow> = new Set();

/** Sums a reading up. Exact, and the same as an import of it would hold. */
export function summariseReading({ document, issues }: InvoiceReading): DraftSummary {
  const { rows, currency } = document;
  const isKept = (row: ComparedRow): boolean => countsAsNotAudited(row, NO_ROWS);
  const check = checkStatedTotals([document], isKept, currency);
  const kept = rows.filter(isKept);
  const charges = kept.filter(({ rowClass }) => rowClass === 'charge');
  const count = (severity: 'error' | 'warning' | 'info'): number =>
    issues.filter((issue) => issue.severity === severity).length;
  const { left, right } = check;
  return {
    number: document.number,
    date: document.date,
    currency,
    window: periodOfInvoice(rows),
    rows: rows.length,
    quarantined: rows.filter(({ quarantined }) => quarantined).length,
    classes: countClasses(rows),
    statedTotals: document.statedTotals,
    tieOut: {
      status: check.status,
      kept: left,
      stated: right,
      difference: left === undefined || right === undefined ? undefined : ((left - right) as Picos),
      tolerance: check.tolerance,
    },
    keptAmount: sum(kept, 'amount'),
    chargeAmount: sum(charges, 'amount'),
    chargeQuantity: sum(charges, 'quantity'),
    issues: { error: count('error'), warning: count('warning'), info: count('info') },
  };
}

const sum = (rows: readonly ComparedRow[], field: 'amount' | 'quantity'): Micros =>
  micros(rows.reduce((total, row) => total + (row[field] ?? 0n), 0n));

function countClasses(rows: readonly ComparedRow[]): readonly ClassCount[] {
  const counts = new Map<string, { rowClass: RowClass; rule: string; rows: number; amount: bigint }>();
  for (const { rowClass, classRule, quarantined, amount } of rows) {
    if (quarantined) continue;
    const key = `${rowClass} ${classRule}`;
    const held = counts.get(key) ?? { rowClass, rule: classRule, rows: 0, amount: 0n };
    held.rows += 1;
    held.amount += amount ?? 0n;
    counts.set(key, held);
  }
  return [...counts.values()]
    .sort((a, b) => b.rows - a.rows || (a.rule < b.rule ? -1 : 1))
    .map((held) => ({ ...held, amount: micros(held.amount) }));
}

/** Whether two readings bring the same figures. */
export const hasSameFigures = (a: DraftSummary, b: DraftSummary): boolean =>
  a.rows === b.rows &&
  a.quarantined === b.quarantined &&
  absolute(a.keptAmount - b.keptAmount) === 0n &&
  a.chargeAmount === b.chargeAmount &&
  a.chargeQuantity === b.chargeQuantity;
