import type { ResultDocument } from '#core/reconcile/result-document.ts';
import { fillMessage } from '#shared/messages/fill.ts';
import type { CliSession } from '../session.ts';
import { summaryText } from './summary/summary-text.ts';

/** Lines longer than this are hard to read, however wide the terminal is. */
const MOST_COLUMNS = 110;
/** In a narrower terminal figures would be torn apart: there it may wrap by itself. */
const LEAST_COLUMNS = 60;
/** In a file or a pipe. */
const DEFAULT_COLUMNS = 100;

/** Prints what a reconciliation found; with `--json`, names the workbook on standard error alone. */
export function printSummary(
  session: CliSession,
  result: ResultDocument,
  workbook: string | undefined,
): void {
  const texts = session.texts.summary;
  const width = Math.max(
    LEAST_COLUMNS,
    Math.min(session.host.stdout.columns() ?? DEFAULT_COLUMNS, MOST_COLUMNS),
  );
  session.print(summaryText(result, { language: session.language, texts, style: session.style, width }));
  if (workbook === undefined) return;
  const line = fillMessage(texts.workbook, { path: workbook });
  session.print(`\n${session.style.strong(line)}`);
  if (session.json) session.tell(line);
}
