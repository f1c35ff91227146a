import type { HeaderFinding } from '#core/mapping/header-detection.ts';
import type { ColumnAssignment } from '#core/mapping/invoice-field.ts';
import { isFigureField } from '#core/mapping/invoice-field.ts';
import {
  headerFingerprint,
  MAPPING_SCHEMA,
  neededPosition,
  type InvoiceMapping,
} from '#core/mapping/invoice-mapping.ts';
import type { InvoiceReadOptions } from '../../importers/invoice/invoice-reading.ts';
import type { TableFile } from '../../importers/tabular/table-file.ts';
import type { AppliedTemplate, DraftChoices } from './draft.ts';

/** What the mapping of a draft is made from. */
export interface MappingGround {
  readonly file: TableFile;
  readonly sheet: string | undefined;
  readonly header: HeaderFinding;
  readonly columns: readonly ColumnAssignment[];
  readonly choices: DraftChoices;
  readonly template: AppliedTemplate | undefined;
}

/**
 * How a draft is read, and imported: exactly what the person sees. Without any decision nothing is set, so that the
 * reading is the same as that of the command line; with a template alone, the template is all.
 */
export function readOptionsOf(ground: MappingGround): InvoiceReadOptions {
  const { choices, template, header, sheet } = ground;
  const decided = {
    ...(choices.numberStyle === undefined ? {} : { numberStyle: choices.numberStyle }),
    ...(choices.dateOrder === undefined ? {} : { dateOrder: choices.dateOrder }),
    ...(choices.sheet === undefined ? {} : { sheet: choices.sheet }),
  };
  const isTouched =
    choices.columns !== undefined ||
    choices.header !== undefined ||
    choices.currency !== undefined ||
    choices.skipRows.length > 0;
  if (!isTouched) return template === undefined ? decided : { ...decided, mapping: template.mapping };
  return {
    ...decided,
    header: { sheet, row: header.row, rows: header.rows },
    mapping: draftMapping(ground),
  };
}

function draftMapping({ file, sheet, header, columns, choices, template }: MappingGround): InvoiceMapping {
  // Without names nothing tells the sheet of the next file but its own name.
  const namedSheet = choices.sheet ?? (header.rows === 0 ? sheet : undefined);
  const { names } = header;
  const saved = template?.mapping;
  return {
    schema: MAPPING_SCHEMA,
    headerFingerprint: headerFingerprint(names),
    headers: names.filter((name) => name !== ''),
    sheet: namedSheet === undefined ? { rule: 'recognised' } : { rule: 'named', name: namedSheet },
    header: { row: header.row, rows: header.rows },
    columns: columns.map(({ column, name, field }) => {
      const position = neededPosition(name, column, names);
      const style = saved?.columns.find((mapped) => mapped.field === field)?.numberStyle ?? null;
      return {
        name,
        field,
        numberStyle: isFigureField(field) ? style : null,
        ...(position === undefined ? {} : { position }),
      };
    }),
    dateOrder: saved?.dateOrder ?? null,
    encoding: file.encoding ?? null,
    delimiter: file.delimiter ?? null,
    currency: choices.currency ?? saved?.currency ?? null,
    skipRows: choices.skipRows,
  };
}
