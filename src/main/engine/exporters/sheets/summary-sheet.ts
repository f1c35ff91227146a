import { textFormula } from '#core/workbook/cell.ts';
import { DEFINED_NAMES } from '#core/workbook/formula.ts';
import { parsePlainDate } from '#core/period.ts';
import { dateCell, type WorkbookCell } from '#core/workbook/cell.ts';
import { fillMessage } from '#shared/messages/fill.ts';
import type { Book } from '../book.ts';
import type { PlacedCell, SheetRenderer } from '../render/sheet-renderer.ts';
import type { SheetPlan } from '../sheet-plan.ts';
import { bridgeRows, type BridgeRow } from './summary-bridge.ts';
import { coverageSentence, verdictSentence, verdictTone } from './summary-verdict.ts';
import { signOffRows, topRows, TOP_COUNT } from './summary-blocks.ts';

/** Widths of the summary: label, three figures or texts, a gap, label, text. */
const SUMMARY_WIDTHS = [42, 23, 17, 3, 34, 64] as const;

const COLUMNS = SUMMARY_WIDTHS.length;

/** A row of the summary before it has a number. */
export interface SummaryRow {
  readonly height: number | undefined;
  readonly cells: readonly PlacedCell[];
}

/** Summary: the page that is signed. Everything on it is a formula over the other sheets, or stands in the run. */
export function summarySheet(book: Book, others: readonly SheetPlan[]): SheetPlan {
  const bridge = bridgeRows(book);
  const count = layoutLength(book, bridge, others);
  return {
    id: 'summary',
    name: book.sheetNameOf('summary'),
    columnWidths: SUMMARY_WIDTHS,
    frozen: { columns: 0, rows: 0 },
    repeatedRows: 0,
    lastRow: count,
    tables: [],
    inputRules: [],
    markRules: [
      { range: 'A6', formula: `${DEFINED_NAMES.overallStatus}="OK"`, mark: 'good' },
      { range: 'A6', formula: `${DEFINED_NAMES.overallStatus}<>"OK"`, mark: 'bad' },
    ],
    names: [],
    fitsOnePage: true,
    showGridLines: false,
    rowCount: count,
    *rows(renderer: SheetRenderer) {
      let number = 0;
      for (const { height, cells } of summaryRows(book, bridgeRows(book), others)) {
        number += 1;
        yield renderer.row(number, cells, height);
      }
    },
  };
}

const layoutLength = (book: Book, bridge: readonly BridgeRow[], others: readonly SheetPlan[]): number =>
  [...summaryRows(book, bridge, others)].length;

const blank: SummaryRow = { height: 10, cells: [] };

function* summaryRows(
  book: Book,
  bridge: readonly BridgeRow[],
  others: readonly SheetPlan[],
): Generator<SummaryRow> {
  const { texts, result } = book;
  const tone = verdictTone(result.verdict);
  yield { height: 30, cells: [{ column: 0, style: 'title', value: texts.summary.title }] };
  yield { height: 18, cells: [{ column: 0, style: 'subtitle', value: subtitle(book) }] };
  yield maskNote(book);
  yield { height: 30, cells: band(`verdict-${tone}`, verdictSentence(book)) };
  yield { height: 20, cells: band(`verdict-${tone}-sub`, coverageSentence(book)) };
  yield {
    height: 20,
    cells: [
      {
        column: 0,
        style: 'status',
        value: textFormula(DEFINED_NAMES.overallText, book.overall.text),
        link: { sheetName: book.sheetNameOf('checks'), target: 'A1' },
      },
    ],
  };
  yield blank;
  yield { height: 22, cells: sections(texts.summary.invoice, texts.summary.run) };
  yield* facts(book);
  yield blank;
  yield { height: 22, cells: sections(texts.summary.bridge, texts.summary.contents) };
  yield* bridgeAndContents(book, bridge, others, BRIDGE_ROW);
  yield blank;
  yield {
    height: 22,
    cells: band(
      'section',
      fillMessage(texts.summary.top, {
        count: Math.min(TOP_COUNT, book.ranked.length).toString(),
        all: book.ranked.length.toString(),
      }),
    ),
  };
  yield* topRows(book);
  yield blank;
  yield { height: 22, cells: band('section', texts.summary.signOff) };
  yield* signOffRows(book);
  yield blank;
  yield {
    height: 18,
    cells: [
      { column: 0, style: 'muted', value: texts.summary.colourKey },
      { column: 1, style: 'key-input', value: texts.summary.keyInput },
      { column: 2, style: 'key-formula', value: texts.summary.keyFormula },
      { column: 4, style: 'key-value', value: texts.summary.keyValue },
      { column: 5, style: 'muted', value: texts.summary.protection },
    ],
  };
}

/** One style over the whole width, the text at its left. */
const band = (style: string, value: string): readonly PlacedCell[] =>
  Array.from({ length: COLUMNS }, (_unused, column) => ({
    column,
    style,
    ...(column === 0 ? { value } : {}),
  }));

const sections = (left: string, right: string): readonly PlacedCell[] => [
  { column: 0, style: 'section', value: left },
  { column: 1, style: 'section' },
  { column: 2, style: 'section' },
  { column: 4, style: 'section', value: right },
  { column: 5, style: 'section' },
];

/** Who is masked, and how a copy is unmasked. It takes the empty row's place: nothing below it moves. */
function maskNote({ sources: { masked }, texts }: Book): SummaryRow {
  if (masked === undefined) return blank;
  const { maskedUsers, maskedUsersAndCustomers } = texts.summary;
  return { height: 18, cells: band('muted', masked.customers ? maskedUsersAndCustomers : maskedUsers) };
}

const FACT_COUNT = 6;
/** The facts follow the title, the verdict and their section; an empty row and the next section come after them. */
const FIRST_FACT_ROW = 9;
const BRIDGE_ROW = FIRST_FACT_ROW + FACT_COUNT + 2;

const subtitle = ({ sources, result, texts }: Book): string =>
  fillMessage(texts.summary.subtitle, {
    partner: sources.partnerName ?? texts.unknown,
    start: result.period.start,
    end: result.period.end,
  });

function* facts(book: Book): Generator<SummaryRow> {
  const { texts, result, sources } = book;
  const labels = texts.summary;
  type Pair = readonly [label: string, value: WorkbookCell];
  const left: readonly Pair[] = [
    [labels.partner, sources.partnerName ?? texts.unknown],
    [labels.invoiceNumber, sources.invoiceNumber ?? texts.unknown],
    [labels.invoiceDate, dateCell(sources.invoiceDate) ?? texts.unknown],
    [labels.periodStart, dateCell(parsePlainDate(result.period.start))],
    [labels.periodEnd, dateCell(parsePlainDate(result.period.end))],
    [labels.currency, result.currency ?? texts.unknown],
  ];
  const right: readonly Pair[] = [
    [labels.runId, result.runId],
    [labels.generated, result.generatedAt],
    [labels.appVersion, `Tieout ${sources.appVersion}`],
    [labels.resultHash, result.resultHash],
    [labels.detail, book.words.levels[book.options.detail]],
    [labels.files, fillMessage(labels.fileCount, { count: result.sources.length.toString() })],
  ];
  for (let index = 0; index < FACT_COUNT; index += 1) {
    const [leftLabel, leftValue] = left[index] ?? ['', undefined];
    const [rightLabel, rightValue] = right[index] ?? ['', undefined];
    const isDate = typeof leftValue === 'object' && leftValue.kind === 'date';
    yield {
      height: 17,
      cells: [
        { column: 0, style: 'label', value: leftLabel },
        { column: 1, style: isDate ? 'fact-date' : 'fact', value: leftValue },
        { column: 2, style: 'fact' },
        { column: 4, style: 'label', value: rightLabel },
        { column: 5, style: 'fact', value: rightValue },
      ],
    };
  }
}

/** The bridge at the left, the list of sheets at the right. */
function* bridgeAndContents(
  book: Book,
  bridge: readonly BridgeRow[],
  others: readonly SheetPlan[],
  firstRow: number,
): Generator<SummaryRow> {
  const length = Math.max(bridge.length, others.length);
  for (let index = 0; index < length; index += 1) {
    const row = bridge[index];
    const sheet = others[index];
    yield {
      height: 17,
      cells: [
        ...(row ? row(firstRow) : []),
        ...(sheet
          ? [
              {
                column: 4,
                style: 'link',
                value: sheet.name,
                link: { sheetName: sheet.name, target: 'A1' },
              },
              { column: 5, style: 'muted', value: book.texts.contents[sheet.id] },
            ]
          : []),
      ],
    };
  }
}
