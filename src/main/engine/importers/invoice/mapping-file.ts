import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { z } from 'zod';
import { AppError } from '#core/errors.ts';
import { DATE_ORDERS } from '#core/mapping/date-text.ts';
import { COALESCED_FIELDS, INVOICE_FIELDS, type InvoiceField } from '#core/mapping/invoice-field.ts';
import { MAPPING_SCHEMA, type InvoiceMapping } from '#core/mapping/invoice-mapping.ts';
import { NUMBER_STYLES } from '#core/mapping/number-style.ts';

const NAME = z.string().min(1).max(1000);

/** A field has one column, but for ids of which a row carries one of several. */
function hasOneColumnEach(columns: readonly { readonly field: InvoiceField }[]): boolean {
  const single = columns.map(({ field }) => field).filter((field) => COALESCED_FIELDS[field] === undefined);
  return new Set(single).size === single.length;
}

const MAPPING = z.strictObject({
  schema: z.literal(MAPPING_SCHEMA),
  headerFingerprint: z.string().max(64).default(''),
  headers: z.array(z.string().max(1000)).max(16_384).default([]),
  sheet: z
    .discriminatedUnion('rule', [
      z.strictObject({ rule: z.literal('recognised') }),
      z.strictObject({ rule: z.literal('named'), name: NAME }),
    ])
    .default({ rule: 'recognised' }),
  header: z
    .strictObject({ row: z.int().min(1), rows: z.union([z.literal(0), z.literal(1), z.literal(2)]) })
    .default({ row: 1, rows: 1 }),
  columns: z
    .array(
      z.strictObject({
        // A column may have no name in the file: then its position tells it.
        name: z.string().max(1000),
        field: z.enum(INVOICE_FIELDS),
        numberStyle: z.enum(NUMBER_STYLES).nullable().default(null),
        position: z.int().min(1).max(16_384).optional(),
      }),
    )
    .min(1)
    .max(200)
    .refine((columns) => columns.every(({ name, position }) => name !== '' || position !== undefined), {
      error: 'a column without a name and a position',
    })
    .refine(hasOneColumnEach, { error: 'two columns for one field' }),
  dateOrder: z.enum(DATE_ORDERS).nullable().default(null),
  encoding: z.string().max(40).nullable().default(null),
  delimiter: z.string().max(1).nullable().default(null),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .nullable()
    .default(null),
  skipRows: z
    .array(z.strictObject({ column: NAME, equals: z.string().max(1000) }))
    .max(200)
    .default([]),
});

/** Reads the JSON of a mapping. Throws MAPPING_INVALID, naming what is wrong, for anything that is none. */
export function parseInvoiceMapping(text: string, file: string): InvoiceMapping {
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (cause) {
    throw new AppError('MAPPING_INVALID', { file, detail: 'JSON' }, { cause });
  }
  const parsed = MAPPING.safeParse(json);
  if (parsed.success) return parsed.data;
  const first = parsed.error.issues[0];
  const place = first === undefined ? '' : first.path.map(String).join('.');
  throw new AppError('MAPPING_INVALID', { file, detail: `${place}: ${first?.message ?? ''}` });
}

/** Reads a saved mapping from a file. Throws FILE_NOT_FOUND, FILE_UNREADABLE or MAPPING_INVALID. */
export async function readInvoiceMapping(path: string): Promise<InvoiceMapping> {
  const file = basename(path);
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    const isMissing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
    throw new AppError(isMissing ? 'FILE_NOT_FOUND' : 'FILE_UNREADABLE', { file }, { cause });
  }
  return parseInvoiceMapping(text, file);
}

/** The text of a mapping file: JSON, indented, with a final newline. */
export const formatInvoiceMapping = (mapping: InvoiceMapping): string =>
  `${JSON.stringify(mapping, undefined, 2)}\n`;
