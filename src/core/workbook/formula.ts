import { columnIndex, type TableModel } from './column.ts';
import type { WorkbookLanguage } from './localised.ts';

/** Names that formulas use for what stands on the Parameters and Checks sheets. */
export const DEFINED_NAMES = {
  periodStart: 'PeriodStart',
  periodEnd: 'PeriodEnd',
  periodDays: 'PeriodDays',
  digits: 'RoundingDigits',
  overallStatus: 'OverallStatus',
  overallText: 'OverallText',
  reasonCodes: 'ReasonCodes',
  workflowStatuses: 'WorkflowStatuses',
} as const;

/** Digits at which formulas round a difference, so that binary fractions never show as a variance. */
export const FORMULA_DIGITS = 8;

const escaped = (header: string): string => header.replace(/['#[\]@]/g, (character) => `'${character}`);

/** References to the columns of a table, by id. */
export interface TableReferences<Id extends string> {
  /** The whole column without header and total: `tblBySku[Amount]`. */
  readonly column: (id: Id) => string;
  /** This row's cell: `tblBySku[[#This Row],[Amount]]`. */
  readonly cell: (id: Id) => string;
  /** The header's cell: `tblBySku[[#Headers],[Amount]]`. */
  readonly header: (id: Id) => string;
  readonly name: string;
}

/** How formulas speak of a table in the language of its headers. `name` differs from the model's for a further part. */
export function references<Id extends string>(
  table: TableModel<Id>,
  language: WorkbookLanguage,
  name = table.name,
): TableReferences<Id> {
  const header = (id: Id): string => escaped(table.columns[columnIndex(table, id)]?.header[language] ?? '');
  return {
    column: (id) => `${name}[${header(id)}]`,
    cell: (id) => `${name}[[#This Row],[${header(id)}]]`,
    header: (id) => `${name}[[#Headers],[${header(id)}]]`,
    name,
  };
}

/** Text as a formula writes it. */
export const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

/** Rounds a difference at {@link FORMULA_DIGITS}, by name. */
export const rounded = (expression: string): string => `ROUND(${expression},${DEFINED_NAMES.digits})`;
