import type { Localised, WorkbookLanguage } from './localised.ts';

/** The sheets of the workbook, in their fixed order. */
export const SHEET_IDS = [
  'summary',
  'checks',
  'by-sku',
  'by-customer',
  'by-user',
  'exceptions',
  'invoice-lines',
  'usage-partner',
  'usage-customer',
  'usage-user',
  'matches',
  'parameters',
  'sources',
  'audit-log',
] as const;
export type SheetId = (typeof SHEET_IDS)[number];

/**
 * The sheets that a person may leave out. The others hold each other's formulas, or say what was compared, by which
 * parameters and from which files: without them the workbook would prove nothing.
 */
export const OPTIONAL_SHEETS = [
  'exceptions',
  'usage-partner',
  'usage-customer',
  'usage-user',
  'matches',
] as const satisfies readonly SheetId[];
export type OptionalSheetId = (typeof OPTIONAL_SHEETS)[number];

/** The sheets' names: at most 31 characters, none of `[]:*?/\`. */
export const SHEET_NAMES = {
  summary: { en: 'Summary', ja: '概要' },
  checks: { en: 'Checks', ja: '照合チェック' },
  'by-sku': { en: 'By SKU', ja: 'SKU別' },
  'by-customer': { en: 'By customer', ja: '顧客別' },
  'by-user': { en: 'By user', ja: 'ユーザー別' },
  exceptions: { en: 'Exceptions', ja: '要対応' },
  'invoice-lines': { en: 'Invoice lines', ja: '請求明細' },
  'usage-partner': { en: 'Usage partner', ja: '利用実績_パートナー' },
  'usage-customer': { en: 'Usage customer', ja: '利用実績_顧客' },
  'usage-user': { en: 'Usage user', ja: '利用実績_ユーザー' },
  matches: { en: 'Matches', ja: '突合' },
  parameters: { en: 'Parameters', ja: 'パラメーター' },
  sources: { en: 'Sources', ja: '出典' },
  'audit-log': { en: 'Audit log', ja: '監査ログ' },
} as const satisfies Record<SheetId, Localised>;

/** The name of a sheet; `part` counts from 1 where its rows fill several sheets. */
export const sheetName = (id: SheetId, language: WorkbookLanguage, part = 1): string =>
  part === 1 ? SHEET_NAMES[id][language] : `${SHEET_NAMES[id][language]} ${part}`;

/** A sheet's name as a formula writes it. */
export const quotedSheetName = (name: string): string => `'${name.replaceAll("'", "''")}'`;

/** Rows of one detail sheet: past it a further sheet goes on. Excel ends at 1,048,576. */
export const MAX_ROWS_PER_SHEET = 1_000_000;

/** Above so many rows a detail table is summed up by value and one check, not by a formula in each row. */
export const MAX_ROWS_WITH_FORMULAS = 50_000;
