import type { ResultDocument } from '#core/reconcile/result-document.ts';
import { USAGE_LEVELS } from '#core/usage/usage-row.ts';
import type { Workspace } from '../../context.ts';
import type { WorkbookSources } from '../../exporters/workbook-sources.ts';
import { findBatch } from '../../repositories/batches.ts';
import { eachInvoiceRow } from '../../repositories/each-invoice-row.ts';
import { listRuns, type Run } from '../../repositories/runs.ts';
import { eachUsageRow } from '../../repositories/usage-rows.ts';
import { knownNames, type PersonalColumns } from './known-names.ts';
import { workspaceMaskKey } from './mask-key.ts';
import { maskResult, maskSources } from './mask-sources.ts';
import { createMasker, maskMaker, type KnownNames, type Masker, type MaskWish } from './masker.ts';
import { personalPlaces } from './personal-columns.ts';

/** A run and what its workbook is written from, masked. */
export function maskedRun(
  workspace: Workspace,
  run: Run,
  plain: { readonly result: ResultDocument; readonly sources: WorkbookSources },
  wish: MaskWish,
): { readonly result: ResultDocument; readonly sources: WorkbookSources } {
  const masker = maskerOfRun(workspace, run, wish);
  const result = maskResult(plain.result, masker);
  const sources = { ...maskSources(plain.sources, personalColumns(workspace, run), masker), masked: wish };
  const { workOf } = plain.sources;
  if (workOf === undefined) return { result, sources };
  // What people have decided is kept under the line's real ids.
  const realLine = new Map(result.lines.map((line, place) => [line, plain.result.lines[place] ?? line]));
  return {
    result,
    sources: {
      ...sources,
      workOf: (line) => {
        const state = workOf(realLine.get(line) ?? line);
        return state?.note === undefined ? state : { ...state, note: masker.text(state.note) };
      },
    },
  };
}

/** A masker that knows the names of a run. */
export function maskerOfRun(workspace: Workspace, run: Run, wish: MaskWish): Masker {
  return createMasker(maskMaker(workspaceMaskKey(workspace.folder)), wish, namesOfRun(workspace, run));
}

/** The ids and names that a run's rows hold. */
function namesOfRun(workspace: Workspace, run: Run): KnownNames {
  const { database } = workspace;
  const batches = run.batchIds.map((id) => findBatch(database, id)).filter((batch) => batch !== undefined);
  const of = (kind: string, level?: string): readonly number[] =>
    batches
      .filter((batch) => batch.kind === kind && (level === undefined || batch.level === level))
      .map(({ id }) => id);
  const ofReports = new Map(USAGE_LEVELS.map((level) => [level, of('report', level)]));
  return knownNames(
    {
      invoiceRows: () => eachInvoiceRow(database, of('invoice')),
      usageRows: (level) => eachUsageRow(database, ofReports.get(level) ?? []),
    },
    personalColumns(workspace, run),
    listRuns(database).map(({ id }) => id),
  );
}

/** Columns of the run's invoices that may name persons and were not read. */
function personalColumns({ database }: Workspace, run: Run): PersonalColumns {
  const columns = new Map<Parameters<PersonalColumns['get']>[0], ReadonlySet<number>>();
  for (const id of run.batchIds) {
    const batch = findBatch(database, id);
    if (batch?.kind !== 'invoice') continue;
    columns.set(batch.sourceId, personalPlaces(database, id));
  }
  return columns;
}
