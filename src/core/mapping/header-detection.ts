import { cellText, isEmptyCell, type SheetRow } from '../tabular/table.ts';
import { assignColumns, missingFields, type Assignment, type ColumnHeader } from './column-assignment.ts';
import { remembered } from '../remember.ts';
import { headerKey } from './header-key.ts';
import type { ColumnAssignment } from './invoice-field.ts';

/** How many rows of a table are searched for its header. */
export const HEADER_SEARCH_ROWS = 50;
/** Fewer known columns than this make no header: a cover sheet's labels do not count. */
const FEWEST_COLUMNS = 2;

/** Where a table's header stands and what it says. */
export interface HeaderFinding {
  /** 1-based row of the header, the upper one of two. */
  readonly row: number;
  /** 1, or 2 where a group row stands above the names; 0 in a layout without a header, whose lines begin at `row`. */
  readonly rows: 0 | 1 | 2;
  /** One for each column up to the last named one; `''` where a column has no name. */
  readonly names: readonly string[];
  readonly assignment: Assignment;
}

const textOf = (row: SheetRow, column: number): string => cellText(row.cells[column] ?? '').trim();
const tidy = (text: string): string => text.replace(/\s+/g, ' ').trim();

const isWord = remembered((text: string): boolean => /\p{L}|^#$/u.test(text));

/** A header holds names: four fifths of its cells at least are words, not numbers, dates or formulas. */
function couldBeHeader(row: SheetRow): boolean {
  let filled = 0;
  let words = 0;
  // Rows of an invoice have too many typed cells, as a rule: their texts need not be looked at.
  let typed = 0;
  for (const cell of row.cells) if (typeof cell !== 'string') typed += 1;
  if (typed * 5 > row.cells.length) return false;
  for (const cell of row.cells) {
    if (isEmptyCell(cell)) continue;
    filled += 1;
    if (typeof cell === 'string' && isWord(cell)) words += 1;
  }
  return words > 0 && words * 5 >= filled * 4;
}

function singleHeader(row: SheetRow): ColumnHeader[] {
  return row.cells.map((_, column) => {
    const name = tidy(textOf(row, column));
    return { column, name, lookups: [name] };
  });
}

/** Joins a group row and a name row. A group's name reaches over the empty cells to its right, as a merged one does. */
function joinedHeader(upper: SheetRow, lower: SheetRow): ColumnHeader[] {
  const width = Math.max(upper.cells.length, lower.cells.length);
  const headers: ColumnHeader[] = [];
  let group = '';
  for (let column = 0; column < width; column += 1) {
    const top = tidy(textOf(upper, column));
    const bottom = tidy(textOf(lower, column));
    if (top !== '') group = bottom === '' ? '' : top;
    const name = bottom === '' ? top : group === '' ? bottom : `${group} ${bottom}`;
    const lookups = bottom === '' ? [top] : [name, bottom];
    headers.push({ column, name, lookups });
  }
  return headers;
}

function finding(row: SheetRow, rows: 1 | 2, headers: readonly ColumnHeader[]): HeaderFinding {
  const names = headers.map(({ name }) => name);
  while (names.at(-1) === '') names.pop();
  return { row: row.row, rows, names, assignment: assignColumns(headers) };
}

const isComplete = ({ assignment }: HeaderFinding): boolean => missingFields(assignment).length === 0;

const isBetter = (candidate: HeaderFinding, best: HeaderFinding | undefined): boolean => {
  if (candidate.assignment.recognised < FEWEST_COLUMNS) return false;
  if (best === undefined) return true;
  // Labels of the whole document may stand in a row as well, and be more than the columns of the lines.
  const completeness = Number(isComplete(candidate)) - Number(isComplete(best));
  if (completeness !== 0) return completeness > 0;
  const gain = candidate.assignment.recognised - best.assignment.recognised;
  return gain > 0 || (gain === 0 && candidate.assignment.strength > best.assignment.strength);
};

/**
 * Finds the header among a table's first rows: the row, or pair of rows, that names most of what an invoice has.
 * The upper one of equals wins. Banners, merged titles and key-value lines above it name too little to win.
 */
export function findHeader(firstRows: readonly SheetRow[]): HeaderFinding | undefined {
  let best: HeaderFinding | undefined;
  const rows = firstRows.slice(0, HEADER_SEARCH_ROWS);
  for (const [index, row] of rows.entries()) {
    if (!couldBeHeader(row)) continue;
    const single = finding(row, 1, singleHeader(row));
    if (isBetter(single, best)) best = single;
    const next = rows[index + 1];
    if (next?.row !== row.row + 1 || !couldBeHeader(next)) continue;
    const below = finding(next, 1, singleHeader(next));
    const joined = finding(row, 2, joinedHeader(row, next));
    // Two rows must name more than either alone: otherwise the upper one is a banner, or the lower one is data.
    const alone = Math.max(single.assignment.recognised, below.assignment.recognised);
    if (joined.assignment.recognised > alone && isBetter(joined, best)) best = joined;
  }
  return best;
}

/**
 * The header that a person has pointed at: the row of this number, or it and the one below. No rows: the layout has
 * none, lines begin at this row, and the columns have no names. Undefined where there is no such row.
 */
export function headerAt(
  firstRows: readonly SheetRow[],
  row: number,
  rows: 0 | 1 | 2,
): HeaderFinding | undefined {
  if (rows === 0) {
    const isThere = firstRows.some((candidate) => candidate.row >= row);
    return isThere ? { row, rows, names: [], assignment: assignColumns([]) } : undefined;
  }
  const upper = firstRows.find((candidate) => candidate.row === row);
  if (upper === undefined) return undefined;
  if (rows === 1) return finding(upper, 1, singleHeader(upper));
  const lower = firstRows.find((candidate) => candidate.row === row + 1);
  return lower && finding(upper, 2, joinedHeader(upper, lower));
}

/** Fewer texts than this are a title or a note, and no header. */
const FEWEST_NAMES = 3;

/**
 * Where the header seems to stand in a table whose names the dictionary does not know: the row with the most names
 * above a row that holds figures. A proposal for a person to confirm; nothing is read by it.
 */
export function proposeHeader(firstRows: readonly SheetRow[]): HeaderFinding | undefined {
  let best: SheetRow | undefined;
  let most = FEWEST_NAMES - 1;
  const rows = firstRows.slice(0, HEADER_SEARCH_ROWS);
  for (const [index, row] of rows.entries()) {
    const names = row.cells.filter((cell) => !isEmptyCell(cell)).length;
    const below = rows[index + 1];
    if (names <= most || below === undefined || !couldBeHeader(row) || couldBeHeader(below)) continue;
    best = row;
    most = names;
  }
  return best && finding(best, 1, singleHeader(best));
}

/** Whether a row repeats the header, as printed lists do on each page. */
export function repeatsHeader(row: SheetRow, names: readonly string[]): boolean {
  let same = 0;
  for (let column = 0; column < row.cells.length; column += 1) {
    const cell = row.cells[column] ?? '';
    if (isEmptyCell(cell)) continue;
    if (headerKey(cellText(cell)) !== headerKey(names[column] ?? '')) return false;
    same += 1;
  }
  return same >= 2;
}

/**
 * What a row below the header is, if it is made of header names itself: `same` where each stands in the column of its
 * own field (the header again in another language), `other` where they do not: what follows can't be read by the
 * first header's columns.
 */
export function furtherHeader(
  row: SheetRow,
  columns: readonly ColumnAssignment[],
): 'same' | 'other' | undefined {
  if (!couldBeHeader(row)) return undefined;
  const filled = row.cells.filter((cell) => !isEmptyCell(cell)).length;
  if (filled < 3) return undefined;
  const { assignment } = finding(row, 1, singleHeader(row));
  const fields = new Set(assignment.columns.map(({ field }) => field));
  const hasFigures = fields.has('quantity') || fields.has('unitPrice') || fields.has('amount');
  const isHeader =
    assignment.recognised >= 3 && assignment.recognised * 2 > filled && fields.has('sku') && hasFigures;
  if (!isHeader) return undefined;
  const fieldOf = new Map(columns.map(({ column, field }) => [column, field]));
  return assignment.columns.every(({ column, field }) => fieldOf.get(column) === field) ? 'same' : 'other';
}

/**
 * Finds the row, or pair of rows, that holds the most of the given names: the header of a file that a saved mapping
 * is replayed on, even where the dictionary knows none of them. Undefined where fewer than two stand there.
 */
export function findMappedHeader(
  firstRows: readonly SheetRow[],
  wanted: readonly string[],
): HeaderFinding | undefined {
  const keys = new Set(wanted.map(headerKey).filter((key) => key !== ''));
  let best: HeaderFinding | undefined;
  let most = 1;
  const consider = (candidate: HeaderFinding): void => {
    const found = new Set(candidate.names.map(headerKey).filter((key) => keys.has(key))).size;
    if (found <= most) return;
    most = found;
    best = candidate;
  };
  const rows = firstRows.slice(0, HEADER_SEARCH_ROWS);
  for (const [index, row] of rows.entries()) {
    consider(finding(row, 1, singleHeader(row)));
    const next = rows[index + 1];
    if (next?.row === row.row + 1) consider(finding(row, 2, joinedHeader(row, next)));
  }
  return best;
}
