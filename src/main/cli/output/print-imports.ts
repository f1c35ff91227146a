import { formatMicros } from '#core/decimal/micros.ts';
import type { IssueDocument } from '#core/reconcile/result-document.ts';
import type { Workspace } from '#engine/context.ts';
import { listIssues } from '#engine/repositories/issues.ts';
import type { InvoiceImport } from '#engine/services/import-invoice.ts';
import type { ReportImport } from '#engine/services/import-outcome.ts';
import { groupDecimal } from '#shared/format/decimal-text.ts';
import { fillMessage } from '#shared/messages/fill.ts';
import type { CliSession } from '../session.ts';
import { countedText } from './count-text.ts';
import { issueLines } from './summary/issue-lines.ts';
import { summaryContext } from './summary/summary-context.ts';

type Imported = ReportImport | InvoiceImport;

/** The issues of an import, with the file's name in place of its sha256. */
function issuesOf(workspace: Workspace, { batchId, fileName }: Imported): readonly IssueDocument[] {
  return listIssues(workspace.database, [batchId]).map(({ code, severity, sheet, row, column, text }) => ({
    code,
    severity,
    file: fileName,
    sheet: sheet ?? null,
    row: row ?? null,
    column: column ?? null,
    text: text ?? null,
  }));
}

/** An import as a script reads it. */
function importDocument(imported: Imported, issues: readonly IssueDocument[]): object {
  const { fileName, sourceId, counts, window } = imported;
  return {
    kind: imported.kind,
    file: fileName,
    sha256: sourceId,
    level: imported.kind === 'report' ? imported.level : null,
    rows: counts,
    userDays: imported.kind === 'report' ? formatMicros(imported.userDays) : null,
    window: window ?? null,
    issues,
  };
}

/** What became of a file, on a line or two. */
function importLines(imported: Imported, { texts, style }: CliSession): readonly string[] {
  const words = texts.imports;
  const { fileName, counts, window } = imported;
  const facts = [
    imported.kind === 'report' ? imported.level.toUpperCase() : words.invoice,
    window === undefined
      ? words.noWindow
      : fillMessage(words.window, { start: window.start, end: window.end }),
    countedText(words.rows, counts.stored),
    ...(imported.kind === 'report'
      ? [fillMessage(words.userDays, { count: groupDecimal(formatMicros(imported.userDays)) })]
      : []),
  ];
  return [
    `${style.strong(fileName)}: ${facts.join(words.separator)}`,
    ...(counts.quarantined === 0
      ? []
      : [`  ${style.bad(countedText(words.quarantined, counts.quarantined))}`]),
  ];
}

/** Tells what was imported, and each issue with its place: lines for a person, or one JSON document. */
export function printImports(session: CliSession, workspace: Workspace, imported: readonly Imported[]): void {
  const withIssues = imported.map((outcome) => ({ outcome, issues: issuesOf(workspace, outcome) }));
  const lines = withIssues.flatMap(({ outcome }) => importLines(outcome, session));
  const issues = withIssues.flatMap((one) => one.issues);
  session.print([...lines, ...issueLines(issues, summaryContext(session))].join('\n'));
  session.printJson({ imported: withIssues.map((one) => importDocument(one.outcome, one.issues)) });
}
