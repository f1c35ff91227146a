import type { TableModel } from './column.ts';
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

/** Made once for each table, language and name: a formula a row would otherwise look its columns up each time. */
const known = new Map<string, TableReferences<string>>();

/** How formulas speak of a table in the language of its headers. `name` differs from the model's for a further part. */
export function references<Id extends string>(
  table: TableModel<Id>,
  language: WorkbookLanguage,
  name = table.name,
): TableReferences<Id> {
  const key = `${language} ${name}`;
  const held = known.get(key);
  if (held) return held;
  const header = new Map<string, string>(
    table.columns.map(({ id, header: names }) => [id, escaped(names[language])]),
  );
  // Each reference is one text, however often it is asked for: formulas are made of them row by row.
  const form = (write: (header: string) => string): ((id: string) => string) => {
    const written = new Map([...header].map(([id, text]) => [id, write(text)]));
    return (id) => {
      const text = written.get(id);
      if (text === undefined) throw new Error(`${name} has no column ${id}`);
      return text;
    };
  };
  const made: TableReferences<string> = {
    column: form((text) => `${name}[${text}]`),
    cell: form((text) => `${name}[[#This Row],[${text}]]`),
    header: form((text) => `${name}[[#Headers],[${text}]]`),
    name,
  };
  known.set(key, made);
  return made;
}

/** Text as a formula writes it. */
export const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

/** Rounds a difference at {@link FORMULA_DIGITS}, by name. */
export const rounded = (expression: string): string => `ROUND(${expression},${DEFINED_NAMES.digits})`;
