import type { InvoiceMapping } from '#core/mapping/invoice-mapping.ts';
import type { ImportInvoiceRequest } from '#engine/services/import-invoice.ts';
import type { CliSession } from '../session.ts';
import { type InvoiceReadValues, readPassword } from './read-options.ts';

/**
 * How an invoice is to be read, with the files that the options name.
 *
 * @throws AppError MAPPING_INVALID, FILE_NOT_FOUND, FILE_UNREADABLE, FILE_EMPTY
 */
export async function readValuesToRequest(
  session: CliSession,
  values: InvoiceReadValues,
): Promise<Omit<ImportInvoiceRequest, 'path' | 'name' | 'reuse'>> {
  const { sheet, mapping, locale, dateOrder, passwordFile } = values;
  return {
    ...(sheet === undefined ? {} : { sheet }),
    ...(mapping === undefined ? {} : { mapping: await readMapping(session.path(mapping)) }),
    ...(locale === undefined ? {} : { locale }),
    ...(dateOrder === undefined ? {} : { dateOrder }),
    ...(passwordFile === undefined ? {} : { password: await readPassword(session.path(passwordFile)) }),
  };
}

async function readMapping(path: string): Promise<InvoiceMapping> {
  const { readInvoiceMapping } = await import('#engine/importers/invoice/mapping-file.ts');
  return readInvoiceMapping(path);
}
