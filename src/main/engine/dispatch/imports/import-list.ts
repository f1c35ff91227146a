import { formatMicros } from '#core/decimal/micros.ts';
import type { EngineInput, EngineOutput } from '#shared/engine-protocol.ts';
import type { ReadableDatabase } from '../../db/handles.ts';
import { pageOfImports, type Batch } from '../../repositories/batches.ts';
import { findUndo } from '../../repositories/import-undo.ts';
import { readInvoiceHead } from '../../repositories/invoices.ts';
import { runsOfBatch } from '../../repositories/runs.ts';
import type { TemplateVersion } from '../../repositories/templates.ts';
import { isHeldForWebex } from '../../repositories/webex-reports.ts';

/** A page of the imports, newest first. */
export function listImports(
  database: ReadableDatabase,
  input: EngineInput<'imports:list-imports'>,
): EngineOutput<'imports:list-imports'> {
  const { total, batches } = pageOfImports(database, input);
  return { total, rows: batches.map((batch) => importToWire(database, batch)) };
}

function importToWire(
  database: ReadableDatabase,
  batch: Batch,
): EngineOutput<'imports:list-imports'>['rows'][number] {
  const undo = findUndo(database, batch.id);
  return {
    batchId: batch.id,
    kind: batch.kind,
    level: batch.level ?? null,
    fileName: batch.fileName,
    importedAt: batch.createdAt,
    window: batch.window === undefined ? null : { start: batch.window.start, end: batch.window.end },
    rows: batch.counts.read,
    quarantined: batch.counts.quarantined,
    sum: formatMicros(batch.sum),
    currency: batch.kind === 'invoice' ? (readInvoiceHead(database, batch.id).currency ?? null) : null,
    runs: runsOfBatch(database, batch.id).length,
    isFetched: isHeldForWebex(database, batch.id),
    undone: undo === undefined ? null : { at: undo.undoneAt, by: undo.undoneBy },
  };
}

/** A template as it crosses. */
export const templateToWire = (
  template: TemplateVersion,
): EngineOutput<'templates:list-templates'>[number] => ({
  templateId: template.templateId,
  name: template.name,
  version: template.version,
  fileName: template.fileName,
  savedAt: template.createdAt,
  columns: template.columns.length,
  uses: template.uses,
});
