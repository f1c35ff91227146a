import { formatMicros } from '#core/decimal/micros.ts';
import type { InvoiceImport } from '#engine/services/import-invoice.ts';
import type { ImportedBatch, ReportImport } from '#engine/services/import-outcome.ts';
import { groupDecimal } from '#shared/format/decimal-text.ts';
import { fillMessage } from '#shared/messages/fill.ts';
import type { CliSession } from '../session.ts';

type Imported = ReportImport | InvoiceImport;

/** An import as a script reads it. */
function importDocument(imported: Imported): object {
  const { fileName, sourceId, counts, issues, window } = imported;
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

const count = (value: number): string => groupDecimal(String(value));

/** What became of a file, on one line, and what it has to be looked at for. */
function importText(imported: Imported, { texts, style }: CliSession): string {
  const words = texts.imports;
  const { fileName, counts, issues, window }: ImportedBatch = imported;
  const facts = [
    imported.kind === 'report' ? imported.level.toUpperCase() : words.invoice,
    window === undefined
      ? words.noWindow
      : fillMessage(words.window, { start: window.start, end: window.end }),
    fillMessage(words.rows, { count: count(counts.stored) }),
    imported.kind === 'report'
      ? fillMessage(words.userDays, { count: groupDecimal(formatMicros(imported.userDays)) })
      : '',
  ].filter((fact) => fact !== '');
  const warnings = [
    counts.quarantined === 0
      ? ''
      : style.bad(fillMessage(words.quarantined, { count: count(counts.quarantined) })),
    issues.error === 0 ? '' : style.bad(fillMessage(words.errors, { count: count(issues.error) })),
    issues.warning === 0 ? '' : style.caution(fillMessage(words.warnings, { count: count(issues.warning) })),
  ].filter((warning) => warning !== '');
  return [
    `${style.strong(fileName)}: ${facts.join(words.separator)}`,
    ...warnings.map((line) => `  ${line}`),
  ].join('\n');
}

/** Tells what was imported: a line or two a file, or one JSON document. */
export function printImports(session: CliSession, imported: readonly Imported[]): void {
  for (const outcome of imported) session.print(importText(outcome, session));
  session.printJson({ imported: imported.map(importDocument) });
}
