import { rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { AppError } from '#core/errors.ts';
import { INVOICE_HEADER_WORDS } from '#core/mapping/field-aliases.ts';
import type { SourceId } from '#core/source.ts';
import { cellText, isEmptyCell, type SheetRow } from '#core/tabular/table.ts';
import { readReportHeader } from '#core/usage/report-columns.ts';
import type { UsageLevel } from '#core/usage/usage-row.ts';
import type { Workspace } from '../../context.ts';
import { keepEvidence, settleEvidence } from '../../evidence.ts';
import { holdTableFile } from '../../importers/tabular/hold-table-file.ts';
import { openTableFile, type TableFile, type TableFileOptions } from '../../importers/tabular/table-file.ts';
import type { JobContext } from '../../jobs/job-context.ts';
import { findSourceFile } from '../../repositories/source-files.ts';
import { listTemplates } from '../../repositories/templates.ts';
import { analyseDraft } from './analyse-draft.ts';
import { NO_CHOICES, type Draft, type DraftOrigin } from './draft.ts';
import { matchTemplate } from './match-template.ts';

/** A file to look into, and what the person has said about opening it. */
export interface OpenRequest {
  readonly name: string;
  readonly origin: DraftOrigin;
  /** Opens a protected workbook. Used and forgotten. */
  readonly password?: string | undefined;
  readonly encoding?: string | undefined;
  readonly delimiter?: string | undefined;
}

/** What a file turned out to be. */
export type Recognised =
  | { readonly kind: 'report'; readonly level: UsageLevel }
  | { readonly kind: 'invoice'; readonly draft: Draft };

/**
 * Looks into a file: a usage report is told by its header; anything else is read as an invoice into a draft, by the
 * template of its layout where there is one. The workspace is left as it is.
 *
 * Throws the errors of files, REPORT_COLUMN_MISSING for a report with a flaw, and CANCELLED.
 */
export async function openDraft(
  workspace: Workspace,
  request: OpenRequest,
  context: JobContext,
): Promise<Recognised> {
  return withBytes(workspace, request.origin, context, async (path) => {
    try {
      const report = await lookAtHeader(path, request, context);
      // The import of a report keeps its bytes itself: a copy made here would be for nothing.
      if (report.level !== undefined) return { kind: 'report', level: report.level };
      return await openInvoice(workspace, request, { path, flaw: report.flaw, context });
    } catch (error) {
      throw named(error, basename(path), request.name);
    }
  });
}

async function openInvoice(
  workspace: Workspace,
  request: OpenRequest,
  {
    path,
    flaw,
    context,
  }: { readonly path: string; readonly flaw?: AppError | undefined; readonly context: JobContext },
): Promise<Recognised> {
  const { sourcesFolder, database, ports } = workspace;
  // A copy can't change between hashing and reading.
  const copy = await keepEvidence(sourcesFolder, path, ports.newId, context);
  try {
    const draft = await readDraft(workspace, request, { ...copy, context });
    // A report with a flaw is told as such, unless it can be read as an invoice.
    if (flaw !== undefined && NO_INVOICE.has(draft.analysis.problem?.code ?? '')) throw flaw;
    return { kind: 'invoice', draft };
  } catch (error) {
    throw named(error, copy.sha256, request.name);
  } finally {
    settleEvidence(sourcesFolder, copy.sha256, (sha256) => findSourceFile(database, sha256) !== undefined);
  }
}

const openingOf = ({ password, encoding, delimiter }: OpenRequest): TableFileOptions => ({
  phase: 'read-invoice',
  headerWords: INVOICE_HEADER_WORDS,
  ...(password === undefined ? {} : { password }),
  ...(encoding === undefined ? {} : { encoding }),
  ...(delimiter === undefined ? {} : { delimiter }),
});

async function lookAtHeader(path: string, request: OpenRequest, context: JobContext): Promise<ReportHeader> {
  // A look at one row is no progress of anything.
  const quiet = { ...context, report: () => undefined };
  const file = await openTableFile(path, openingOf(request), quiet);
  try {
    return await recogniseReport(file, request.name, quiet);
  } finally {
    await file.close();
  }
}

/** Gives the bytes of a draft a path: that of its file, or of a temporary one that the next start would remove. */
export async function withBytes<Outcome>(
  { sourcesFolder, ports }: Workspace,
  origin: DraftOrigin,
  context: JobContext,
  work: (path: string) => Promise<Outcome>,
): Promise<Outcome> {
  if (origin.kind === 'file') return work(origin.path);
  await context.checkpoint();
  const path = join(sourcesFolder, `${ports.newId()}.partial`);
  writeFileSync(path, origin.content, { mode: 0o600 });
  try {
    return await work(path);
  } finally {
    rmSync(path, { force: true });
  }
}

async function readDraft(
  workspace: Workspace,
  request: OpenRequest,
  copy: {
    readonly path: string;
    readonly sha256: SourceId;
    readonly bytes: number;
    readonly context: JobContext;
  },
): Promise<Draft> {
  const { context, sha256, bytes } = copy;
  const { name, origin } = request;
  const file = await openTableFile(copy.path, openingOf(request), context);
  try {
    const held = await holdTableFile(file, context);
    const match = matchTemplate(listTemplates(workspace.database), held);
    const choices = match?.choices ?? NO_CHOICES;
    const template = match?.template;
    const source = { id: sha256, name };
    const analysis = await analyseDraft({ source, file: held, choices, template }, context);
    const id = workspace.ports.newId();
    return { id, name, origin, sourceId: sha256, bytes, file: held, choices, template, analysis };
  } finally {
    await file.close();
  }
}

/** The columns that every report has and no invoice: they tell a report with a flaw from an invoice. */
const REPORT_MARK = /CONSUMPTION[\s_-]?(?:START|END)/i;
const NO_REPORT: ReadonlySet<string> = new Set(['REPORT_COLUMN_MISSING', 'REPORT_COLUMN_TWICE']);
const NO_INVOICE: ReadonlySet<string> = new Set(['HEADER_NOT_FOUND', 'COLUMN_MISSING']);

/** The level of a usage report; neither for any other file; the flaw where it is nearly one. */
interface ReportHeader {
  readonly level?: UsageLevel;
  readonly flaw?: AppError;
}

async function recogniseReport(file: TableFile, name: string, context: JobContext): Promise<ReportHeader> {
  const cells = file.tables.length === 1 ? await firstCells(file, context) : undefined;
  if (cells === undefined) return {};
  try {
    return { level: readReportHeader(cells, name).level };
  } catch (error) {
    if (!(error instanceof AppError) || !NO_REPORT.has(error.code)) throw error;
    return cells.some((cell) => REPORT_MARK.test(cell)) ? { flaw: error } : {};
  }
}

async function firstCells(file: TableFile, context: JobContext): Promise<readonly string[] | undefined> {
  const isFilled = (row: SheetRow): boolean => !row.cells.every(isEmptyCell);
  for await (const row of file.rows(0, context)) if (isFilled(row)) return row.cells.map(cellText);
  return undefined;
}

/** The reader knows the name of a copy; the person knows the file by another. */
function named(error: unknown, copyName: string, name: string): unknown {
  if (!(error instanceof AppError) || error.params['file'] !== copyName) return error;
  return new AppError(error.code, { ...error.params, file: name }, { cause: error });
}
