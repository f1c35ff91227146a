import type { BuiltDocument } from '#core/invoice/build-document.ts';
import { isFigureField } from '#core/mapping/invoice-field.ts';
import {
  headerFingerprint,
  MAPPING_SCHEMA,
  neededPosition,
  type InvoiceMapping,
} from '#core/mapping/invoice-mapping.ts';
import type { TableFile } from '#engine/importers/tabular/table-file.ts';
import type { TableCandidate } from './choose-tables.ts';
import type { InvoiceReadOptions } from './invoice-reading.ts';

/** How a file was read, as a template for the next one of its layout. */
export function mappingOf(
  file: TableFile,
  { header, columns }: TableCandidate,
  { choices, document }: BuiltDocument,
  { sheet, mapping, dateOrder }: InvoiceReadOptions,
): InvoiceMapping {
  const names = header?.names ?? [];
  return {
    schema: MAPPING_SCHEMA,
    headerFingerprint: headerFingerprint(names),
    headers: names.filter((name) => name !== ''),
    sheet: sheet === undefined ? (mapping?.sheet ?? { rule: 'recognised' }) : { rule: 'named', name: sheet },
    header: { row: header?.row ?? 1, rows: header?.rows ?? 1 },
    columns: columns.map(({ column, name, field }) => {
      const position = neededPosition(name, column, names);
      return {
        name,
        field,
        numberStyle:
          isFigureField(field) && choices.styles[field].reason !== 'typed'
            ? choices.styles[field].style
            : null,
        ...(position === undefined ? {} : { position }),
      };
    }),
    dateOrder: dateOrder ?? choices.dateOrder ?? mapping?.dateOrder ?? null,
    encoding: file.encoding ?? null,
    delimiter: file.delimiter ?? null,
    currency: document.currency ?? null,
    skipRows: mapping?.skipRows ?? [],
  };
}
