import { withLines } from '#core/reconcile/result-document.ts';
import type { Workspace } from '#engine/context.ts';
import { eachLineText, readDifferences } from '#engine/repositories/result-lines.ts';
import { runPosition } from '#engine/repositories/runs.ts';
import type { ReconcileOutcome } from '#engine/services/keep-run.ts';
import { fillMessage } from '#shared/messages/fill.ts';
import type { CliSession } from '../session.ts';
import { summaryContext } from './summary/summary-context.ts';
import { summaryText } from './summary/summary-text.ts';

/**
 * Prints what a reconciliation found: its summary, or with `--json` its document, naming the workbook on standard error
 * alone. The lines come from the workspace.
 */
export async function printResult(
  session: CliSession,
  { database }: Pick<Workspace, 'database'>,
  { runId, result }: ReconcileOutcome,
  workbook: string | undefined,
): Promise<void> {
  const position = runPosition(database, runId);
  if (!session.json) {
    // The summary names the lines that differ, and no other.
    const differing = withLines(result, readDifferences(database, position));
    session.print(summaryText(differing, summaryContext(session)));
  }
  if (workbook !== undefined) {
    const line = fillMessage(session.texts.summary.workbook, { path: workbook });
    session.print(`\n${session.style.strong(line)}`);
    if (session.json) session.tell(line);
  }
  await session.printLongJson(withLines(result, []), { lines: eachLineText(database, position) });
}
