import type { InvoiceRow } from '#core/invoice/invoice-row.ts';
import type { RowIssue } from '#core/source.ts';
import type { InvoiceReading } from '../../importers/invoice/invoice-reading.ts';
import type { RowLookup } from './draft.ts';

/** A lookup that finds nothing: nothing could be read. */
const NO_ROWS: RowLookup = { rowAt: () => undefined, issuesAt: () => [] };

const keyOf = (sheet: string | undefined, row: number): string => `${String(row)} ${sheet ?? ''}`;

/** Finds the rows and issues of a reading by their place. The index is made when it is asked for first. */
export function rowLookup(reading: InvoiceReading | undefined): RowLookup {
  if (reading === undefined) return NO_ROWS;
  let rows: Map<string, InvoiceRow> | undefined;
  let issues: Map<string, RowIssue[]> | undefined;
  return {
    rowAt: (sheet, row) => {
      rows ??= new Map(reading.document.rows.map((read) => [keyOf(read.ref.sheet, read.ref.row), read]));
      return rows.get(keyOf(sheet, row));
    },
    issuesAt: (sheet, row) => {
      issues ??= indexIssues(reading.issues);
      return issues.get(keyOf(sheet, row)) ?? [];
    },
  };
}

function indexIssues(all: readonly RowIssue[]): Map<string, RowIssue[]> {
  const index = new Map<string, RowIssue[]>();
  for (const issue of all) {
    if (issue.row === undefined) continue;
    const key = keyOf(issue.sheet, issue.row);
    const group = index.get(key);
    if (group === undefined) index.set(key, [issue]);
    else group.push(issue);
  }
  return index;
}
