import type { RowIssue, SourceId } from '../source.ts';
import { isEmptyCell } from '../tabular/table.ts';
import type { InvoiceTable } from './invoice-table.ts';

const MOST_RANGES = 20;

/** `5-9, 12`: row numbers as a person writes them. */
export function rowRanges(rows: readonly number[]): string {
  const ranges: [number, number][] = [];
  for (const row of rows) {
    const last = ranges.at(-1);
    if (last?.[1] === row - 1) last[1] = row;
    else ranges.push([row, row]);
  }
  const texts = ranges.map(([first, last]) => (first === last ? String(first) : `${first}-${last}`));
  return texts.length > MOST_RANGES ? `${texts.slice(0, MOST_RANGES).join(', ')}, …` : texts.join(', ');
}

/** Names what is hidden in the file and was read all the same: sheets, rows and columns that hold something. */
export function hiddenIssues(
  source: SourceId,
  tables: readonly InvoiceTable[],
  left: ReadonlySet<InvoiceTable>,
): readonly RowIssue[] {
  return tables.flatMap((table) => {
    if (left.has(table)) return [];
    const issue = (code: string, place: Partial<RowIssue>): RowIssue => ({
      code,
      severity: 'warning',
      source,
      sheet: table.sheet,
      row: undefined,
      column: undefined,
      text: undefined,
      ...place,
    });
    const issues: RowIssue[] = [];
    if (table.hidden) issues.push(issue('HIDDEN_SHEET', {}));
    const hidden = table.rows.filter(
      ({ hidden: is, cells }) => is && cells.some((cell) => !isEmptyCell(cell)),
    );
    const first = hidden[0];
    if (first !== undefined) {
      issues.push(issue('HIDDEN_ROWS', { row: first.row, text: rowRanges(hidden.map(({ row }) => row)) }));
    }
    for (const { column, name } of table.columns) {
      if (table.hiddenColumns.has(column)) issues.push(issue('HIDDEN_COLUMN', { column: name }));
    }
    return issues;
  });
}
