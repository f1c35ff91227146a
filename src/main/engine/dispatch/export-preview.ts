import { SHEET_IDS } from '#core/workbook/sheets.ts';
import type { EngineOutput } from '#shared/engine-protocol.ts';
import type { ReadableDatabase } from '../db/handles.ts';
import { previewExport } from '../services/export-preview.ts';
import { isPractice } from '../services/practice.ts';

/** What the workbook of a run will say and hold. Throws RUN_UNKNOWN. */
export function exportPreview(
  database: ReadableDatabase,
  runId: string,
): EngineOutput<'exports:get-preview'> {
  const { result, exceptions, rows, stale } = previewExport(database, runId);
  const { quantity, price, lineRounding, unitRounding, unexplained } = result.totals.components;
  return {
    components: { quantity, price, lineRounding, unitRounding, unexplained },
    checks: result.checks.map(({ id, status }) => ({ id, status })),
    sheets: SHEET_IDS.map((id) => ({ id, rows: rows[id] ?? null })),
    exceptions,
    stale: [...stale],
    isPractice: isPractice(database),
  };
}
