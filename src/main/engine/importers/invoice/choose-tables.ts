import { AppError } from '#core/errors.ts';
import { missingFields } from '#core/mapping/column-assignment.ts';
import { claimOf } from '#core/mapping/column-claims.ts';
import {
  HEADER_SEARCH_ROWS,
  findHeader,
  findMappedHeader,
  headerAt,
  type HeaderFinding,
} from '#core/mapping/header-detection.ts';
import { headerKey } from '#core/mapping/header-key.ts';
import type { ColumnAssignment, InvoiceField } from '#core/mapping/invoice-field.ts';
import { describeDifference, fitMapping, type InvoiceMapping } from '#core/mapping/invoice-mapping.ts';
import { isEmptyCell, type SheetRow, type TableInfo } from '#core/tabular/table.ts';
import type { TableFile } from '#engine/importers/tabular/table-file.ts';
import type { JobContext } from '#engine/jobs/job-context.ts';
import type { InvoiceReadOptions } from './invoice-reading.ts';

/** A table of the file as its first rows show it. */
export interface TableCandidate {
  readonly index: number;
  readonly info: TableInfo;
  /** The first filled rows, at most `HEADER_SEARCH_ROWS` and one more. */
  readonly firstRows: readonly SheetRow[];
  readonly header: HeaderFinding | undefined;
  readonly columns: readonly ColumnAssignment[];
  /** The fields that no column fills. */
  readonly missing: readonly InvoiceField[];
  /** Whether the columns suffice for an invoice. */
  readonly isComplete: boolean;
  readonly hasRows: boolean;
  /** Why a saved mapping does not fit, in words. */
  readonly misfit: string | undefined;
}

async function firstRowsOf(
  file: TableFile,
  index: number,
  context: JobContext,
): Promise<readonly SheetRow[]> {
  const rows: SheetRow[] = [];
  for await (const row of file.rows(index, context)) {
    if (!row.cells.every(isEmptyCell)) rows.push(row);
    if (rows.length > HEADER_SEARCH_ROWS) break;
  }
  return rows;
}

/** Looks at a table's first rows for a header: where a person points, or by a saved mapping, or by its names. */
export async function candidateOf(
  file: TableFile,
  index: number,
  { mapping, header: place }: Pick<InvoiceReadOptions, 'mapping' | 'header'>,
  context: JobContext,
): Promise<TableCandidate> {
  const info = file.tables[index];
  if (info === undefined) throw new Error(`No table ${index}`);
  const firstRows = await firstRowsOf(file, index, context);
  const header =
    place !== undefined && place.sheet === info.sheet
      ? headerAt(firstRows, place.row, place.rows)
      : mapping === undefined
        ? findHeader(firstRows)
        : mapping.header.rows === 0
          ? headerlessOf(mapping, file, info, place !== undefined, firstRows)
          : (findMappedHeader(
              firstRows,
              mapping.columns.map(({ name }) => name),
            ) ?? findHeader(firstRows));
  const fit = mapping && header && fitMapping(mapping, header.names, (name) => claimOf(name)?.meaning);
  const columns = fit === undefined ? (header?.assignment.columns ?? []) : fit.fits ? fit.columns : [];
  const missing =
    header === undefined
      ? []
      : fit?.fits === true
        ? missingOf(fit.columns)
        : missingFields(header.assignment);
  const lastHeaderRow = header === undefined ? 0 : header.row + header.rows - 1;
  return {
    index,
    info,
    firstRows,
    header,
    columns,
    missing,
    isComplete: header !== undefined && missing.length === 0 && fit?.fits !== false,
    hasRows: firstRows.some(({ row }) => row > lastHeaderRow),
    misfit: fit?.fits === false ? describeDifference(fit.difference) : undefined,
  };
}

/**
 * Places alone fit any table: a mapping without a header is taken only for the sheet that it names, or the only one
 * of its file.
 */
function headerlessOf(
  mapping: InvoiceMapping,
  file: TableFile,
  info: TableInfo,
  isElsewhere: boolean,
  firstRows: readonly SheetRow[],
): HeaderFinding | undefined {
  const isMeant =
    mapping.sheet.rule === 'named' ? mapping.sheet.name === info.sheet : file.tables.length === 1;
  return isMeant && !isElsewhere ? headerAt(firstRows, mapping.header.row, 0) : undefined;
}

function missingOf(columns: readonly ColumnAssignment[]): readonly InvoiceField[] {
  return missingFields({ columns, ambiguous: [], known: [], recognised: 0, strength: 0 });
}

const nameOf = ({ info }: TableCandidate): string => info.sheet ?? '';
const listed = (names: readonly string[]): string => names.filter((name) => name !== '').join(', ');

/** Tables of one layout: the same names of the same fields, in any order. */
const layoutOf = ({ columns }: TableCandidate): string =>
  columns
    .map(({ field, name }) => `${field}:${headerKey(name)}`)
    .sort()
    .join('|');

function refuse(
  file: string,
  candidates: readonly TableCandidate[],
  mapping: InvoiceMapping | undefined,
): never {
  const best = [...candidates].sort(
    (a, b) =>
      (b.header?.assignment.recognised ?? 0) - (a.header?.assignment.recognised ?? 0) || a.index - b.index,
  )[0];
  const sheet = best === undefined ? '' : nameOf(best);
  if (mapping !== undefined && best?.header === undefined) {
    const detail = mapping.columns.map(({ name }) => `- ${name}`).join('; ');
    throw new AppError('MAPPING_DOES_NOT_FIT', { file, sheet, detail });
  }
  if (best?.header === undefined) throw new AppError('HEADER_NOT_FOUND', { file, sheet });
  if (mapping !== undefined && best.misfit !== undefined) {
    throw new AppError('MAPPING_DOES_NOT_FIT', { file, sheet, detail: best.misfit });
  }
  throw new AppError('COLUMN_MISSING', {
    file,
    sheet,
    columns: best.missing.join(', '),
    found: listed(best.header.names),
  });
}

function requireUnambiguous(file: string, chosen: readonly TableCandidate[], isMapped: boolean): void {
  if (isMapped) return;
  for (const candidate of chosen) {
    const ambiguous = candidate.header?.assignment.ambiguous[0];
    if (ambiguous === undefined) continue;
    throw new AppError('COLUMN_AMBIGUOUS', {
      file,
      sheet: nameOf(candidate),
      field: ambiguous.field,
      candidates: listed(ambiguous.names),
    });
  }
}

function namedTables(
  file: string,
  candidates: readonly TableCandidate[],
  name: string,
): readonly TableCandidate[] {
  const exact = candidates.filter((candidate) => nameOf(candidate) === name);
  const folded = (text: string): string => text.normalize('NFKC').trim().toLowerCase();
  const named =
    exact.length > 0
      ? exact
      : candidates.filter(
          (candidate) =>
            folded(nameOf(candidate)) === folded(name) ||
            folded(nameOf(candidate).split('#').at(-1) ?? '') === folded(name),
        );
  const [only, another] = named;
  if (only === undefined) {
    throw new AppError('SHEET_NOT_FOUND', { file, sheet: name, candidates: listed(candidates.map(nameOf)) });
  }
  if (another !== undefined) {
    throw new AppError('SHEET_AMBIGUOUS', { file, candidates: listed(named.map(nameOf)) });
  }
  return [only];
}

/**
 * Chooses the tables that are the invoice: the one that was named, or every one that is recognised and has rows, as
 * long as all have one layout. Genuinely different ones are refused: which is the invoice, a person must say.
 */
export function chooseTables(
  file: string,
  candidates: readonly TableCandidate[],
  options: Pick<InvoiceReadOptions, 'sheet' | 'mapping'>,
): readonly TableCandidate[] {
  const { mapping } = options;
  const isMapped = mapping !== undefined;
  const name = options.sheet ?? (mapping?.sheet.rule === 'named' ? mapping.sheet.name : undefined);
  const pool = name === undefined ? candidates : namedTables(file, candidates, name);
  const complete = pool.filter(({ isComplete }) => isComplete);
  if (complete.length === 0) refuse(file, pool, mapping);
  const filled = complete.filter(({ hasRows }) => hasRows);
  const chosen = filled.length > 0 ? filled : complete;
  if (new Set(chosen.map(layoutOf)).size > 1) {
    throw new AppError('SHEET_AMBIGUOUS', { file, candidates: listed(chosen.map(nameOf)) });
  }
  requireUnambiguous(file, chosen, isMapped);
  return chosen;
}
