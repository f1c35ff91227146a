import { formatMicros, sumMicros } from '../../decimal/micros.ts';
import type { ComparedInvoice, ComparedRow } from '../../invoice/invoice-row.ts';
import type { RowIssue, SourceRef } from '../../source.ts';
import type { AuditedRow } from '../line.ts';
import { parseLineKey } from './line-key-text.ts';
import { rowText, type ManualExclusion, type ManualRules, type ManualSplit } from './manual-rules.ts';

/** Invoices whose rows are of the class that a person gave them. */
export interface ReclassifiedInvoices {
  readonly invoices: readonly ComparedInvoice[];
  readonly issues: readonly RowIssue[];
}

/** The rule that stands in a row's class where a person has set it. */
export const MANUAL_CLASS_RULE = 'manual';

/** Gives rows the classes that a person gave them. What can't be read stays unread, whatever its class. */
export function reclassify(invoices: readonly ComparedInvoice[], rules: ManualRules): ReclassifiedInvoices {
  if (rules.reclassifications.length === 0) return { invoices, issues: [] };
  const classes = new Map(rules.reclassifications.map((rule) => [rowText(rule.row), rule]));
  const issues: RowIssue[] = [];
  const reclassified = invoices.map((invoice) => ({
    ...invoice,
    rows: invoice.rows.map((row): ComparedRow => {
      const rule = classes.get(rowText(row.ref));
      if (rule === undefined || row.quarantined) return row;
      classes.delete(rowText(row.ref));
      issues.push(rowIssue(row.ref, 'ROW_RECLASSIFIED_BY_HAND', `${row.rowClass} -> ${rule.rowClass}`));
      return { ...row, rowClass: rule.rowClass, classRule: MANUAL_CLASS_RULE };
    }),
  }));
  return {
    invoices: reclassified,
    issues: [...issues, ...[...classes.values()].map(({ row }) => staleRow(row))],
  };
}

/** Tells which charges a person has taken out of the audit, and names the rules that meet no row. */
export interface ExclusionBook {
  readonly isExcluded: (row: ComparedRow) => boolean;
  readonly issues: () => readonly RowIssue[];
}

/** Exclusions by row. Only a charge whose amount is known can be taken out: else its amount would be nobody's. */
export function exclusionBook(exclusions: readonly ManualExclusion[]): ExclusionBook {
  const waiting = new Map(exclusions.map((exclusion) => [rowText(exclusion.row), exclusion]));
  const issues: RowIssue[] = [];
  return {
    isExcluded: (row) => {
      if (waiting.size === 0) return false;
      const rule = waiting.get(rowText(row.ref));
      if (rule === undefined || !isExcludable(row)) return false;
      waiting.delete(rowText(row.ref));
      issues.push(rowIssue(row.ref, 'ROW_EXCLUDED_BY_HAND', rule.reason));
      return true;
    },
    issues: () => [...issues, ...[...waiting.values()].map(({ row }) => staleRow(row))],
  };
}

/** Whether a row can be taken out of the audit: a charge that was read, with an amount. */
export const isExcludable = (row: ComparedRow): boolean =>
  row.rowClass === 'charge' && !row.quarantined && row.amount !== undefined;

/** Rows of which a person has split some: each part stands as a row of its own. */
export interface SplitRows {
  readonly audited: readonly AuditedRow[];
  readonly issues: readonly RowIssue[];
}

/** Splits rows. A split whose parts do not add up to its row exactly does nothing and is named. */
export function splitRows(audited: readonly AuditedRow[], splits: readonly ManualSplit[]): SplitRows {
  if (splits.length === 0) return { audited, issues: [] };
  const waiting = new Map(splits.map((split) => [rowText(split.row), split]));
  const issues: RowIssue[] = [];
  const parts = audited.flatMap((own): readonly AuditedRow[] => {
    const split = waiting.get(rowText(own.row.ref));
    if (split === undefined || !own.inPeriod || !addsUp(split, own)) return [own];
    waiting.delete(rowText(own.row.ref));
    issues.push(rowIssue(own.row.ref, 'ROW_SPLIT_BY_HAND', split.parts.map(partText).join(' + '), 'info'));
    return split.parts.map((part) => {
      const figures = { ...own, quantity: part.quantity, amount: part.amount };
      return part.target === undefined ? figures : moveTo(figures, part.target);
    });
  });
  return { audited: parts, issues: [...issues, ...[...waiting.values()].map(({ row }) => staleRow(row))] };
}

/** Whether a split's parts are its row, to the last digit. */
export const addsUp = (
  { parts }: Pick<ManualSplit, 'parts'>,
  row: Pick<AuditedRow, 'quantity' | 'amount'>,
): boolean =>
  parts.length >= 2 &&
  sumMicros(parts.map(({ quantity }) => quantity)) === row.quantity &&
  sumMicros(parts.map(({ amount }) => amount)) === row.amount;

/** A row, held against another line. A key that is none leaves it where it is. */
export function moveTo(row: AuditedRow, target: string): AuditedRow {
  const parsed = parseLineKey(target);
  if (parsed === undefined) return row;
  return { ...row, key: parsed.key, namedLevel: parsed.level, ownLevel: parsed.level, byHand: true };
}

const partText = ({ quantity, amount }: ManualSplit['parts'][number]): string =>
  `${formatMicros(quantity)} (${formatMicros(amount)})`;

const rowIssue = (
  ref: SourceRef,
  code: string,
  text: string,
  severity: RowIssue['severity'] = 'warning',
): RowIssue => ({ code, severity, ...ref, column: undefined, text });

const staleRow = (row: SourceRef): RowIssue =>
  rowIssue(row, 'MANUAL_RULE_STALE', `${row.sheet ?? ''} ${row.row}`.trim());
