import { micros, sumMicros, type Micros } from '../decimal/micros.ts';
import type { ClassifiedTable, SubtotalFinding } from './classify-table.ts';
import type { InvoiceRow, StatedTotal } from './invoice-row.ts';

/** A total that one table states, and whether it is the sum of that table's own rows. */
interface TableTotal {
  readonly stated: StatedTotal;
  readonly fitsTable: boolean;
}

const KINDS = ['subtotal', 'total'] as const;

/** Rows whose amounts a total covers: what is neither a subtotal nor left out. */
const isCovered = (row: InvoiceRow): boolean =>
  row.amount !== undefined && row.rowClass !== 'subtotal' && row.rowClass !== 'unknown';

/**
 * The total of a kind that a table states for itself, if any. It stands below the last line or above the first, says
 * so with a word that names no group, and is not just the sum of the last block among several.
 */
function tableTotal(table: ClassifiedTable, kind: StatedTotal['kind']): TableTotal | undefined {
  const isLine = (row: InvoiceRow): boolean =>
    isCovered(row) && row.rowClass !== 'tax' && row.rowClass !== 'rounding';
  const first = Math.max(table.rows.findIndex(isLine), 0);
  const last = table.rows.findLastIndex(isLine);
  const isStated = ({ index, wording, fit }: SubtotalFinding, position: number): boolean => {
    const isOutside = index > last || index < first;
    const isKind =
      wording === undefined ? kind === 'total' : wording.scope === 'whole' && wording.kind === kind;
    return isOutside && isKind && !((fit === 'block' || fit === 'nested') && position > 0);
  };
  const finding = table.subtotals.findLast(isStated);
  const row = finding && table.rows[finding.index];
  if (finding === undefined || row?.amount === undefined) return undefined;
  return {
    stated: { kind, amount: row.amount, ref: row.ref },
    fitsTable: isSumOf(table.rows, row.amount),
  };
}

function isSumOf(rows: readonly InvoiceRow[], amount: Micros): boolean {
  const covered = rows.filter(isCovered);
  const sum = (kept: readonly InvoiceRow[]): Micros => sumMicros(kept.map((row) => row.amount ?? micros(0n)));
  return sum(covered) === amount || sum(covered.filter(({ rowClass }) => rowClass !== 'tax')) === amount;
}

/**
 * The totals that a document states in its rows, at most one of a kind. Where each of several sheets states its own,
 * they are added; where one sheet alone does, it counts only if it is more than that sheet's own sum.
 */
export function statedTotalsOfRows(tables: readonly ClassifiedTable[]): readonly StatedTotal[] {
  return KINDS.flatMap((kind) => {
    const found = tables.map((table) => tableTotal(table, kind));
    const stated = found.filter((total) => total !== undefined);
    const lastStated = stated.at(-1);
    if (lastStated === undefined) return [];
    if (tables.length === 1) return [lastStated.stated];
    const ofDocument = stated.findLast(({ fitsTable }) => !fitsTable);
    if (stated.length === tables.length && (ofDocument === undefined || ofDocument !== lastStated)) {
      return [addUp(stated.map((total) => total.stated))].filter((total) => total !== undefined);
    }
    return ofDocument === undefined ? [] : [ofDocument.stated];
  });
}

/** Adds totals of one kind; the place is that of the last. */
export function addUp(totals: readonly StatedTotal[]): StatedTotal | undefined {
  const last = totals.at(-1);
  return last && { ...last, amount: sumMicros(totals.map(({ amount }) => amount)) };
}

/** Subtotals that are the sum of nothing next to them, and are not held against the rows by check T1 either. */
export function unfittingSubtotals(
  table: ClassifiedTable,
  stated: readonly StatedTotal[],
): readonly InvoiceRow[] {
  return table.subtotals.flatMap(({ index, fit }) => {
    const row = table.rows[index];
    if (row?.amount === undefined || fit !== undefined) return [];
    const isStated = stated.some(({ ref }) => ref.sheet === row.ref.sheet && ref.row === row.ref.row);
    return isStated ? [] : [row];
  });
}
