import type { ResultDocument } from '#core/reconcile/result-document.ts';
import { fillMessage } from '#shared/messages/fill.ts';
import type { CliSession } from '../session.ts';
import { summaryContext } from './summary/summary-context.ts';
import { summaryText } from './summary/summary-text.ts';

/** Prints what a reconciliation found; with `--json`, names the workbook on standard error alone. */
export function printSummary(
  session: CliSession,
  result: ResultDocument,
  workbook: string | undefined,
): void {
  session.print(summaryText(result, summaryContext(session)));
  if (workbook === undefined) return;
  const line = fillMessage(session.texts.summary.workbook, { path: workbook });
  session.print(`\n${session.style.strong(line)}`);
  if (session.json) session.tell(line);
}
