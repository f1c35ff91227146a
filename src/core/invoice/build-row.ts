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

/** Builds the row that leaves the importer, and names what is wrong with it. */
export function buildRow(
  table: InvoiceTable,
  { row, ref, reading, classification }: RowEntry,
): { row: InvoiceRow; issues: readonly RowIssue[] } {
  const { rowClass, rule } = classification;
  const isNote = isRemark(rowClass, reading);
  // Of a total, the amount alone matters: its other cells hold labels and sums of anything.
  const blocking =
    rowClass === 'subtotal' ? reading.unreadable.has('amount') : reading.unreadable.size > 0 && !isNote;
  const issues = blocking
    ? [...reading.issues]
    : reading.issues.map((issue): RowIssue =>
        issue.severity === 'error' ? { ...issue, severity: 'warning' } : issue,
      );
  const { quantity, unitPrice, amount } = reading.fields;
  const hasFigure = quantity !== undefined || unitPrice !== undefined || amount !== undefined;
  const problem = (code: string): void => {
    const text = row.cells
      .map(cellText)
      .filter((cell) => cell.trim() !== '')
      .join(' | ');
    issues.push({ code, severity: 'error', ...ref, column: undefined, text: text.slice(0, 200) });
  };
  const isUnexplained = rowClass === 'unknown' && hasFigure;
  if (isUnexplained) problem('ROW_UNKNOWN');
  if (rule === 'ragged') problem('ROW_RAGGED');
  return {
    issues,
    row: {
      ...reading.fields,
      ref,
      rowClass,
      classRule: isNote && reading.unreadable.size > 0 ? 'note' : rule,
      quarantined: blocking || isUnexplained || rule === 'ragged',
      flags: flagsOf(table, row, reading),
      raw: isAllText(row.cells) ? row.cells : row.cells.map(cellText),
    },
  };
}
