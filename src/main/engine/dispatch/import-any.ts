import { AppError } from '#core/errors.ts';
import type { DateOrder } from '#core/mapping/date-text.ts';
import type { EngineFile } from '#shared/engine-protocol.ts';
import type { Workspace } from '../context.ts';
import type { JobContext } from '../jobs/job-context.ts';
import { importInvoice, type InvoiceImport } from '../services/import-invoice.ts';
import type { ReportImport } from '../services/import-outcome.ts';
import { importReport } from '../services/import-report.ts';

/** A file, and what the person has said about its dates. */
export interface AnyFile {
  readonly file: EngineFile;
  readonly dateOrder: DateOrder | undefined;
}

/** What a reader of reports says about a file that is none. */
const NO_REPORT = new Set(['REPORT_COLUMN_MISSING', 'REPORT_COLUMN_TWICE', 'SHEET_AMBIGUOUS']);
/** What a reader of invoices says about a file that is none. */
const NO_INVOICE = new Set(['HEADER_NOT_FOUND', 'COLUMN_MISSING']);
/** The columns that every report has and no invoice: they tell a report with a flaw from an invoice. */
const REPORT_MARK = /CONSUMPTION[\s_-]?(?:START|END)/i;

/**
 * Imports a file of either kind, told by its header: a usage report has Webex's own columns, everything else is read
 * as an invoice. Where it is neither, the error is that of the kind it resembles.
 */
export async function importAny(
  workspace: Workspace,
  { file, dateOrder }: AnyFile,
  context: JobContext,
): Promise<ReportImport | InvoiceImport> {
  const request = { ...file, reuse: true, ...(dateOrder === undefined ? {} : { dateOrder }) };
  try {
    return await importReport(workspace, request, context);
  } catch (error) {
    if (!(error instanceof AppError) || !NO_REPORT.has(error.code)) throw error;
    return importAsInvoice(workspace, request, error, context);
  }
}

async function importAsInvoice(
  workspace: Workspace,
  request: Parameters<typeof importInvoice>[1],
  asReport: AppError,
  context: JobContext,
): Promise<InvoiceImport> {
  try {
    return await importInvoice(workspace, request, context);
  } catch (error) {
    const isNoInvoice = error instanceof AppError && NO_INVOICE.has(error.code);
    throw isNoInvoice && REPORT_MARK.test(asReport.params['found'] ?? '') ? asReport : error;
  }
}
