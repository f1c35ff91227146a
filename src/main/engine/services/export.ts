import { basename } from 'node:path';
import { AppError } from '#core/errors.ts';
import type { EventState } from '#core/events/event.ts';
import type { InvoiceRow } from '#core/invoice/invoice-row.ts';
import { formatPeriod, type Period } from '#core/period.ts';
import { lineKeyText } from '#core/reconcile/manual/line-key-text.ts';
import { rowText } from '#core/reconcile/manual/manual-rules.ts';
import type { ReconcileParameters } from '#core/reconcile/parameters.ts';
import type { ResultDocument } from '#core/reconcile/result-document.ts';
import { USAGE_LEVELS, type UsageLevel } from '#core/usage/usage-row.ts';
import { eventWord, isWorkEvent, spokenState } from '#shared/messages/event-words.ts';
import type { Language } from '#shared/messages/language.ts';
import type { Workspace } from '../context.ts';
import { exportWorkbook } from '../exporters/export-workbook.ts';
import type { WorkbookEvent, WorkbookOptions, WorkbookSources } from '../exporters/workbook-sources.ts';
import { inSteps } from '../jobs/in-steps.ts';
import type { JobContext } from '../jobs/job-context.ts';
import { enterPhase } from '../jobs/phases.ts';
import { releaseHeap } from '../modest-heap.ts';
import { findBatch, type Batch } from '../repositories/batches.ts';
import { eachEvent } from '../repositories/events.ts';
import { eachInvoiceRow } from '../repositories/each-invoice-row.ts';
import { readInvoiceHead, readStoredReading } from '../repositories/invoices.ts';
import { listLineStates } from '../repositories/line-states.ts';
import { findLastRun, findRun, readRunResultInSteps, type Run } from '../repositories/runs.ts';
import { openUsageSource } from '../repositories/sql-usage-source.ts';
import { eachUsageRow } from '../repositories/usage-rows.ts';
import { mappedColumns } from './mapped-columns.ts';
import type { MaskWish } from './privacy/masker.ts';
import { maskedRun } from './privacy/masked-run.ts';
import { readRunParameters } from './run-parameters.ts';

/** Which run to write, and how. */
export interface ExportRequest extends WorkbookOptions {
  /** The run's id, with its result where the caller has it in hand, or the period whose newest run is meant. */
  readonly run: { readonly id: string; readonly result?: ResultDocument } | { readonly period: Period };
  /** Where the workbook goes. */
  readonly out: string;
  readonly appVersion: string;
  readonly describeIssue: NonNullable<WorkbookSources['describeIssue']>;
  /** Who is masked; undefined: nobody. */
  readonly mask?: MaskWish | undefined;
}

/** A workbook that has been written. */
export interface ExportOutcome {
  readonly runId: string;
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

/**
 * Writes the variance workbook of a kept run. The same run gives the same bytes, whenever and however often.
 *
 * Throws PERIOD_NOT_HELD where there is no such run, and the errors of writing; then nothing stands at `out`.
 */
export async function exportRun(
  workspace: Workspace,
  request: ExportRequest,
  context: JobContext,
): Promise<ExportOutcome> {
  const { database } = workspace;
  enterPhase('write the workbook');
  // Of a run that was reconciled just now, what judging it has used is garbage, and as much again would be taken.
  releaseHeap();
  const run =
    'id' in request.run ? findRun(database, request.run.id) : findLastRun(database, request.run.period);
  const held = 'id' in request.run ? request.run.result : undefined;
  const result = run && (held ?? (await inSteps(readRunResultInSteps(database, run.id), context)));
  if (!run || !result) {
    const period = 'period' in request.run ? `${request.run.period.start}..${request.run.period.end}` : '';
    throw new AppError('PERIOD_NOT_HELD', { period });
  }
  const plain = { result, sources: workbookSources(workspace, run, result, request) };
  const shown = request.mask === undefined ? plain : maskedRun(workspace, run, plain, request.mask);
  const { language, detail, omit } = request;
  const written = await withOverlaps(workspace, run, context, (isOverlapping) =>
    exportWorkbook(
      shown.result,
      { ...shown.sources, isOverlapping },
      { language, detail, omit },
      request.out,
      context,
    ),
  );
  database.transaction(() => {
    workspace.record('workbook-written', undefined, {
      run: run.id,
      file: basename(request.out),
      sha256: written.sha256,
      ...(request.mask && { masked: request.mask.customers ? 'users, customers' : 'users' }),
    });
  });
  enterPhase('rest');
  return { runId: run.id, path: request.out, ...written };
}

/** Report rows that another file holds as well take no part in the run, and the workbook says so. */
async function withOverlaps<Outcome>(
  workspace: Workspace,
  run: Run,
  context: JobContext,
  work: (isOverlapping: WorkbookSources['isOverlapping']) => Promise<Outcome>,
): Promise<Outcome> {
  const reports = run.batchIds.filter((id) => findBatch(workspace.database, id)?.kind === 'report');
  const usage = await inSteps(openUsageSource(workspace.database, reports, run.period), context);
  try {
    return await work(usage.overlappingRows === 0 ? undefined : ({ ref }) => usage.isOverlapping(ref));
  } finally {
    usage.close();
  }
}

function workbookSources(
  workspace: Workspace,
  run: Run,
  result: ResultDocument,
  request: ExportRequest,
): WorkbookSources {
  const { database } = workspace;
  const batches = run.batchIds.map((id) => findBatch(database, id)).filter((batch) => batch !== undefined);
  const invoices = batches.filter(({ kind }) => kind === 'invoice');
  const reportsOf = (level: UsageLevel): readonly Batch[] =>
    batches.filter((batch) => batch.kind === 'report' && batch.level === level);
  const ids = (held: readonly Batch[]): readonly number[] => held.map(({ id }) => id);
  const heads = invoices.map(({ id }) => readInvoiceHead(database, id));
  const usageRows = (level: UsageLevel): ReturnType<typeof eachUsageRow> =>
    eachUsageRow(database, ids(reportsOf(level)));
  const parameters = readRunParameters(run.parameters);
  const states = listLineStates(database, run.period);
  return {
    invoiceRows: () => withClasses(eachInvoiceRow(database, ids(invoices)), parameters),
    workOf: (line) => states.get(lineKeyText(line)),
    usageRows,
    counts: {
      invoiceRows: sum(invoices.map(({ counts }) => counts.read)),
      usageRows: countsByLevel((level) => sum(reportsOf(level).map(({ counts }) => counts.stored))),
    },
    fileNames: new Map(batches.map(({ sourceId, fileName }) => [sourceId, fileName])),
    events: eventsOf(workspace, run, request.language),
    parameters,
    columnMapping: invoices.flatMap(({ id, fileName }) =>
      mappedColumns(fileName, readStoredReading(database, id).mapping),
    ),
    statedTotals: heads.flatMap(({ statedTotals }) => statedTotals),
    invoiceNumber: heads.map(({ number }) => number).find((number) => number !== undefined),
    invoiceDate: heads.map(({ date }) => date).find((date) => date !== undefined),
    partnerName: firstPartnerName(usageRows, result),
    appVersion: request.appVersion,
    describeIssue: request.describeIssue,
  };
}

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);

const countsByLevel = (countOf: (level: UsageLevel) => number): Record<UsageLevel, number> => ({
  partner: countOf('partner'),
  customer: countOf('customer'),
  user: countOf('user'),
});

/** Rows are of the class that the run took them for: a person may have changed it. */
function* withClasses(rows: Iterable<InvoiceRow>, { manual }: ReconcileParameters): Iterable<InvoiceRow> {
  const classes = new Map(manual?.reclassifications.map((rule) => [rowText(rule.row), rule.rowClass]));
  for (const row of rows) {
    const rowClass = classes.size === 0 ? undefined : classes.get(rowText(row.ref));
    yield rowClass === undefined || row.quarantined ? row : { ...row, rowClass };
  }
}

/**
 * The audit log up to and with the run itself, and what people have decided about its month since: the workbook shows
 * their decisions. Whatever else came later belongs to later workbooks.
 */
function eventsOf(workspace: Workspace, run: Run, language: Language): readonly WorkbookEvent[] {
  const events: WorkbookEvent[] = [];
  let isLater = false;
  for (const event of eachEvent(workspace.database)) {
    const { at, who, what, before, after } = event;
    const isWork = isWorkEvent(what);
    if (isLater && !(isWork && after?.['period'] === formatPeriod(run.period))) continue;
    const tell = (state: EventState): string =>
      isWork ? spokenState(state, language) : JSON.stringify(state);
    events.push({
      at,
      who,
      what: eventWord(what, language),
      before: before && tell(before),
      after: after && tell(after),
    });
    if (what === 'reconciled' && after?.['run'] === run.id) isLater = true;
  }
  return events;
}

/** The partner's name as the reports give it, from the coarsest report that is held. */
function firstPartnerName(
  usageRows: (level: UsageLevel) => ReturnType<typeof eachUsageRow>,
  result: ResultDocument,
): string | undefined {
  for (const level of USAGE_LEVELS) {
    if (!result.sources.some((source) => source.level === level)) continue;
    for (const row of usageRows(level)) if (row.partnerName !== undefined) return row.partnerName;
  }
  return undefined;
}
