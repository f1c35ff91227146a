import type { Line, LineKey } from '../line.ts';
import type { LineNames, RunIssue } from '../result.ts';
import { parseLineKey } from './line-key-text.ts';
import type { ManualMatch } from './manual-rules.ts';

/** Names what a person has matched, and the matches that found their lines no more. */
export function matchIssues(
  lines: readonly Line[],
  stale: readonly ManualMatch[],
  namesOf: (key: LineKey) => LineNames,
): readonly RunIssue[] {
  const matched = lines.flatMap(({ manualMatch }) => manualMatch ?? []);
  return [
    ...matched.map((match) => runIssue('MATCHED_BY_HAND', 'info', matchText(match, namesOf))),
    ...stale.map((match) => runIssue('MANUAL_RULE_STALE', 'warning', matchText(match, namesOf))),
  ];
}

const runIssue = (code: string, severity: RunIssue['severity'], text: string): RunIssue => ({
  code,
  severity,
  source: undefined,
  sheet: undefined,
  row: undefined,
  column: undefined,
  text,
});

function matchText({ invoice, usage }: ManualMatch, namesOf: (key: LineKey) => LineNames): string {
  const name = (text: string): string => {
    const key = parseLineKey(text)?.key;
    if (key === undefined) return text;
    const { subscriptionId, sku, customerExternalId, customerOrgId, consumerId } = namesOf(key);
    return [subscriptionId, sku, customerExternalId ?? customerOrgId, consumerId]
      .filter((part) => part !== undefined)
      .join(' / ');
  };
  return `${invoice.map(name).join(' + ')} = ${usage.map(name).join(' + ')}`;
}
