import type { CheckStatus } from '#core/reconcile/result-document.ts';
import { fillMessage } from '#shared/messages/fill.ts';
import type { WorkbookTexts } from '#shared/messages/workbook-texts.ts';

/** The state of all checks in one line. */
export interface Overall {
  readonly status: string;
  readonly text: string;
}

/** Sums up the statuses of the checks as the formulas on Checks do. */
export function overallOf(
  statuses: readonly CheckStatus[],
  words: Readonly<Record<CheckStatus, string>>,
  texts: WorkbookTexts,
): Overall {
  const failing = statuses.filter((status) => status === 'check').length;
  const missing = statuses.filter((status) => status === 'no-data').length;
  const counts = {
    failing: failing.toString(),
    missing: missing.toString(),
    all: statuses.length.toString(),
  };
  return {
    status: failing === 0 ? words.ok : words.check,
    text: fillMessage(failing === 0 ? texts.overallOk : texts.overallCheck, counts),
  };
}

/** A text with `{failing}`, `{missing}` and `{all}` as a formula that joins it from the given expressions. */
export function textFormulaOf(template: string, expressions: Readonly<Record<string, string>>): string {
  const parts = template.split(/\{([a-z]+)\}/);
  return parts
    .map((part, index) => (index % 2 === 1 ? (expressions[part] ?? '""') : `"${part.replaceAll('"', '""')}"`))
    .filter((part) => part !== '""')
    .join('&');
}
