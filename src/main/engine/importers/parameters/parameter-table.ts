import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { AppError, type ErrorCode, type ErrorParams } from '#core/errors.ts';
import { headerKey } from '#core/mapping/header-key.ts';
import { type Cell, cellText, isEmptyCell, type SheetRow } from '#core/tabular/table.ts';
import type { JobContext } from '#engine/jobs/job-context.ts';
import { openTableFile, type TableFile } from '../tabular/table-file.ts';
import type { CellProblem, CellReading } from './parameter-cell.ts';

/** In how many rows from the top the header is looked for. */
const HEADER_WITHIN_ROWS = 20;
/** How many bad cells one message names. */
const MOST_PLACES = 5;

/** A column of a parameter file: its name and what else people call it. */
export interface ParameterColumn {
  /** As the documentation writes it. */
  readonly name: string;
  readonly aliases: readonly string[];
  readonly needed: boolean;
}

/** One row, its cells by column key. A column that the file lacks, or an empty end of a row, is an empty cell. */
export interface ParameterRow<Key extends string> {
  readonly row: number;
  readonly cell: (key: Key) => Cell;
}

/** Collects what is wrong, so that one message names several cells and not just the first. */
export interface ProblemList<Key extends string> {
  /** The value, or undefined after noting the problem. */
  readonly take: <T>(row: ParameterRow<Key>, key: Key, reading: CellReading<T>) => T | undefined;
  readonly add: (row: ParameterRow<Key>, key: Key, problem: CellProblem | 'datesReversed') => void;
}

/** What a parameter file holds. */
export interface ParameterFile<Entry> {
  /** The base name. */
  readonly name: string;
  /** Lower-case hex. */
  readonly sha256: string;
  readonly entries: readonly Entry[];
}

/** What makes a kind of parameter file. */
export interface ParameterFileKind<Key extends string, Entry> {
  readonly code: ErrorCode;
  readonly columns: Readonly<Record<Key, ParameterColumn>>;
  /** Undefined where the row has a problem, which it has noted. */
  readonly readRow: (row: ParameterRow<Key>, problems: ProblemList<Key>) => Entry | undefined;
}

type Indices<Key extends string> = ReadonlyMap<Key, number>;

interface FoundHeader<Key extends string> {
  readonly table: number;
  readonly sheet: string | undefined;
  readonly row: number;
  readonly indices: Indices<Key>;
}

const keysOf = <Key extends string>(columns: Readonly<Record<Key, ParameterColumn>>): readonly Key[] =>
  Object.keys(columns) as Key[];

/** The positions of the known columns in a row of names; undefined where a needed one is missing. */
function matchHeader<Key extends string>(
  cells: readonly Cell[],
  columns: Readonly<Record<Key, ParameterColumn>>,
): { readonly indices: Indices<Key>; readonly twice: Key | undefined } {
  const indices = new Map<Key, number>();
  let twice: Key | undefined;
  cells.forEach((cell, index) => {
    const name = headerKey(cellText(cell));
    const key = keysOf(columns).find((candidate) =>
      [columns[candidate].name, ...columns[candidate].aliases].some((alias) => headerKey(alias) === name),
    );
    if (key === undefined) return;
    if (indices.has(key)) twice = key;
    else indices.set(key, index);
  });
  return { indices, twice };
}

/** Finds the one table with all needed columns. */
async function findHeader<Key extends string, Entry>(
  file: TableFile,
  kind: ParameterFileKind<Key, Entry>,
  refuse: (params: ErrorParams) => AppError,
  context: JobContext,
): Promise<FoundHeader<Key>> {
  const needed = keysOf(kind.columns).filter((key) => kind.columns[key].needed);
  const found: FoundHeader<Key>[] = [];
  let nearest: readonly Key[] = [];
  for (const [table, { sheet }] of file.tables.entries()) {
    for await (const { row, cells } of file.rows(table, context)) {
      if (row > HEADER_WITHIN_ROWS) break;
      const { indices, twice } = matchHeader(cells, kind.columns);
      const present = needed.filter((key) => indices.has(key));
      if (present.length > nearest.length) nearest = present;
      if (present.length < needed.length) continue;
      if (twice !== undefined) throw refuse({ row: String(row), columnTwice: kind.columns[twice].name });
      found.push({ table, sheet, row, indices });
      break;
    }
  }
  const [header, ...others] = found;
  if (header === undefined) {
    const missing = needed.filter((key) => !nearest.includes(key)).map((key) => kind.columns[key].name);
    throw refuse({ missingColumns: missing.join(', ') });
  }
  if (others.length > 0) {
    throw refuse({ severalSheets: found.map(({ sheet }) => sheet ?? '').join(', ') });
  }
  return header;
}

function problemList<Key extends string>(
  columns: Readonly<Record<Key, ParameterColumn>>,
  sheet: string | undefined,
): ProblemList<Key> & { readonly params: () => ErrorParams | undefined } {
  const noted: { readonly place: ErrorParams; readonly text: string }[] = [];
  const add: ProblemList<Key>['add'] = (row, key, problem) => {
    const column = columns[key].name;
    const cell = row.cell(key);
    const text = typeof cell !== 'string' && cell.kind === 'missing-value' ? cell.formula : cellText(cell);
    const place = { row: String(row.row), column, [problem]: text === '' ? column : text };
    noted.push({ place: sheet === undefined ? place : { ...place, sheet }, text: `${row.row} ${column}` });
  };
  return {
    add,
    take: (row, key, reading) => {
      if (reading.ok) return reading.value;
      add(row, key, reading.problem);
      return undefined;
    },
    params: () => {
      const [first, ...others] = noted;
      if (first === undefined || others.length === 0) return first?.place;
      const named = others.slice(0, MOST_PLACES - 1).map(({ text }) => text);
      const rest = others.length > named.length ? ', …' : '';
      return { ...first.place, others: String(others.length), otherPlaces: `${named.join(', ')}${rest}` };
    },
  };
}

/** The sha256 of a file's bytes, lower-case hex. */
async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

const isBlank = (row: SheetRow): boolean => row.cells.every(isEmptyCell);

/**
 * Reads a parameter file of a kind. Columns are found by name, whatever their order, case, spaces and underscores;
 * other columns are left alone. Empty rows are passed over; every other row must be right.
 *
 * @throws AppError of the kind's code: params `file`, `sheet`, `row`, `column`, and one param named for the
 * problem; and what `openTableFile` throws.
 */
export async function readParameterFile<Key extends string, Entry>(
  path: string,
  kind: ParameterFileKind<Key, Entry>,
  context: JobContext,
): Promise<ParameterFile<Entry>> {
  const name = basename(path);
  const refuse = (params: ErrorParams): AppError => new AppError(kind.code, { file: name, ...params });
  const headerWords = keysOf(kind.columns).flatMap((key) => [
    kind.columns[key].name,
    ...kind.columns[key].aliases,
  ]);
  const file = await openTableFile(path, { headerWords, phase: 'read-parameters' }, context);
  try {
    const header = await findHeader(file, kind, refuse, context);
    const problems = problemList(kind.columns, header.sheet);
    const entries: Entry[] = [];
    for await (const sheetRow of file.rows(header.table, context)) {
      if (sheetRow.row <= header.row || isBlank(sheetRow)) continue;
      const cell = (key: Key): Cell => {
        const index = header.indices.get(key);
        return index === undefined ? '' : (sheetRow.cells[index] ?? '');
      };
      const entry = kind.readRow({ row: sheetRow.row, cell }, problems);
      if (entry !== undefined) entries.push(entry);
    }
    const params = problems.params();
    if (params !== undefined) throw refuse(params);
    if (entries.length === 0) throw refuse({ noRows: name });
    return { name, sha256: await sha256Of(path), entries };
  } finally {
    await file.close();
  }
}
