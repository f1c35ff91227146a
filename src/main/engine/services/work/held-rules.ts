import { createHash } from 'node:crypto';
import type { Period } from '#core/period.ts';
import { rowText, type ManualMatch, type ManualRules } from '#core/reconcile/manual/manual-rules.ts';
import type { SourceRef } from '#core/source.ts';
import type { ReadableDatabase } from '../../db/handles.ts';
import { listManualRules, type ManualRuleKind } from '../../repositories/manual-rules.ts';
import { MANUAL_RULE_SCHEMAS, manualRuleJson } from '../manual-rules-json.ts';

/** The rules that a person has set for a month, in one fixed order: the same rules give the same parameters. */
export function manualRulesOf(database: ReadableDatabase, period: Period): ManualRules {
  const held = listManualRules(database, period);
  const textsOf = (kind: ManualRuleKind): readonly unknown[] =>
    held.filter((rule) => rule.kind === kind).map(({ text }) => JSON.parse(text) as unknown);
  return {
    matches: textsOf('match').map((rule) => MANUAL_RULE_SCHEMAS.match.parse(rule)),
    splits: textsOf('split').map((rule) => MANUAL_RULE_SCHEMAS.split.parse(rule)),
    exclusions: textsOf('exclusion').map((rule) => MANUAL_RULE_SCHEMAS.exclusion.parse(rule)),
    reclassifications: textsOf('reclassification').map((rule) =>
      MANUAL_RULE_SCHEMAS.reclassification.parse(rule),
    ),
  };
}

/** The key of a match: of the same lines it is always the same. */
export const matchKey = (match: ManualMatch): string =>
  createHash('sha256')
    .update(JSON.stringify(manualRuleJson.match(match)))
    .digest('hex')
    .slice(0, 32);

/** The key of a rule about a row. */
export const rowKey = (row: SourceRef): string => rowText(row);
