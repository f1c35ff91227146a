import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '#core/errors.ts';
import { INVOICE_HEADER_WORDS } from '#core/mapping/field-aliases.ts';
import type { SourceId } from '#core/source.ts';
import { cellText, isEmptyCell, type SheetRow } from '#core/tabular/table.ts';
import { readReportHeader } from '#core/usage/report-columns.ts';
import type { UsageLevel } from '#core/usage/usage-row.ts';
import type { Workspace } from '../../context.ts';
import { keepEvidence, settleEvidence } from '../../evidence.ts';
import { holdTableFile } from '../../importers/tabular/hold-table-file.ts';
import { openTableFile, type TableFile } from '../../importers/tabular/table-file.ts';
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
    const { sourcesFolder, database, ports } = workspace;
    // A copy can't change between hashing and reading.
    const copy = await keepEvidence(sourcesFolder, path, ports.newId, context);
    try {
      return await recognise(workspace, request, { ...copy, context });
    } catch (error) {
      throw named(error, [copy.sha256], request.name);
    } finally {
      settleEvidence(sourcesFolder, copy.sha256, (sha256) => findSourceFile(database, sha256) !== undefined);
    }
  });
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

async function recognise(
  workspace: Workspace,
  { name, origin, password, encoding, delimiter }: OpenRequest,
  copy: {
    readonly path: string;
    readonly sha256: SourceId;
    readonly bytes: number;
    readonly context: JobContext;
  },
): Promise<Recognised> {
  const { context, sha256, bytes } = copy;
  const file = await openTableFile(
    copy.path,
    {
      phase: 'read-invoice',
      headerWords: INVOICE_HEADER_WORDS,
      ...(password === undefined ? {} : { password }),
      ...(encoding === undefined ? {} : { encoding }),
      ...(delimiter === undefined ? {} : { delimiter }),
    },
    context,
  );
  try {
    const report = await recogniseReport(file, name, context);
    if (report.level !== undefined) return { kind: 'report', level: report.level };
    const held = await holdTableFile(file, context);
    const match = matchTemplate(listTemplates(workspace.database), held);
    const choices = match?.choices ?? NO_CHOICES;
    const template = match?.template;
    const source = { id: sha256, name };
    const analysis = await analyseDraft({ source, file: held, choices, template }, context);
    // A report with a flaw is told as such, unless it can be read as an invoice.
    if (report.flaw !== undefined && NO_INVOICE.has(analysis.problem?.code ?? '')) throw report.flaw;
    return {
      kind: 'invoice',
      draft: {
        id: workspace.ports.newId(),
        name,
        origin,
        sourceId: sha256,
        bytes,
        file: held,
        choices,
        template,
        analysis,
      },
    };
  } finally {
    await file.close();
  }
}

/** The columns that every report has and no invoice: they tell a report with a flaw from an invoice. */
const REPORT_MARK = /CONSUMPTION[\s_-]?(?:START|END)/i;
const NO_REPORT: ReadonlySet<string> = new Set(['REPORT_COLUMN_MISSING', 'REPORT_COLUMN_TWICE']);
const NO_INVOICE: ReadonlySet<string> = new Set(['HEADER_NOT_FOUND', 'COLUMN_MISSING']);

/** The level of a usage report; neither for any other file; the flaw where it is nearly one. */
async function recogniseReport(
  file: TableFile,
  name: string,
  context: JobContext,
): Promise<{ readonly level?: UsageLevel; readonly flaw?: AppError }> {
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

/** The reader knows the copy's name, which is a sha256 or a temporary one; the person knows the file by another. */
function named(error: unknown, copies: readonly string[], name: string): unknown {
  if (!(error instanceof AppError)) return error;
  const { file } = error.params;
  if (file === undefined || (!copies.includes(file) && !file.endsWith('.partial'))) return error;
  return new AppError(error.code, { ...error.params, file: name }, { cause: error });
}
