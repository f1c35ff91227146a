import { AppError } from '#core/errors.ts';
import { buildDocumentInSteps, type BuiltDocument } from '#core/invoice/build-document.ts';
import type { SideLines } from '#core/invoice/document-values.ts';
import type { InvoiceTable } from '#core/invoice/invoice-table.ts';
import type { RowIssue, SourceId } from '#core/source.ts';
import { isEmptyCell, type SheetRow, type TableInfo } from '#core/tabular/table.ts';
import { rowBlocks } from '#engine/importers/tabular/row-blocks.ts';
import type { TableFile } from '#engine/importers/tabular/table-file.ts';
import { inSteps } from '#engine/jobs/in-steps.ts';
import type { JobContext } from '#engine/jobs/job-context.ts';
import { candidateOf, chooseTables, type TableCandidate } from './choose-tables.ts';
import type { InvoiceReading, InvoiceReadOptions, TableOutcome, TableVerdict } from './invoice-reading.ts';
import { knowledgeOf } from './reading-knowledge.ts';
import { mappingOf } from './save-mapping.ts';

export type { InvoiceReading, InvoiceReadOptions } from './invoice-reading.ts';

const isBlank = (row: SheetRow): boolean => row.cells.every(isEmptyCell);

/** Text files count lines, and a record may take several; sheets count rows. */
const isTextTable = (file: TableFile, table: TableInfo): boolean =>
  file.format === 'csv' || (file.format === 'zip' && table.sheet !== undefined && !table.sheet.includes('#'));

/** A mapped column without a name may stand beside the named ones: rows that reach it are not ragged. */
function namesUpTo(
  names: readonly string[],
  columns: readonly { readonly column: number }[],
): readonly string[] {
  const width = Math.max(names.length, ...columns.map(({ column }) => column + 1));
  return Array.from({ length: width }, (_, column) => names[column] ?? '');
}

async function readTable(
  file: TableFile,
  candidate: TableCandidate,
  context: JobContext,
): Promise<InvoiceTable | undefined> {
  const { info, index, header } = candidate;
  if (header === undefined) return undefined;
  const headerRow = header.row + header.rows - 1;
  const rows: SheetRow[] = [];
  for await (const block of rowBlocks(file, index, context)) {
    for (const row of block) if (row.row > headerRow && !isBlank(row)) rows.push(row);
  }
  return {
    sheet: info.sheet,
    hidden: info.hidden,
    hiddenColumns: new Set(info.hiddenColumns),
    date1904: info.date1904,
    isText: isTextTable(file, info),
    names: namesUpTo(header.names, candidate.columns),
    headerRow,
    columns: candidate.columns,
    taxColumn: header.assignment.known.find(({ meaning }) => meaning === 'tax-amount')?.column,
    rows,
  };
}

function sideLinesOf(
  candidates: readonly TableCandidate[],
  chosen: readonly TableCandidate[],
): readonly SideLines[] {
  return candidates.flatMap((candidate): SideLines[] => {
    const { info, header, firstRows } = candidate;
    const place = { sheet: info.sheet, date1904: info.date1904 };
    if (!chosen.includes(candidate)) {
      // A sheet that could be an invoice of its own does not speak for this one.
      return candidate.isComplete ? [] : [{ ...place, isAboveTable: false, rows: firstRows }];
    }
    const above = firstRows.filter(({ row }) => header !== undefined && row < header.row);
    return [{ ...place, isAboveTable: true, rows: above }];
  });
}

function outcomeOf(
  candidate: TableCandidate,
  tables: ReadonlyMap<TableCandidate, InvoiceTable>,
  built: BuiltDocument,
): TableOutcome {
  const { info, header, columns, hasRows } = candidate;
  const table = tables.get(candidate);
  const verdict: TableVerdict =
    table !== undefined
      ? built.repeated.has(table)
        ? 'same-lines'
        : 'read'
      : !candidate.isComplete
        ? 'no-header'
        : hasRows
          ? 'not-chosen'
          : 'no-rows';
  return {
    sheet: info.sheet,
    hidden: info.hidden,
    verdict,
    headerRow: header?.row,
    columns: columns.map(({ name, field }) => ({ name, field })),
  };
}

function notReadIssues(
  source: SourceId,
  file: TableFile,
  candidates: readonly TableCandidate[],
  outcomes: readonly TableOutcome[],
): readonly RowIssue[] {
  const issue = (sheet: string | undefined, text: string | undefined): RowIssue => ({
    code: 'TABLE_NOT_READ',
    severity: 'info',
    source,
    sheet,
    row: undefined,
    column: undefined,
    text,
  });
  const tables = outcomes.flatMap(({ sheet, verdict }, index) => {
    const isEmpty = candidates[index]?.firstRows.length === 0;
    return verdict === 'read' || verdict === 'same-lines' || isEmpty ? [] : [issue(sheet, verdict)];
  });
  return [...tables, ...file.skippedMembers.map(({ member, found }) => issue(member, found))];
}

/**
 * Reads an invoice from any table file: finds header, columns and sheets, number style and date order, and gives
 * every row a class. What the file does not say for certain is an error that names the candidates, never a guess.
 *
 * Throws SHEET_NOT_FOUND, SHEET_AMBIGUOUS, HEADER_NOT_FOUND, HEADER_CHANGES, COLUMN_MISSING, COLUMN_AMBIGUOUS,
 * NUMBER_STYLE_AMBIGUOUS, DATE_ORDER_AMBIGUOUS, CURRENCY_MIXED, FORMULA_WITHOUT_VALUE, MAPPING_DOES_NOT_FIT or
 * BAD_OPTION (an unknown locale). Rows that can't be read are issues, quarantined, and take part in no sum.
 */
export async function readInvoice(
  file: TableFile,
  source: { readonly id: SourceId; readonly name: string },
  options: InvoiceReadOptions,
  context: JobContext,
): Promise<InvoiceReading> {
  const knowledge = knowledgeOf(options);
  const candidates: TableCandidate[] = [];
  for (const index of file.tables.keys()) {
    candidates.push(await candidateOf(file, index, options, context));
  }
  const chosen = chooseTables(source.name, candidates, options);
  const tables = new Map<TableCandidate, InvoiceTable>();
  for (const candidate of chosen) {
    const table = await readTable(file, candidate, context);
    if (table !== undefined) tables.set(candidate, table);
    await context.checkpoint();
  }
  const first = chosen[0];
  if (first?.header === undefined) throw new AppError('HEADER_NOT_FOUND', { file: source.name });
  const built = await inSteps(
    buildDocumentInSteps({
      source,
      tables: [...tables.values()],
      sides: sideLinesOf(candidates, chosen),
      isArchive: file.format === 'zip',
      knowledge,
    }),
    context,
  );
  const outcomes = candidates.map((candidate) => outcomeOf(candidate, tables, built));
  return {
    document: built.document,
    mapping: mappingOf(file, first, built, options),
    choices: built.choices,
    issues: [...built.issues, ...notReadIssues(source.id, file, candidates, outcomes)],
    tables: outcomes,
  };
}
