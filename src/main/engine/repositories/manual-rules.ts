import type { Period } from '#core/period.ts';
import type { ReadableDatabase, WritableDatabase } from '../db/handles.ts';

/** The kinds of rules that a person sets. */
export const MANUAL_RULE_KINDS = ['match', 'split', 'exclusion', 'reclassification'] as const;
export type ManualRuleKind = (typeof MANUAL_RULE_KINDS)[number];

/** A rule as it is kept: its JSON text, and the act that it comes from. */
export interface HeldManualRule {
  readonly kind: ManualRuleKind;
  readonly key: string;
  readonly text: string;
  readonly sequence: number;
}

/** Sets a rule to what an act's text says; undefined: there is none any more. */
export function setManualRule(
  database: WritableDatabase,
  period: Period,
  change: {
    readonly kind: ManualRuleKind;
    readonly key: string;
    readonly text: string | undefined;
    readonly sequence: number;
  },
): void {
  if (change.text === undefined) {
    database
      .prepare('DELETE FROM manual_rule WHERE period_start = ? AND period_end = ? AND kind = ? AND key = ?')
      .run(period.start, period.end, change.kind, change.key);
    return;
  }
  database
    .prepare(
      `INSERT INTO manual_rule (period_start, period_end, kind, key, rule, event_sequence) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (period_start, period_end, kind, key) DO UPDATE SET
         rule = excluded.rule, event_sequence = excluded.event_sequence`,
    )
    .run(period.start, period.end, change.kind, change.key, change.text, change.sequence);
}

/** The rules of a month, in the order of their kinds and keys. */
export const listManualRules = (database: ReadableDatabase, period: Period): readonly HeldManualRule[] =>
  database
    .prepare<{ kind: ManualRuleKind; key: string; rule: string; event_sequence: bigint }>(
      `SELECT kind, key, rule, event_sequence FROM manual_rule
       WHERE period_start = ? AND period_end = ? ORDER BY kind, key`,
    )
    .all(period.start, period.end)
    .map((record) => ({
      kind: record.kind,
      key: record.key,
      text: record.rule,
      sequence: Number(record.event_sequence),
    }));
