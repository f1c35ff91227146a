import { columnContent, readableCells, type ColumnContent } from '#core/invoice/column-content.ts';
import type { ReadingChoices } from '#core/invoice/reading-choices.ts';
import { claimOf } from '#core/mapping/column-claims.ts';
import { KNOWN_COLUMNS } from '#core/mapping/field-aliases.ts';
import type { HeaderFinding } from '#core/mapping/header-detection.ts';
import {
  COALESCED_FIELDS,
  isFigureField,
  type ColumnAssignment,
  type InvoiceField,
} from '#core/mapping/invoice-field.ts';
import type { SheetRow, TableInfo } from '#core/tabular/table.ts';
import type { AppliedTemplate, ColumnGround, DraftChoices, DraftColumn } from './draft.ts';

/** What the columns of a draft are described from. */
export interface ColumnsGround {
  readonly info: TableInfo;
  readonly header: HeaderFinding;
  /** The first rows below the header. */
  readonly rows: readonly SheetRow[];
  readonly columns: readonly ColumnAssignment[];
  readonly choices: DraftChoices;
  readonly template: AppliedTemplate | undefined;
  readonly readingChoices: ReadingChoices | undefined;
}

const KNOWN: ReadonlySet<string> = new Set(KNOWN_COLUMNS);
/** The dictionary's strength from which a name is taken at its word. */
const EXACT = 3;
const LIKELY = 2;
const MOST_SUGGESTIONS = 3;

/** What a column of numbers, or of dates, may be, in the order in which invoices are most likely to need it. */
const BY_CONTENT: Readonly<Record<ColumnContent['kind'], readonly InvoiceField[]>> = {
  empty: [],
  number: ['quantity', 'unitPrice', 'amount'],
  date: ['chargeStart', 'chargeEnd', 'period'],
  text: ['sku', 'subscriptionId', 'description'],
};

/** Describes every column of the main table: field, why so, what its cells hold, and what else it may be. */
export function describeColumns(ground: ColumnsGround): readonly DraftColumn[] {
  const { info, header, rows } = ground;
  const width = Math.max(header.names.length, ...rows.map(({ cells }) => cells.length));
  const fieldOf = new Map(ground.columns.map(({ column, field }) => [column, field]));
  const taken = new Set(fieldOf.values());
  const hidden = new Set(info.hiddenColumns);
  return Array.from({ length: width }, (_, column): DraftColumn => {
    const name = header.names[column] ?? '';
    const field = fieldOf.get(column);
    const content = columnContent(rows, column, info.date1904);
    const cells = field === undefined ? undefined : readableCells(rows, column, field, info.date1904);
    const isStyled = field !== undefined && isFigureField(field);
    return {
      column,
      name,
      field,
      ground: field === undefined ? undefined : groundOf(name, column, field, ground),
      suggestions: suggestionsFor(name, field, content, taken),
      content: content.kind,
      filled: content.filled,
      readable: cells?.readable ?? content.filled,
      samples: content.samples,
      hidden: hidden.has(column),
      numberStyle: isStyled ? ground.readingChoices?.styles[field] : undefined,
    };
  });
}

function groundOf(
  name: string,
  column: number,
  field: InvoiceField,
  { choices, template, header }: ColumnsGround,
): ColumnGround {
  const found = header.assignment.columns.some((own) => own.column === column && own.field === field);
  if (template !== undefined && choices.columns === undefined) return 'template';
  if (template?.mapping.columns.some((own) => own.name === name && own.field === field) === true)
    return 'template';
  if (choices.columns !== undefined && !found) return 'chosen';
  const strength = claimOf(name)?.strength ?? 0;
  return strength >= EXACT ? 'exact' : strength >= LIKELY ? 'likely' : 'weak';
}

function suggestionsFor(
  name: string,
  field: InvoiceField | undefined,
  content: ColumnContent,
  taken: ReadonlySet<InvoiceField>,
): readonly InvoiceField[] {
  const claim = claimOf(name)?.meaning;
  // A gross amount or a tax rate is known to be no field: its numbers suggest none.
  if (claim !== undefined && KNOWN.has(claim)) return [];
  const named = claim === undefined ? [] : [claim as InvoiceField];
  const byContent = field === undefined ? BY_CONTENT[content.kind].filter((other) => !taken.has(other)) : [];
  return [...new Set([...named, ...byContent])]
    .filter((other) => other !== field && (!taken.has(other) || COALESCED_FIELDS[other] !== undefined))
    .slice(0, MOST_SUGGESTIONS);
}
