import { basename } from 'node:path';
import { sumMicros } from '#core/decimal/micros.ts';
import type { InvoiceDocument } from '#core/invoice/invoice-row.ts';
import { INVOICE_HEADER_WORDS } from '#core/mapping/field-aliases.ts';
import { periodOfInvoice } from '#core/reconcile/choose-period.ts';
import type { Workspace } from '../context.ts';
import { parseInvoiceMapping } from '../importers/invoice/mapping-file.ts';
import {
  readInvoice,
  type InvoiceReading,
  type InvoiceReadOptions,
} from '../importers/invoice/read-invoice.ts';
import type { TableFileOptions } from '../importers/tabular/table-file.ts';
import type { JobContext } from '../jobs/job-context.ts';
import type { Batch, BatchCounts } from '../repositories/batches.ts';
import { addInvoiceDocument, addInvoiceRows, readStoredReading } from '../repositories/invoices.ts';
import { addIssues, countIssues } from '../repositories/issues.ts';
import { importFile, type DraftReader, type HeldFile } from './import-file.ts';
import type { ImportedBatch } from './import-outcome.ts';

/** An invoice file to import, and what the person has decided about reading it. */
export interface ImportInvoiceRequest extends InvoiceReadOptions {
  readonly path: string;
  /** The name by which the person knows the file, where it is not the path's own. */
  readonly name?: string;
  /** Opens a protected workbook. Used and forgotten: it is never stored. */
  readonly password?: string;
  /** Take the reading that the workspace holds instead of refusing the same file. */
  readonly reuse?: boolean;
  /** The file as it was read already. Throws DRAFT_OUTDATED where the bytes are no longer the same. */
  readonly held?: HeldFile;
  /** Runs in the import's last transaction, with the batch that becomes active. */
  readonly inLastTransaction?: (batchId: number) => void;
}

/** An invoice file, imported. Its window is its billing period, as its charges state it. */
export interface InvoiceImport extends ImportedBatch {
  readonly kind: 'invoice';
  /** How the columns were read: what `--save-mapping` writes. */
  readonly mapping: InvoiceReading['mapping'];
}

/** Goes up whenever the same file would be read differently: a reading by an older one is replaced. */
const PARSER = 'invoice/1';
const BLOCK_ROWS = 2000;

/**
 * Imports an invoice file: all of it, or nothing.
 *
 * Throws FILE_ALREADY_IMPORTED (the same file, read in the same way; unless `reuse`), what `readInvoice` throws, the
 * errors of files, and CANCELLED.
 */
export async function importInvoice(
  workspace: Workspace,
  request: ImportInvoiceRequest,
  context: JobContext,
): Promise<InvoiceImport> {
  const options = readOptionsOf(request);
  const { batch, reused } = await importFile(
    workspace,
    {
      kind: 'invoice',
      path: request.path,
      name: request.name ?? basename(request.path),
      parser: PARSER,
      parameters: parametersText(options),
      reuse: request.reuse ?? false,
      fileOptions: fileOptionsOf(request),
      ...(request.held === undefined ? {} : { held: request.held }),
    },
    invoiceReader(workspace, options, request.inLastTransaction, context),
    context,
  );
  return describe(workspace, batch, reused);
}

/** The person's decisions alone, without path, name and password. */
function readOptionsOf(request: ImportInvoiceRequest): InvoiceReadOptions {
  const { sheet, mapping, locale, dateOrder, numberStyle, header } = request;
  return {
    ...(sheet === undefined ? {} : { sheet }),
    ...(mapping === undefined ? {} : { mapping }),
    ...(locale === undefined ? {} : { locale }),
    ...(dateOrder === undefined ? {} : { dateOrder }),
    ...(numberStyle === undefined ? {} : { numberStyle }),
    ...(header === undefined ? {} : { header }),
  };
}

/** One text for one set of decisions, whatever the order of their keys. */
function parametersText(options: InvoiceReadOptions): string {
  const { sheet, mapping, locale, dateOrder, numberStyle, header } = options;
  const sorted = (_key: string, value: unknown): unknown =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value;
  return JSON.stringify(
    {
      sheet: sheet ?? null,
      mapping: mapping ?? null,
      locale: locale ?? null,
      dateOrder: dateOrder ?? null,
      // Decisions of the mapping editor: absent elsewhere, so that readings from before stay the same readings.
      ...(numberStyle === undefined ? {} : { numberStyle }),
      ...(header === undefined ? {} : { header }),
    },
    sorted,
  );
}

function fileOptionsOf({ password, mapping }: ImportInvoiceRequest): TableFileOptions {
  const encoding = mapping?.encoding ?? undefined;
  const delimiter = mapping?.delimiter ?? undefined;
  return {
    phase: 'read-invoice',
    headerWords: INVOICE_HEADER_WORDS,
    ...(password === undefined ? {} : { password }),
    ...(encoding === undefined ? {} : { encoding }),
    ...(delimiter === undefined ? {} : { delimiter }),
  };
}

function invoiceReader(
  workspace: Workspace,
  options: InvoiceReadOptions,
  inLastTransaction: ((batchId: number) => void) | undefined,
  context: JobContext,
): DraftReader {
  const { database } = workspace;
  return async (file, draft) => {
    const reading = await readInvoice(file, draft.source, options, context);
    const { document, issues } = reading;
    const batchId = draft.begin({ level: undefined, sheet: undefined, extraColumns: [] });
    for (let first = 0; first < document.rows.length; first += BLOCK_ROWS) {
      database.withinTransaction(() => {
        addInvoiceRows(database, batchId, document.rows.slice(first, first + BLOCK_ROWS), first);
      });
      await context.checkpoint();
    }
    const counts = countRows(document);
    await context.checkpoint();
    const known = { sum: sumAmounts(document), window: periodOfInvoice(document.rows) };
    return {
      counts,
      finish: () => {
        addIssues(database, batchId, issues);
        addInvoiceDocument(database, batchId, document, {
          mapping: JSON.stringify(reading.mapping),
          tables: JSON.stringify(reading.tables),
        });
        inLastTransaction?.(batchId);
        return known;
      },
    };
  };
}

/** Every row is kept; a quarantined one takes no part in any sum, a blank one says nothing. */
function countRows({ rows }: InvoiceDocument): BatchCounts {
  const quarantined = rows.filter((row) => row.quarantined).length;
  const blank = rows.filter((row) => !row.quarantined && row.rowClass === 'blank').length;
  return { read: rows.length, stored: rows.length - quarantined - blank, quarantined, blank };
}

/** The amounts of all rows but subtotals, which repeat others. */
const sumAmounts = ({ rows }: InvoiceDocument): ReturnType<typeof sumMicros> =>
  sumMicros(
    rows.flatMap((row) =>
      row.quarantined || row.rowClass === 'subtotal' || row.amount === undefined ? [] : [row.amount],
    ),
  );

/** What the workspace holds of an invoice file. */
function describe(workspace: Workspace, batch: Batch, reused: boolean): InvoiceImport {
  const { database } = workspace;
  return {
    kind: 'invoice',
    batchId: batch.id,
    sourceId: batch.sourceId,
    fileName: batch.fileName,
    reused,
    counts: batch.counts,
    issues: countIssues(database, batch.id),
    window: batch.window,
    mapping: parseInvoiceMapping(readStoredReading(database, batch.id).mapping, batch.fileName),
  };
}
