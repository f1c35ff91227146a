import { basename } from 'node:path';
import { INVOICE_HEADER_WORDS } from '#core/mapping/field-aliases.ts';
import type { InvoiceReading, InvoiceReadOptions } from '#engine/importers/invoice/invoice-reading.ts';
import { readInvoice } from '#engine/importers/invoice/read-invoice.ts';
import { openTableFile } from '#engine/importers/tabular/table-file.ts';
import type { JobContext } from '#engine/jobs/job-context.ts';

/** A job that nobody cancels. */
export const JOB: JobContext = {
  signal: new AbortController().signal,
  checkpoint: () => Promise.resolve(),
  report: () => undefined,
};

/** Reads an invoice file from disk, the way the import service does. */
export async function readFileAt(path: string, options: InvoiceReadOptions = {}): Promise<InvoiceReading> {
  const file = await openTableFile(path, { headerWords: INVOICE_HEADER_WORDS }, JOB);
  try {
    return await readInvoice(file, { id: 'source', name: basename(path) }, options, JOB);
  } finally {
    await file.close();
  }
}
