import type { RowClass, RowFlag } from '#core/invoice/invoice-row.ts';
import type { RowIssue } from '#core/source.ts';
import { cellText, isEmptyCell, type SheetRow } from '#core/tabular/table.ts';
import type { Draft } from './draft.ts';

/** Which rows of a draft are listed: all, those that are no charges, or those with something to look at. */
export const DRAFT_ROW_FILTERS = ['all', 'not-charges', 'issues'] as const;
export type DraftRowFilter = (typeof DRAFT_ROW_FILTERS)[number];

/** A row of a draft as it stands in the file, and what it is taken for. */
export interface DraftRow {
  readonly row: number;
  readonly hidden: boolean;
  readonly cells: readonly string[];
  /** `above`: before the header; `line`: below it; `other`: of a table that is not read. */
  readonly place: 'above' | 'header' | 'line' | 'other';
  /** Of lines, once the file can be read. */
  readonly rowClass: RowClass | undefined;
  readonly classRule: string | undefined;
  readonly quarantined: boolean;
  readonly flags: readonly RowFlag[];
  readonly issues: readonly RowIssue[];
}

/** A page of the rows of one table of a draft, in file order. `tableIndex` counts the file's tables. */
export function draftRows(
  draft: Draft,
  request: {
    readonly tableIndex: number;
    readonly filter: DraftRowFilter;
    readonly offset: number;
    readonly limit: number;
  },
): { readonly total: number; readonly rows: readonly DraftRow[] } {
  const rows = filteredRows(draft, request.tableIndex, request.filter);
  const page = rows.slice(request.offset, request.offset + request.limit);
  return { total: rows.length, rows: page.map((row) => describe(draft, request.tableIndex, row)) };
}

/** The filtered rows of the last question: a list asks for page after page of the same ones. */
const lastFiltered = new WeakMap<Draft, { readonly key: string; readonly rows: readonly SheetRow[] }>();

function filteredRows(draft: Draft, tableIndex: number, filter: DraftRowFilter): readonly SheetRow[] {
  const all = draft.file.rowsOf(tableIndex);
  if (filter === 'all') return all;
  const key = `${String(tableIndex)} ${filter}`;
  const held = lastFiltered.get(draft);
  if (held?.key === key) return held.rows;
  const sheet = draft.file.tables[tableIndex]?.sheet;
  const { rows: lookup } = draft.analysis;
  const rows = all.filter((row) => {
    if (row.cells.every(isEmptyCell)) return false;
    const read = lookup.rowAt(sheet, row.row);
    if (read === undefined) return false;
    if (filter === 'not-charges') return read.rowClass !== 'charge' || read.quarantined;
    return read.quarantined || lookup.issuesAt(sheet, row.row).length > 0;
  });
  lastFiltered.set(draft, { key, rows });
  return rows;
}

function describe(draft: Draft, tableIndex: number, row: SheetRow): DraftRow {
  const sheet = draft.file.tables[tableIndex]?.sheet;
  const { rows: lookup } = draft.analysis;
  const read = lookup.rowAt(sheet, row.row);
  return {
    row: row.row,
    hidden: row.hidden,
    cells: row.cells.map(cellText),
    place: placeOf(draft, tableIndex, row.row),
    rowClass: read?.rowClass,
    classRule: read?.classRule,
    quarantined: read?.quarantined ?? false,
    flags: read?.flags ?? [],
    issues: lookup.issuesAt(sheet, row.row),
  };
}

function placeOf({ analysis, file }: Draft, tableIndex: number, row: number): DraftRow['place'] {
  const { header, mainTable, reading } = analysis;
  const place = tableIndex === mainTable ? header : undefined;
  const rows = place?.rows ?? 1;
  const sheet = file.tables[tableIndex]?.sheet;
  const outcome = reading?.tables.find((table) => table.sheet === sheet);
  const isRead = tableIndex === mainTable || outcome?.verdict === 'read' || outcome?.verdict === 'same-lines';
  const first = place?.row ?? outcome?.headerRow;
  if (!isRead || first === undefined) return 'other';
  if (row < first) return 'above';
  return row < first + rows ? 'header' : 'line';
}
