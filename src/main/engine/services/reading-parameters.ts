import { z } from 'zod';
import { DATE_ORDERS, type DateOrder } from '#core/mapping/date-text.ts';
import { parseInvoiceMapping } from '../importers/invoice/mapping-file.ts';
import type { InvoiceReadOptions } from '../importers/invoice/read-invoice.ts';

const dateOrder = z.enum(DATE_ORDERS).nullable();
const reportParameters = z.object({ dateOrder });
const invoiceParameters = z.object({
  sheet: z.string().nullable(),
  mapping: z.looseObject({}).nullable(),
  locale: z.string().nullable(),
  dateOrder,
});

/** What a person had set about reading a report, from the JSON that its batch keeps. Throws for anything else. */
export function readReportParameters(text: string): { readonly dateOrder?: DateOrder } {
  const set = reportParameters.parse(JSON.parse(text));
  return set.dateOrder === null ? {} : { dateOrder: set.dateOrder };
}

/** The same of an invoice. Throws MAPPING_INVALID, or for anything else. */
export function readInvoiceParameters(text: string, file: string): InvoiceReadOptions {
  const { sheet, mapping, locale, dateOrder: order } = invoiceParameters.parse(JSON.parse(text));
  return {
    ...(sheet === null ? {} : { sheet }),
    ...(mapping === null ? {} : { mapping: parseInvoiceMapping(JSON.stringify(mapping), file) }),
    ...(locale === null ? {} : { locale }),
    ...(order === null ? {} : { dateOrder: order }),
  };
}
