import type { LineDocument } from '#core/reconcile/result-document.ts';
import { numberFormula, type WorkbookCell } from '#core/workbook/cell.ts';
import { exact, roundedText } from '#core/workbook/exact.ts';
import { references } from '#core/workbook/formula.ts';
import { precisionOf } from '#core/workbook/number-format.ts';
import type { VarianceColumnId } from '#core/workbook/tables/variance-tables.ts';
import type { Book } from '../book.ts';
import { causeOf } from '../cause.ts';
import type { PlacedCell } from '../render/sheet-renderer.ts';
import { heightOfLines, lineCount } from '../render/row-height.ts';
import { HEADER_ROW } from '../sheet-head.ts';
import { bodyStyle, headerStyle } from '../styles.ts';
import { VARIANCE_TABLES } from '../variance-references.ts';
import type { SummaryRow } from './summary-sheet.ts';

/** How many variances the summary names. */
export const TOP_COUNT = 10;
/** The width of the column of causes on the summary. */
const CAUSE_WIDTH = 64;

/** The largest variances: who and what, how much, which kind, and why, with a link to the row. */
export function* topRows(book: Book): Generator<SummaryRow> {
  const { texts } = book;
  const top = book.ranked.slice(0, TOP_COUNT);
  if (top.length === 0) {
    yield { height: 17, cells: [{ column: 0, style: 'muted', value: texts.noVariances }] };
    return;
  }
  const header = (column: number, value: string, kind: 'text' | 'money'): PlacedCell => ({
    column,
    style: headerStyle(kind, false),
    value,
  });
  yield {
    height: 18,
    cells: [
      header(0, texts.top.what, 'text'),
      header(1, texts.top.sku, 'text'),
      header(2, texts.top.amount, 'money'),
      header(3, '', 'text'),
      header(4, texts.top.class, 'text'),
      header(5, texts.top.cause, 'text'),
    ],
  };
  for (const line of top) {
    const lines = lineCount(causeOf(line, book), CAUSE_WIDTH);
    yield { height: heightOfLines(lines), cells: topCells(line, book) };
  }
}

function topCells(line: LineDocument, book: Book): readonly PlacedCell[] {
  const { words, texts } = book;
  const home = book.layout.homeOf.get(line);
  const position = home ? book.layout.rows[home.sheet].indexOf(home) : -1;
  const who = line.customerExternalId ?? line.customerOrgId ?? line.subscriptionId ?? texts.unknown;
  const what =
    `${home?.id ?? ''}  ${[who, line.consumerId].filter((part) => part !== null).join(' / ')}`.trim();
  const text = line.variance.amount === null ? undefined : roundedText(exact(line.variance.amount));
  const amount: WorkbookCell =
    text === undefined || !home
      ? texts.priceUnknown
      : numberFormula(amountFormula(home.id, home.sheet, book), text);
  return [
    {
      column: 0,
      style: bodyStyle('link', 'value', 'usual'),
      value: what,
      ...(home
        ? { link: { sheetName: book.sheetNameOf(home.sheet), target: `A${HEADER_ROW + 1 + position}` } }
        : {}),
    },
    { column: 1, style: bodyStyle('id', 'value', 'usual'), value: line.sku },
    {
      column: 2,
      style:
        text === undefined
          ? bodyStyle('text', 'value', 'usual')
          : bodyStyle('money', 'formula', precisionOf('money', text, book.currencyDecimals)),
      value: amount,
    },
    { column: 3, style: bodyStyle('text', 'value', 'usual') },
    {
      column: 4,
      style: bodyStyle('wrapped', 'value', 'usual'),
      value: `${words.directions[line.direction]} · ${words.classes[line.class]}`,
    },
    { column: 5, style: bodyStyle('wrapped', 'value', 'usual'), value: causeOf(line, book) },
  ];
}

function amountFormula(id: string, sheet: keyof typeof VARIANCE_TABLES, book: Book): string {
  const table = references<VarianceColumnId>(VARIANCE_TABLES[sheet], book.language);
  return `INDEX(${table.column('amountVariance')},MATCH("${id}",${table.column('row')},0))`;
}

/** Prepared, reviewed, approved: names, dates, signatures or stamps. */
export function* signOffRows(book: Book): Generator<SummaryRow> {
  const labels = book.texts.signOff;
  const roles = [labels.prepared, labels.reviewed, labels.approved];
  const columns = [1, 2, 4];
  const across = (style: string, values: readonly (string | undefined)[]): readonly PlacedCell[] =>
    columns.map((column, index) => ({
      column,
      style,
      ...(values[index] === undefined ? {} : { value: values[index] }),
    }));
  yield { height: 18, cells: [{ column: 0, style: 'sign-label' }, ...across('sign-head', roles)] };
  yield {
    height: 20,
    cells: [{ column: 0, style: 'sign-label', value: labels.name }, ...across('sign-input', [])],
  };
  yield {
    height: 20,
    cells: [{ column: 0, style: 'sign-label', value: labels.date }, ...across('sign-date', [])],
  };
  yield {
    height: 62,
    cells: [
      { column: 0, style: 'sign-label', value: labels.signature },
      ...across('sign-input', [labels.stamp, labels.stamp, labels.stamp]),
      { column: 5, style: 'muted-wrapped', value: labels.note },
    ],
  };
}
