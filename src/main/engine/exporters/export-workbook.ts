import { MAX_ROWS_PER_SHEET, MAX_ROWS_WITH_FORMULAS, sheetName } from '#core/workbook/sheets.ts';
import {
  differencesBelowInSteps,
  layOutLinesInSteps,
  rankedVariancesInSteps,
  sumLinesInSteps,
} from '#core/workbook/lay-out-lines.ts';
import { currencyDigits } from '#core/currency.ts';
import { rowSums } from '#core/workbook/row-sums.ts';
import { INVOICE_TABLE } from '#core/workbook/tables/invoice-table.ts';
import { USAGE_TABLES } from '#core/workbook/tables/usage-tables.ts';
import { sourceLevelFor } from '#core/reconcile/usage-levels.ts';
import type { ResultDocument } from '#core/reconcile/result-document.ts';
import type { TableModel } from '#core/workbook/column.ts';
import { USAGE_LEVELS, type UsageLevel } from '#core/usage/usage-row.ts';
import { DOMAIN_WORDS } from '#shared/messages/domain-words.ts';
import { fillMessage } from '#shared/messages/fill.ts';
import { WORKBOOK_TEXTS } from '#shared/messages/workbook-texts.ts';
import { inSteps } from '../jobs/in-steps.ts';
import type { JobContext } from '../jobs/job-context.ts';
import type { Book, DetailTable } from './book.ts';
import { checkRows } from './check-rows.ts';
import { NAMED_CAUSES } from './group-cells.ts';
import { overallOf, type Overall } from './overall.ts';
import { buildShell, type Shell, type WorkbookProperties } from './package/shell.ts';
import { sheetPart } from './package/sheet-part.ts';
import { definedNames, withoutStrings } from './package/workbook-parts.ts';
import { writePackage, type PackagePart } from './package/write-package.ts';
import { planSheets } from './plan-sheets.ts';
import { sheetRenderer } from './render/sheet-renderer.ts';
import { tableXml } from './render/table-xml.ts';
import type { SheetPlan } from './sheet-plan.ts';
import { styleCatalogue } from './styles.ts';
import { asOutputError, openTarget, type TargetFile } from './target-file.ts';
import type { WorkbookOptions, WorkbookSources, WrittenWorkbook } from './workbook-sources.ts';

/** Bytes that a row takes at most, compressed, to see early whether the disk can hold the workbook. */
const BYTES_PER_ROW = 120;
const BYTES_OF_FRAME = 300_000;

/**
 * Writes the variance workbook of a run. The file appears under its name only once it is whole; cancelled or failed,
 * nothing is left and an older file stays as it was. The same run gives the same bytes.
 *
 * @throws AppError OUTPUT_FOLDER_MISSING, OUTPUT_NOT_WRITABLE, OUTPUT_BUSY, DISK_FULL, CANCELLED
 */
export async function exportWorkbook(
  result: ResultDocument,
  sources: WorkbookSources,
  options: WorkbookOptions,
  path: string,
  context: JobContext,
): Promise<WrittenWorkbook> {
  const layout = await inSteps(layOutLinesInSteps(result.lines), context);
  const ranked = await inSteps(rankedVariancesInSteps(result.lines), context);
  const lineSums = await inSteps(sumLinesInSteps(result.lines), context);
  const differencesBelow = await inSteps(differencesBelowInSteps(ranked, layout, NAMED_CAUSES), context);
  const given = { result, sources, options, lines: { layout, ranked, lineSums, differencesBelow } };
  const first = await writeOnce(given, path, context, assumedOverall(given));
  if (first.written) return first.written;
  // The rows do not add up to the run: every sheet's title line must say so, and it stands above the rows. Once more.
  const second = await writeOnce(given, path, context, first.overall);
  if (second.written) return second.written;
  throw new Error('The checks of the workbook differ from one writing to the next');
}

interface Attempt {
  /** Undefined where the title lines turned out not to say what the checks say: nothing was kept then. */
  readonly written: WrittenWorkbook | undefined;
  readonly overall: Overall;
}

/** What a workbook is written from: the same for both attempts. */
interface Given {
  readonly result: ResultDocument;
  readonly sources: WorkbookSources;
  readonly options: WorkbookOptions;
  readonly lines: Pick<Book, 'layout' | 'ranked' | 'lineSums' | 'differencesBelow'>;
}

async function writeOnce(
  given: Given,
  path: string,
  context: JobContext,
  assumed: Overall,
): Promise<Attempt> {
  const { sources, options } = given;
  const target = await openTarget(path, BYTES_OF_FRAME + totalRows(sources, options) * BYTES_PER_ROW);
  try {
    const book = makeBook(given, assumed);
    const written = await writeBook(book, target, context);
    const overall = overallNow(book);
    if (overall.text !== assumed.text) {
      await target.discard();
      return { written: undefined, overall };
    }
    await context.checkpoint();
    await target.commit();
    return { written, overall };
  } catch (error) {
    await target.discard();
    throw asOutputError(error, path);
  }
}

const overallNow = (book: Book): Overall =>
  overallOf(
    checkRows(book).map(({ status }) => status),
    book.words.checkStatuses,
    book.texts,
  );

/** What the title lines say before a row was read: the run's own checks, and that the workbook's rows agree with it. */
function assumedOverall(given: Given): Overall {
  const book = makeBook(given, { status: '', text: '' });
  const statuses = checkRows(book).map(({ id, status }) => (id.startsWith('W') ? 'ok' : status));
  return overallOf(statuses, book.words.checkStatuses, book.texts);
}

const levelsOf = (detail: UsageLevel): readonly UsageLevel[] =>
  USAGE_LEVELS.slice(0, USAGE_LEVELS.indexOf(detail) + 1);

/** The levels whose usage rows the workbook holds. */
const shownLevels = ({ detail, omit = [] }: WorkbookOptions): readonly UsageLevel[] =>
  levelsOf(detail).filter((level) => !omit.includes(`usage-${level}`));

const totalRows = ({ counts }: WorkbookSources, options: WorkbookOptions): number =>
  counts.invoiceRows + shownLevels(options).reduce((sum, level) => sum + counts.usageRows[level], 0);

function detailTable(model: TableModel, rows: number, { language }: WorkbookOptions): DetailTable {
  const parts = Array.from({ length: Math.ceil(rows / MAX_ROWS_PER_SHEET) }, (_unused, index) => ({
    table: index === 0 ? model.name : `${model.name}${index + 1}`,
    sheetName: sheetName(model.sheet, language, index + 1),
    rows: Math.min(MAX_ROWS_PER_SHEET, rows - index * MAX_ROWS_PER_SHEET),
  }));
  return { parts, hasFormulas: rows <= MAX_ROWS_WITH_FORMULAS };
}

function makeBook({ result, sources, options, lines }: Given, overall: Overall): Book {
  const { language } = options;
  const held = [...new Set(result.sources.flatMap(({ level }) => (level === null ? [] : [level])))];
  const shown = shownLevels(options);
  const usageTable = (level: UsageLevel): DetailTable =>
    detailTable(USAGE_TABLES[level], shown.includes(level) ? sources.counts.usageRows[level] : 0, options);
  return {
    result,
    sources,
    options,
    language,
    texts: WORKBOOK_TEXTS[language],
    words: DOMAIN_WORDS[language],
    currencyDecimals: currencyDigits(result.currency ?? undefined),
    ...lines,
    sums: rowSums(),
    dispositions: new Map(),
    invoice: detailTable(INVOICE_TABLE, sources.counts.invoiceRows, options),
    usage: { partner: usageTable('partner'), customer: usageTable('customer'), user: usageTable('user') },
    usageLevelOf: (grain) => sourceLevelFor(grain, held),
    overall,
    sheetNameOf: (id) => sheetName(id, language),
    shortened: new Map(),
  };
}

const SOURCE_SHEETS: readonly SheetPlan['id'][] = [
  'invoice-lines',
  'usage-partner',
  'usage-customer',
  'usage-user',
];

async function writeBook(book: Book, target: TargetFile, context: JobContext): Promise<WrittenWorkbook> {
  const plans = planSheets(book);
  const styles = styleCatalogue(book.language, book.currencyDecimals);
  const shell = await buildShell(plans, styles, propertiesOf(book));
  const total = plans.reduce((sum, { rowCount }) => sum + rowCount, 0);
  let done = 0;
  const onPiece = async (rows: number): Promise<void> => {
    done += rows;
    context.report({ phase: 'write-workbook', done: Math.min(done, total), total, unit: 'rows' });
    await context.checkpoint();
  };
  const sheets = plans.map((plan, index) => ({
    plan,
    part: {
      name: `xl/worksheets/sheet${index + 1}.xml`,
      content: () => renderSheet(plan, shell, `xl/worksheets/sheet${index + 1}.xml`, book, onPiece),
    },
  }));
  // The source rows first: the other sheets hold their sums. Sources last: it tells of texts that did not fit.
  const order = (id: SheetPlan['id']): number => (SOURCE_SHEETS.includes(id) ? 0 : id === 'sources' ? 2 : 1);
  const ordered = [...sheets].sort((a, b) => order(a.plan.id) - order(b.plan.id));
  return writePackage([...fixedParts(book, plans, shell), ...ordered.map(({ part }) => part)], target.handle);
}

async function* renderSheet(
  plan: SheetPlan,
  shell: Shell,
  name: string,
  book: Book,
  onPiece: (rows: number) => Promise<void>,
): AsyncGenerator<Buffer> {
  const renderer = sheetRenderer(shell.styleIds, book.language, book.currencyDecimals);
  yield* sheetPart(plan, shell.parts.get(name) ?? '', renderer, onPiece);
  const { shortened, firstShortened } = renderer.log;
  if (firstShortened !== undefined)
    book.shortened.set(plan.name, { count: shortened, first: firstShortened });
}

const TABLE_PART = /^xl\/tables\/table\d+\.xml$/;

/** The parts that hold no rows: exceljs's, but for the tables, which are written here. */
function fixedParts(book: Book, plans: readonly SheetPlan[], shell: Shell): readonly PackagePart[] {
  const placements = new Map(
    plans.flatMap(({ tables }) => tables.map((table) => [table.name, table] as const)),
  );
  const parts = [...shell.parts].filter(([name]) => !name.startsWith('xl/worksheets/sheet'));
  return parts.map(([name, content]) => {
    if (TABLE_PART.test(name)) {
      const placement = placements.get(/ name="([^"]*)"/.exec(content)?.[1] ?? '');
      const id = Number(/ id="(\d+)"/.exec(content)?.[1]);
      if (!placement) throw new Error(`The shell holds a table that was not planned: ${name}`);
      return { name, content: tableXml(placement, id, book.language) };
    }
    if (name === 'xl/workbook.xml') {
      return {
        name,
        content: definedNames(
          content,
          plans.flatMap(({ names }) => names),
        ),
      };
    }
    return { name, content: name === 'xl/sharedStrings.xml' ? withoutStrings(content) : content };
  });
}

function propertiesOf(book: Book): WorkbookProperties {
  const { result, texts, sources, language } = book;
  const names = {
    partner: sources.partnerName ?? texts.unknown,
    start: result.period.start,
    end: result.period.end,
  };
  const hash = result.resultHash.replace(/^sha256:/, '').slice(0, 8);
  return {
    title: fillMessage(texts.documentTitle, names),
    subject: fillMessage(texts.summary.subtitle, names),
    language,
    madeAt: result.generatedAt,
    appVersion: sources.appVersion,
    footer: { run: `${result.runId} – ${hash}`, page: texts.page },
  };
}
