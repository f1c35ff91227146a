import { join } from 'node:path';
import { defined } from '#core/assert.ts';
import { AppError } from '#core/errors.ts';
import { INVOICE_HEADER_WORDS } from '#core/mapping/field-aliases.ts';
import { headerKey } from '#core/mapping/header-key.ts';
import type { InvoiceMapping } from '#core/mapping/invoice-mapping.ts';
import { countIssues } from '../../repositories/issues.ts';
import type { Workspace } from '../../context.ts';
import { parseInvoiceMapping } from '../../importers/invoice/mapping-file.ts';
import { readInvoice, type InvoiceReading } from '../../importers/invoice/read-invoice.ts';
import { openTableFile } from '../../importers/tabular/table-file.ts';
import type { JobContext } from '../../jobs/job-context.ts';
import { findBatch } from '../../repositories/batches.ts';
import { readInvoiceDocument, readStoredReading } from '../../repositories/invoices.ts';
import { findSourceFile } from '../../repositories/source-files.ts';
import { lastUseOfTemplate } from '../../repositories/templates.ts';
import type { Draft } from './draft.ts';
import { hasSameFigures, summariseReading, type DraftSummary } from './summarise-draft.ts';

/** The last invoice of a template, as it was imported and as the draft's mapping would read it. */
export interface TemplateReplay {
  readonly fileName: string;
  readonly before: DraftSummary;
  /** Undefined where the draft's mapping can't read it. */
  readonly after: DraftSummary | undefined;
  readonly problem: AppError | undefined;
  readonly isSame: boolean;
}

/**
 * Replays the invoice that was imported last with the draft's template through the draft's mapping: a change of layout
 * must not change what the months before say. Columns that are named otherwise there are found by the mapping that it
 * was imported with. Nothing is kept.
 *
 * Throws TEMPLATE_NEVER_USED, what the person has left open, EVIDENCE_DAMAGED and CANCELLED.
 */
export async function replayTemplate(
  workspace: Workspace,
  draft: Draft,
  context: JobContext,
): Promise<TemplateReplay> {
  const { database, folder } = workspace;
  const { reading, problem } = draft.analysis;
  if (problem !== undefined) throw problem;
  const batchId = draft.template && lastUseOfTemplate(database, draft.template.templateId, draft.sourceId);
  if (batchId === undefined || reading === undefined) throw new AppError('TEMPLATE_NEVER_USED');
  const batch = defined(findBatch(database, batchId), 'an import names it');
  const stored = readStoredReading(database, batchId);
  const then = parseInvoiceMapping(stored.mapping, batch.fileName);
  const document = readInvoiceDocument(database, batchId);
  const counts = countIssues(database, batchId);
  // The issues were counted when they were stored; the summary counts those of a reading, so it gets the stored ones.
  const before = { ...summariseReading({ ...reading, document, issues: [] }), issues: { ...counts } };
  const source = findSourceFile(database, batch.sourceId);
  if (source === undefined) throw new AppError('EVIDENCE_DAMAGED', { file: batch.fileName });
  try {
    const after = summariseReading(
      await readAgain(join(folder, source.storedPath), batch.fileName, draft, then, context),
    );
    return {
      fileName: batch.fileName,
      before,
      after,
      problem: undefined,
      isSame: hasSameFigures(before, after),
    };
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'CANCELLED') throw error;
    const file = error.params['file'] === batch.sourceId ? { file: batch.fileName } : {};
    const told = new AppError(error.code, { ...error.params, ...file }, { cause: error });
    return { fileName: batch.fileName, before, after: undefined, problem: told, isSame: false };
  }
}

async function readAgain(
  path: string,
  name: string,
  draft: Draft,
  then: InvoiceMapping,
  context: JobContext,
): Promise<InvoiceReading> {
  const now = defined(draft.analysis.reading, 'a draft with a problem was refused').mapping;
  const file = await openTableFile(
    path,
    {
      phase: 'read-invoice',
      headerWords: INVOICE_HEADER_WORDS,
      ...(then.encoding === null ? {} : { encoding: then.encoding }),
      ...(then.delimiter === null ? {} : { delimiter: then.delimiter }),
    },
    context,
  );
  try {
    const mapping = translated(now, then);
    return await readInvoice(file, { id: 'replay', name }, { mapping }, context);
  } finally {
    await file.close();
  }
}

/** The new mapping in the words of the old header: a column that has another name there goes by its old one. */
function translated(now: InvoiceMapping, then: InvoiceMapping): InvoiceMapping {
  const old = new Set(then.headers.map(headerKey));
  return {
    ...now,
    encoding: then.encoding,
    delimiter: then.delimiter,
    sheet: then.sheet,
    header: then.header,
    columns: now.columns.flatMap((column) => {
      if (old.has(headerKey(column.name))) return [column];
      const before = then.columns.find(({ field }) => field === column.field);
      return before === undefined ? [] : [{ ...column, name: before.name, position: before.position }];
    }),
  };
}
