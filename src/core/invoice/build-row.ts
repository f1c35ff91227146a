import type { RowIssue, SourceRef } from '../source.ts';
import { cellText, isEmptyCell, type Cell, type SheetRow } from '../tabular/table.ts';
import type { Classification, TotalLabel } from './classify-row.ts';
import type { InvoiceRow, RowFlag } from './invoice-row.ts';
import type { InvoiceTable } from './invoice-table.ts';
import type { RowReading } from './read-row.ts';
import { isRemark } from './row-shape.ts';
import type { SumFit } from './running-sums.ts';

/** One row on its way to an `InvoiceRow`. */
export interface RowEntry {
  readonly row: SheetRow;
  readonly ref: SourceRef;
  readonly reading: RowReading;
  readonly label: TotalLabel | undefined;
  classification: Classification;
  fit: SumFit | 'below' | undefined;
}

/** A row as it leaves the importer, and what is wrong with it. */
export interface BuiltRow {
  readonly row: InvoiceRow;
  readonly issues: readonly RowIssue[];
}

function flagsOf(table: InvoiceTable, row: SheetRow, reading: RowReading): readonly RowFlag[] {
  const usesHidden =
    table.hiddenColumns.size > 0 &&
    table.columns.some(
      ({ column }) => table.hiddenColumns.has(column) && !isEmptyCell(row.cells[column] ?? ''),
    );
  // Most rows have no flag of their own: they share the list.
  if (!row.hidden && !table.hidden && !usesHidden) return reading.flags;
  const flags: RowFlag[] = [...reading.flags];
  if (row.hidden) flags.push('hidden-row');
  if (table.hidden) flags.push('hidden-sheet');
  if (usesHidden) flags.push('hidden-column');
  return flags;
}

/** A row of a text file is its texts already: no second copy is held. */
const isAllText = (cells: readonly Cell[]): cells is readonly string[] =>
  cells.every((cell) => typeof cell === 'string');

const asWarning = (issue: RowIssue): RowIssue =>
  issue.severity === 'error' ? { ...issue, severity: 'warning' } : issue;

function wholeRowIssue(code: string, row: SheetRow, ref: SourceRef): RowIssue {
  const text = row.cells
    .map(cellText)
    .filter((cell) => cell.trim() !== '')
    .join(' | ');
  return { code, severity: 'error', ...ref, column: undefined, text: text.slice(0, 200) };
}

/** Builds the row that leaves the importer, and names what is wrong with it. */
export function buildRow(table: InvoiceTable, { row, ref, reading, classification }: RowEntry): BuiltRow {
  const { rowClass, rule } = classification;
  const isNote = isRemark(rowClass, reading);
  // Of a total, the amount alone matters: its other cells hold labels and sums of anything.
  const blocking =
    rowClass === 'subtotal' ? reading.unreadable.has('amount') : reading.unreadable.size > 0 && !isNote;
  const { quantity, unitPrice, amount } = reading.fields;
  const hasFigure = quantity !== undefined || unitPrice !== undefined || amount !== undefined;
  const isUnexplained = rowClass === 'unknown' && hasFigure;
  const isRagged = rule === 'ragged';
  const stated = blocking ? reading.issues : reading.issues.map(asWarning);
  return {
    issues:
      isUnexplained || isRagged
        ? [
            ...stated,
            ...(isUnexplained ? [wholeRowIssue('ROW_UNKNOWN', row, ref)] : []),
            ...(isRagged ? [wholeRowIssue('ROW_RAGGED', row, ref)] : []),
          ]
        : stated,
    row: {
      ...reading.fields,
      ref,
      rowClass,
      classRule: isNote && reading.unreadable.size > 0 ? 'note' : rule,
      quarantined: blocking || isUnexplained || isRagged,
      flags: flagsOf(table, row, reading),
      raw: isAllText(row.cells) ? row.cells : row.cells.map(cellText),
    },
  };
}
