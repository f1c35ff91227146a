import type { InvoiceField } from '#core/mapping/invoice-field.ts';
import type { InvoiceMapping } from '#core/mapping/invoice-mapping.ts';
import type { ReadableDatabase } from '../../db/handles.ts';
import { readInvoiceHead, readStoredReading } from '../../repositories/invoices.ts';
import { isPersonalHeader } from './known-names.ts';
import type { MaskKind } from './masker.ts';

/** What the cells of a column name: by the field that Tieout reads from it, else by what its header promises. */
export function kindOfColumn(header: string, field: InvoiceField | undefined): MaskKind | undefined {
  switch (field) {
    case 'consumerId':
      return 'user';
    case 'customerId':
    case 'customerName':
      return 'customer';
    case undefined:
      return isPersonalHeader(header) ? 'user' : undefined;
    default:
      return undefined;
  }
}

/** What each column of an imported invoice names, by its header. */
export function columnKinds(
  database: ReadableDatabase,
  batchId: number,
): ReadonlyMap<string, MaskKind | undefined> {
  const fields = fieldsOf(database, batchId);
  const { columns } = readInvoiceHead(database, batchId);
  return new Map(columns.map((header) => [header, kindOfColumn(header, fields.get(header))]));
}

/** Places of an imported invoice's columns that may name persons and were not read. */
export function personalPlaces(database: ReadableDatabase, batchId: number): ReadonlySet<number> {
  const fields = fieldsOf(database, batchId);
  return new Set(
    readInvoiceHead(database, batchId).columns.flatMap((header, place) =>
      !fields.has(header) && isPersonalHeader(header) ? [place] : [],
    ),
  );
}

function fieldsOf(database: ReadableDatabase, batchId: number): ReadonlyMap<string, InvoiceField> {
  const { columns } = JSON.parse(readStoredReading(database, batchId).mapping) as InvoiceMapping;
  return new Map(columns.map(({ name, field }) => [name, field]));
}
