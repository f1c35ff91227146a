import { AppError } from '#core/errors.ts';
import { CONTENT_ROWS } from '#core/invoice/column-content.ts';
import { proposeHeader, type HeaderFinding } from '#core/mapping/header-detection.ts';
import { COALESCED_FIELDS, type ColumnAssignment } from '#core/mapping/invoice-field.ts';
import type { SourceId } from '#core/source.ts';
import { isEmptyCell, type SheetRow } from '#core/tabular/table.ts';
import { candidateOf, type TableCandidate } from '../../importers/invoice/choose-tables.ts';
import { readInvoice, type InvoiceReading } from '../../importers/invoice/read-invoice.ts';
import type { HeldTableFile } from '../../importers/tabular/hold-table-file.ts';
import type { JobContext } from '../../jobs/job-context.ts';
import { describeColumns } from './describe-columns.ts';
import type { AppliedTemplate, DraftAnalysis, DraftChoices, HeaderGround } from './draft.ts';
import { readOptionsOf } from './read-options.ts';
import { rowLookup } from './row-lookup.ts';

/** What is analysed. */
export interface AnalysisRequest {
  readonly source: { readonly id: SourceId; readonly name: string };
  readonly file: HeldTableFile;
  readonly choices: DraftChoices;
  readonly template: AppliedTemplate | undefined;
}

/**
 * Reads a held file under the given choices: columns, classes, totals. It is the reading that an import would make;
 * where it can't be made, the problem says what a person has to decide, and the columns are shown all the same.
 */
export async function analyseDraft(request: AnalysisRequest, context: JobContext): Promise<DraftAnalysis> {
  const { file, choices, template } = request;
  const candidates: TableCandidate[] = [];
  const mapping = template?.mapping;
  for (const index of file.tables.keys()) {
    const given = {
      ...(mapping === undefined ? {} : { mapping }),
      ...(choices.header === undefined ? {} : { header: choices.header }),
    };
    candidates.push(await candidateOf(file, index, given, context));
  }
  const main = mainTable(candidates, choices);
  if (main === undefined) return nothingIn(new AppError('FILE_EMPTY', { file: request.source.name }));
  const found = main.header ?? proposeHeader(main.firstRows);
  if (found === undefined) {
    return nothingIn(headerNotFound(request, main), main.index);
  }
  const headerGround = groundOf(main, choices, template);
  const columns = chosenColumns(choices, found) ?? main.columns;
  const outcome = await read(request, main, found, headerGround, columns, context);
  return {
    mainTable: main.index,
    header: found,
    headerGround,
    columns: describeColumns({
      info: main.info,
      header: found,
      rows: firstLines(file.rowsOf(main.index), found),
      columns,
      choices,
      template,
      readingChoices: outcome.reading?.choices,
    }),
    ...outcome,
    rows: rowLookup(outcome.reading),
  };
}

const nothingIn = (problem: AppError, mainTableIndex = 0): DraftAnalysis => ({
  mainTable: mainTableIndex,
  header: undefined,
  headerGround: 'none',
  columns: [],
  options: undefined,
  reading: undefined,
  problem,
  rows: rowLookup(undefined),
});

const headerNotFound = ({ source }: AnalysisRequest, { info }: TableCandidate): AppError =>
  new AppError('HEADER_NOT_FOUND', { file: source.name, sheet: info.sheet ?? '' });

/** The table that a person chose, or the one that has most of an invoice. */
function mainTable(candidates: readonly TableCandidate[], choices: DraftChoices): TableCandidate | undefined {
  const named = choices.sheet ?? choices.header?.sheet;
  const chosen = candidates.find(({ info }) => named !== undefined && info.sheet === named);
  if (chosen !== undefined) return chosen;
  const rank = ({ isComplete, hasRows, header }: TableCandidate): number =>
    Number(isComplete && hasRows) * 1000 + (header?.assignment.recognised ?? 0);
  return [...candidates].sort(
    (a, b) =>
      rank(b) - rank(a) ||
      Number(b.firstRows.length > 0) - Number(a.firstRows.length > 0) ||
      a.index - b.index,
  )[0];
}

function groundOf(
  main: TableCandidate,
  choices: DraftChoices,
  template: AppliedTemplate | undefined,
): HeaderGround {
  if (choices.header !== undefined) return 'chosen';
  if (main.header === undefined) return 'proposed';
  return template === undefined ? 'found' : 'template';
}

function chosenColumns(
  { columns }: DraftChoices,
  { names }: HeaderFinding,
): readonly ColumnAssignment[] | undefined {
  return columns?.map(({ column, field }) => ({ column, field, name: names[column] ?? '' }));
}

/** The filled rows below a header, as far as a column's content is looked at. */
function firstLines(rows: readonly SheetRow[], header: HeaderFinding): readonly SheetRow[] {
  const last = header.row + header.rows - 1;
  const lines: SheetRow[] = [];
  for (const row of rows) {
    if (row.row <= last || row.cells.every(isEmptyCell)) continue;
    lines.push(row);
    if (lines.length === CONTENT_ROWS) break;
  }
  return lines;
}

type ReadOutcome = Pick<DraftAnalysis, 'options' | 'reading' | 'problem'>;

async function read(
  request: AnalysisRequest,
  main: TableCandidate,
  header: HeaderFinding,
  headerGround: HeaderGround,
  columns: readonly ColumnAssignment[],
  context: JobContext,
): Promise<ReadOutcome> {
  const { file, source, choices, template } = request;
  const refused = (problem: AppError): ReadOutcome => ({ options: undefined, reading: undefined, problem });
  if (headerGround === 'proposed') return refused(headerNotFound(request, main));
  const twice = fieldTwice(columns);
  if (twice !== undefined) {
    return refused(
      new AppError('COLUMN_AMBIGUOUS', {
        file: source.name,
        sheet: main.info.sheet ?? '',
        field: twice.field,
        candidates: columns
          .filter(({ field }) => field === twice.field)
          .map(({ name }) => name)
          .join(', '),
      }),
    );
  }
  const options = readOptionsOf({ file, sheet: main.info.sheet, header, columns, choices, template });
  try {
    const reading: InvoiceReading = await readInvoice(file, source, options, context);
    return { options, reading, problem: undefined };
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'CANCELLED') throw error;
    return refused(error);
  }
}

/** A field that two columns were given and that only one can fill. */
const fieldTwice = (columns: readonly ColumnAssignment[]): ColumnAssignment | undefined =>
  columns.find(
    ({ field }, index) =>
      COALESCED_FIELDS[field] === undefined && columns.findIndex((other) => other.field === field) < index,
  );
