import { basename } from 'node:path';
import { AppError } from '#core/errors.ts';
import type { ComparedInvoice, ComparedRow } from '#core/invoice/invoice-row.ts';
import type { Period } from '#core/period.ts';
import { periodOfInvoice, periodOfWindows } from '#core/reconcile/choose-period.ts';
import { checkFailuresInSteps } from '#core/reconcile/check-failures.ts';
import type { SourceFact } from '#core/reconcile/input.ts';
import type { ReconcileParameters } from '#core/reconcile/parameters.ts';
import { reconcileInSteps } from '#core/reconcile/reconcile.ts';
import { hasManualRules } from '#core/reconcile/manual/manual-rules.ts';
import { lineDocuments, toBodyHeadInSteps } from '#core/reconcile/to-result-body.ts';
import type { SourceId } from '#core/source.ts';
import type { Workspace } from '../context.ts';
import type { ReadableDatabase } from '../db/handles.ts';
import { withSmallPageCache } from '../db/page-cache.ts';
import { inSteps } from '../jobs/in-steps.ts';
import type { JobContext } from '../jobs/job-context.ts';
import { enterPhase } from '../jobs/phases.ts';
import { batchesOfPeriod, findBatch, type Batch } from '../repositories/batches.ts';
import { eachComparedRow } from '../repositories/each-invoice-row.ts';
import { readInvoiceCells, readInvoiceHead } from '../repositories/invoices.ts';
import { listIssues } from '../repositories/issues.ts';
import { manualRulesOf } from './work/held-rules.ts';
import { openUsageOf } from './open-usage.ts';
import { allOrNothing } from './all-or-nothing.ts';
import { importInvoice, type ImportInvoiceRequest } from './import-invoice.ts';
import type { ImportedBatch } from './import-outcome.ts';
import { importReport } from './import-report.ts';
import { keepRun, type Compared, type ReconcileOutcome } from './keep-run.ts';
import {
  effectiveParameters,
  type EffectiveParameters,
  type GivenParameters,
} from './workspace-parameters.ts';

/** What to reconcile, and how. */
export interface ReconcileRequest {
  /** Paths of the invoice's files; at least one. */
  readonly invoices: readonly string[];
  /** Paths of report files; none: what the workspace holds for the period is used. */
  readonly reports: readonly string[];
  /** How the invoices are read. */
  readonly read: Omit<ImportInvoiceRequest, 'path' | 'name' | 'reuse'>;
  /** What is set for this run; everything else is what the workspace has saved. */
  readonly parameters: Omit<GivenParameters, 'priceBook' | 'aliasFile'>;
  readonly priceBook?: GivenParameters['priceBook'];
  readonly aliasFile?: GivenParameters['aliasFile'];
}

/**
 * Imports what is not held yet, reconciles, and keeps the run: all of it, or nothing.
 *
 * Throws PERIOD_UNKNOWN, FILE_GIVEN_TWICE, CURRENCY_MIXED, PRICE_BOOK_AMBIGUOUS and the errors of the imports.
 */
export async function reconcile(
  workspace: Workspace,
  request: ReconcileRequest,
  context: JobContext,
): Promise<ReconcileOutcome> {
  return allOrNothing(workspace, async () => {
    enterPhase('import the invoice');
    const invoices = await importAll(request.invoices, (path) =>
      importInvoice(workspace, { ...request.read, path, reuse: true }, context),
    );
    enterPhase('import the reports');
    const dateOrder = request.read.dateOrder === undefined ? {} : { dateOrder: request.read.dateOrder };
    const reports = await importAll(request.reports, (path) =>
      importReport(workspace, { path, reuse: true, ...dateOrder }, context),
    );
    await context.checkpoint();
    const outcome = await reconcileHeld(
      workspace,
      {
        invoices: invoices.map(({ batchId }) => batchId),
        reports: reports.length === 0 ? undefined : reports.map(({ batchId }) => batchId),
      },
      effectiveParameters(workspace.database, {
        ...request.parameters,
        priceBook: request.priceBook,
        aliasFile: request.aliasFile,
      }),
      context,
    );
    await context.checkpoint();
    return outcome;
  });
}

/** Imports files one after the other; the same bytes given twice are refused, whatever their names. */
async function importAll<Imported extends ImportedBatch>(
  paths: readonly string[],
  importOne: (path: string) => Promise<Imported>,
): Promise<readonly Imported[]> {
  const imported: Imported[] = [];
  const names = new Map<SourceId, string>();
  for (const path of paths) {
    const batch = await importOne(path);
    const earlier = names.get(batch.sourceId);
    if (earlier !== undefined)
      throw new AppError('FILE_GIVEN_TWICE', { file: basename(path), other: earlier });
    names.set(batch.sourceId, basename(path));
    imported.push(batch);
  }
  return imported;
}

/** Readings of the workspace, by their ids. */
export interface HeldBatches {
  readonly invoices: readonly number[];
  /** Undefined: what the workspace holds for the period. */
  readonly reports: readonly number[] | undefined;
}

/**
 * Reconciles readings that the workspace holds, and keeps the run with its entry in the audit log. Call it within
 * {@link allOrNothing}: the run is kept in several steps.
 *
 * Throws PERIOD_UNKNOWN, CURRENCY_MIXED, PRICE_BOOK_AMBIGUOUS and CANCELLED.
 */
export async function reconcileHeld(
  workspace: Workspace,
  held: HeldBatches,
  request: EffectiveParameters,
  context: JobContext,
): Promise<ReconcileOutcome> {
  const tell = (done: number): void => {
    context.report({ phase: 'reconcile', done, total: STAGES, unit: 'steps' });
  };
  try {
    return await withSmallPageCache(workspace.database, async () => {
      const compared = await compareHeld(workspace, held, request, context, tell);
      return keepRun(workspace, compared, context);
    });
  } finally {
    tell(STAGES);
    workspace.ports.log.info('reconciled', { invoices: held.invoices.length });
  }
}

/** What a person sees of a reconciliation: reading the invoice and the usage, comparing, writing down, keeping. */
const STAGES = 5;

/** Compares; the documents of the lines are made one by one while they are kept. */
async function compareHeld(
  workspace: Workspace,
  held: HeldBatches,
  request: EffectiveParameters,
  context: JobContext,
  tell: (done: number) => void,
): Promise<Compared> {
  const { database } = workspace;
  tell(0);
  enterPhase('read the invoice');
  const invoices: ComparedInvoice[] = [];
  for (const id of held.invoices) invoices.push(await readInvoice(database, id, context));
  const given = held.reports?.map((id) => batchOf(workspace, id));
  const period = choosePeriod(request.parameters.period, invoices, given);
  const reports = given ?? batchesOfPeriod(database, 'report', period);
  const parameters: ReconcileParameters = {
    ...request.parameters,
    period,
    priceBook: request.priceBook?.entries,
    aliases: request.aliases,
    ...manualOf(workspace, period),
  };
  const batches = [...held.invoices.map((id) => batchOf(workspace, id)), ...reports];
  const usage = await openUsageOf(database, { reports, period }, context);
  try {
    tell(1);
    enterPhase('read the totals of usage');
    await inSteps(usage.prepareTotals(), context);
    enterPhase('count users');
    await inSteps(usage.prepareUsers(), context);
    enterPhase('read names');
    await inSteps(usage.prepareNames(), context);
    tell(2);
    enterPhase('match and compare');
    const result = await namingPriceBook(request.priceBook?.name, () =>
      inSteps(
        reconcileInSteps({
          invoices,
          cellsOf: (place) => readInvoiceCells(database, held.invoices[place] ?? Number.NaN),
          usage,
          usageLeftOut: {
            quarantinedRows: reports.reduce((sum, { counts }) => sum + counts.quarantined, 0),
            outsidePeriodRows: usage.outsidePeriod().reduce((sum, { rows }) => sum + rows, 0),
          },
          period,
          parameters,
          sources: sourceFacts(batches, request),
          issues: [
            ...listIssues(
              database,
              batches.map(({ id }) => id),
            ),
            ...usage.overlapIssues,
          ],
        }),
        context,
      ),
    );
    tell(3);
    enterPhase('write');
    const names = fileNames(batches, request);
    const fileOf = (source: SourceId): string => names.get(source) ?? source;
    const body = await inSteps(toBodyHeadInSteps(result, fileOf), context);
    const failures = await inSteps(checkFailuresInSteps(result, fileOf), context);
    tell(4);
    const { lines, namesOf } = result;
    return {
      body,
      lines: lineDocuments({ lines, namesOf }, fileOf),
      period,
      parameters,
      batches,
      failures,
    };
  } finally {
    usage.close();
  }
}

/** Rows that are read between two checkpoints. */
const ROWS_PER_CHECK = 1000;

/** An invoice as it was read, with all its rows; their cells are read when somebody asks. */
async function readInvoice(
  database: ReadableDatabase,
  batchId: number,
  context: JobContext,
): Promise<ComparedInvoice> {
  const rows: ComparedRow[] = [];
  for (const row of eachComparedRow(database, batchId)) {
    rows.push(row);
    if (rows.length % ROWS_PER_CHECK === 0) await context.checkpoint();
  }
  return { ...readInvoiceHead(database, batchId), rows };
}

/** The core knows the price book's rows; the person knows its file. */
async function namingPriceBook<Outcome>(
  file: string | undefined,
  work: () => Promise<Outcome>,
): Promise<Outcome> {
  try {
    return await work();
  } catch (error) {
    if (file === undefined || !(error instanceof AppError) || error.code !== 'PRICE_BOOK_AMBIGUOUS')
      throw error;
    throw new AppError(error.code, { ...error.params, file }, { cause: error });
  }
}

/** What people have decided in this month takes part in each of its runs. */
function manualOf({ database }: Workspace, period: Period): Pick<ReconcileParameters, 'manual'> {
  const manual = manualRulesOf(database, period);
  return hasManualRules(manual) ? { manual } : {};
}

function batchOf(workspace: Workspace, id: number): Batch {
  const batch = findBatch(workspace.database, id);
  if (!batch) throw new Error(`The batch ${id} was imported and is gone`);
  return batch;
}

/** The period that was asked for, else the invoice's, else the reports'. Never a guess: else a person must say it. */
function choosePeriod(
  asked: Period | undefined,
  invoices: readonly ComparedInvoice[],
  reports: readonly Batch[] | undefined,
): Period {
  const period =
    asked ??
    periodOfInvoice(invoices.flatMap(({ rows }) => rows)) ??
    periodOfWindows((reports ?? []).flatMap(({ window }) => window ?? []));
  if (!period) throw new AppError('PERIOD_UNKNOWN');
  return period;
}

function sourceFacts(
  batches: readonly Batch[],
  request: Pick<EffectiveParameters, 'priceBook' | 'aliasFile'>,
): readonly SourceFact[] {
  const facts = batches.map(({ kind, sourceId, counts, level }): SourceFact => ({
    kind,
    source: sourceId,
    rows: counts.read,
    level: level ?? null,
  }));
  const { priceBook, aliasFile } = request;
  const parameterFacts: SourceFact[] = [
    ...(priceBook
      ? [
          {
            kind: 'price-book' as const,
            source: priceBook.sha256,
            rows: priceBook.entries.length,
            level: null,
          },
        ]
      : []),
    ...(aliasFile
      ? [{ kind: 'alias' as const, source: aliasFile.sha256, rows: aliasFile.entries.length, level: null }]
      : []),
  ];
  return [...facts, ...parameterFacts];
}

function fileNames(
  batches: readonly Batch[],
  request: Pick<EffectiveParameters, 'priceBook' | 'aliasFile'>,
): ReadonlyMap<SourceId, string> {
  return new Map([
    ...batches.map(({ sourceId, fileName }) => [sourceId, fileName] as const),
    ...[request.priceBook, request.aliasFile].flatMap((file) =>
      file === undefined ? [] : [[file.sha256, file.name] as const],
    ),
  ]);
}
