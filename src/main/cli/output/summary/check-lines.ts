import type { CheckDocument, CheckStatus, ResultDocument } from '#core/reconcile/result-document.ts';
import { groupDecimal } from '#shared/format/decimal-text.ts';
import { fillMessage } from '#shared/messages/fill.ts';
import { DOMAIN_WORDS } from '#shared/messages/domain-words.ts';
import { alignColumns } from '../table.ts';
import { section, type SummaryContext } from './summary-context.ts';

function statusText(status: CheckStatus, { language, style }: SummaryContext): string {
  const text = DOMAIN_WORDS[language].checkStatuses[status];
  switch (status) {
    case 'ok':
      return style.good(text);
    case 'check':
      return style.bad(text);
    case 'no-data':
      return style.faint(text);
  }
}

/** Both sides where they differ, one figure where they do not; and how many parts fail, which may cancel out in the sum. */
function figures({ left, right, difference, failing }: CheckDocument, { texts }: SummaryContext): string {
  if (left === null || right === null) return '';
  const sides =
    difference === '0'
      ? groupDecimal(left)
      : `${groupDecimal(left)} - ${groupDecimal(right)} = ${groupDecimal(difference ?? '')}`;
  return failing === 0 ? sides : `${sides}  ${fillMessage(texts.failing, { count: String(failing) })}`;
}

/** The tie-outs, one line each. */
export function checkLines(result: ResultDocument, context: SummaryContext): readonly string[] {
  const rows = result.checks.map((check) => [
    check.id,
    statusText(check.status, context),
    DOMAIN_WORDS[context.language].checks[check.id].name,
    figures(check, context),
  ]);
  return section(context, context.texts.checks, alignColumns(rows, ['left', 'left', 'left', 'left'], '  '));
}
