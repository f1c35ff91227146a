import type { Alias } from '#core/reconcile/parameters.ts';
import type { JobContext } from '#engine/jobs/job-context.ts';
import { type CellReading, readNeededText } from './parameter-cell.ts';
import { type ParameterFile, type ParameterFileKind, readParameterFile } from './parameter-table.ts';

type AliasColumn = 'field' | 'from' | 'to';

const COLUMNS: ParameterFileKind<AliasColumn, Alias>['columns'] = {
  field: { name: 'FIELD', aliases: ['項目', '種別', '区分'], needed: true },
  from: {
    name: 'FROM',
    aliases: ['Invoice', '請求書', '請求書の名称', '変換前', '読み替え前'],
    needed: true,
  },
  to: { name: 'TO', aliases: ['Report', 'レポート', 'レポートの名称', '変換後', '読み替え後'], needed: true },
};

/** What may stand in FIELD. */
const FIELDS: ReadonlyMap<string, Alias['field']> = new Map([
  ['sku', 'sku'],
  ['customer', 'customer'],
  ['subscription', 'subscription'],
  ['製品', 'sku'],
  ['顧客', 'customer'],
  ['サブスクリプション', 'subscription'],
]);

function readField(text: CellReading<string>): CellReading<Alias['field']> {
  if (!text.ok) return text;
  const field = FIELDS.get(text.value.toLowerCase());
  return field === undefined ? { ok: false, problem: 'badField' } : { ok: true, value: field };
}

/**
 * Reads an alias file: FIELD (`sku`, `customer` or `subscription`), FROM (what the invoice calls the thing), TO
 * (what the reports call it).
 *
 * @throws AppError ALIAS_FILE_INVALID naming row and column
 */
export function readAliasFile(path: string, context: JobContext): Promise<ParameterFile<Alias>> {
  return readParameterFile(path, { code: 'ALIAS_FILE_INVALID', columns: COLUMNS, readRow }, context);
}

const readRow: ParameterFileKind<AliasColumn, Alias>['readRow'] = (row, problems) => {
  const field = problems.take(row, 'field', readField(readNeededText(row.cell('field'))));
  const from = problems.take(row, 'from', readNeededText(row.cell('from')));
  const to = problems.take(row, 'to', readNeededText(row.cell('to')));
  return field === undefined || from === undefined || to === undefined ? undefined : { field, from, to };
};
