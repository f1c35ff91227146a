import { formatMicros, micros } from '../decimal/micros.ts';
import type { LineKey } from './line.ts';
import type { LineNames } from './result.ts';
import type { SuggestionDocument } from './result-document.ts';
import type { Suggestion } from './suggest.ts';

/** Writes a suggestion as the result document shows it. */
export function suggestionDocument(
  { rule, line, thousandths }: Suggestion,
  namesOf: (key: LineKey) => LineNames,
): SuggestionDocument {
  const names = namesOf(line.key);
  return {
    rule,
    subscriptionId: names.subscriptionId ?? null,
    sku: names.sku,
    customerOrgId: names.customerOrgId ?? null,
    consumerId: names.consumerId ?? null,
    score: formatMicros(micros(BigInt(thousandths) * 1000n)),
  };
}
