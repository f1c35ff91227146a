import { picos, type Picos } from '#core/decimal/micros.ts';
import { NOT_AUDITED_CLASSES } from '#core/invoice/invoice-row.ts';
import { countCell, numberCell, numberFormula, textFormula, type WorkbookCell } from '#core/workbook/cell.ts';
import { exact, roundedText } from '#core/workbook/exact.ts';
import { quoted, references, rounded } from '#core/workbook/formula.ts';
import { precisionOf } from '#core/workbook/number-format.ts';
import { INVOICE_TABLE } from '#core/workbook/tables/invoice-table.ts';
import { BY_SKU_TABLE, type VarianceColumnId } from '#core/workbook/tables/variance-tables.ts';
import type { Book } from '../book.ts';
import type { PlacedCell } from '../render/sheet-renderer.ts';
import { figureStyle, headerStyle } from '../styles.ts';
import { checkStatusAddress } from './checks-sheet.ts';

/** A line of the bridge: its cells, given the sheet's row of the bridge's first line. */
export type BridgeRow = (firstRow: number) => readonly PlacedCell[];

/** The address of a line's amount, by its id. */
type AddressOf = (id: string) => string;

interface BridgeLine {
  readonly id: string;
  readonly label: WorkbookCell;
  readonly value: Picos | undefined;
  /** The formula of the amount; undefined: the run's figure as a value. */
  readonly formula: ((at: AddressOf) => string) | undefined;
  /** How many invoice rows it stands for. */
  readonly rows?: WorkbookCell;
  readonly isStrong: boolean;
}

const EFFECTS = [
  ['quantity', 'quantityEffect'],
  ['price', 'priceEffect'],
  ['lineRounding', 'lineRounding'],
  ['unitRounding', 'unitRounding'],
  ['unexplained', 'unexplained'],
] as const satisfies readonly (readonly [string, VarianceColumnId])[];

/**
 * Invoice total - not audited = audited; audited - effects = expected; audited - expected = variance. Every step is
 * a formula over the other sheets. How many lines it has does not depend on the sums.
 */
export function bridgeRows(book: Book): readonly BridgeRow[] {
  const lines = bridgeLines(book);
  const { bridge } = book.texts;
  const header: BridgeRow = () => [
    { column: 0, style: headerStyle('text', false), value: '' },
    {
      column: 1,
      style: headerStyle('money', false),
      value: `${bridge.amount}${book.result.currency === null ? '' : ` (${book.result.currency})`}`,
    },
    { column: 2, style: headerStyle('integer', false), value: bridge.rows },
  ];
  return [
    header,
    ...lines.map(
      (line): BridgeRow =>
        (firstRow) =>
          lineCells(line, book, (id) => `$B$${firstRow + 1 + lines.findIndex((other) => other.id === id)}`),
    ),
  ];
}

function lineCells(line: BridgeLine, book: Book, at: AddressOf): readonly PlacedCell[] {
  const { value, formula, isStrong } = line;
  const text = value === undefined ? undefined : roundedText(value);
  const precision = precisionOf('money', text ?? '0', book.currencyDecimals);
  const amount =
    text === undefined ? undefined : formula ? numberFormula(formula(at), text) : numberCell(text);
  return [
    { column: 0, style: isStrong ? 'fact-strong' : 'label-indented', value: line.label },
    { column: 1, style: figureStyle('money', precision, isStrong), value: amount },
    { column: 2, style: figureStyle('integer', 'usual', isStrong), value: line.rows },
  ];
}

function bridgeLines(book: Book): readonly BridgeLine[] {
  const { texts, words, result } = book;
  const { bridge: labels, dispositions } = texts;
  // Classes without a row are left out; which ones have rows is known from the coverage.
  const notAudited = [
    ...NOT_AUDITED_CLASSES.filter((rowClass) => (result.coverage.excludedByClass[rowClass] ?? 0) > 0).map(
      (rowClass) => words.rowClasses[rowClass],
    ),
    ...((result.coverage.excludedByClass.charge ?? 0) > 0 ? [dispositions.notCompared] : []),
  ];
  const source = invoiceFormulas(book);
  const bySku = references<VarianceColumnId>(BY_SKU_TABLE, book.language);
  const hasLines = book.layout.rows['by-sku'].length > 0;
  const sumOf = (members: readonly string[]): Picos =>
    picos(members.reduce((sum, label) => sum + source.amount(label), 0n));
  const audited = sumOf([dispositions.audited]);
  const excluded = sumOf(notAudited);
  const effects = EFFECTS.map(([component, column]) => ({
    column,
    value: exact(result.totals.components[component]),
  }));
  const expected = picos(audited - effects.reduce((sum, { value }) => sum + value, 0n));
  return [
    {
      id: 'total',
      label: labels.total,
      value: picos(audited + excluded),
      isStrong: true,
      formula: (at) => `${at('audited')}+${at('not-audited')}`,
    },
    statedLine(book),
    {
      id: 'not-audited',
      label: `${labels.less} ${labels.notAudited}`,
      value: excluded,
      isStrong: false,
      formula: (at) =>
        notAudited.length === 0 ? '0' : `SUM(${notAudited.map((label) => at(label)).join(',')})`,
    },
    ...notAudited.map((label) => ({
      id: label,
      label: `    ${label}`,
      value: source.amount(label),
      isStrong: false,
      formula: source.formula(label),
      rows: source.rows(label),
    })),
    {
      id: 'audited',
      label: labels.audited,
      value: audited,
      isStrong: true,
      formula: source.formula(dispositions.audited),
      rows: source.rows(dispositions.audited),
    },
    ...effects.map(({ value, column }) => ({
      id: column,
      label: `${labels.less} ${labels[column]}`,
      value,
      isStrong: false,
      formula: hasLines ? () => rounded(`SUM(${bySku.column(column)})`) : undefined,
    })),
    {
      id: 'expected',
      label: labels.expected,
      value: expected,
      isStrong: true,
      formula: (at) => rounded(`${at('audited')}-SUM(${at('quantityEffect')}:${at('unexplained')})`),
    },
    {
      id: 'variance',
      label: labels.variance,
      value: picos(audited - expected),
      isStrong: true,
      formula: (at) => rounded(`${at('audited')}-${at('expected')}`),
    },
  ];
}

/** What the invoice itself says, and whether T1 holds. */
function statedLine(book: Book): BridgeLine {
  const { texts, words, result } = book;
  const t1 = result.checks.find(({ id }) => id === 'T1');
  const status = checkStatusAddress(book, 'T1');
  const label = t1?.right === null || t1 === undefined ? texts.bridge.notStated : texts.bridge.stated;
  return {
    id: 'stated',
    label:
      t1 === undefined || status === undefined
        ? label
        : textFormula(`${quoted(label)}&${status}`, `${label}${words.checkStatuses[t1.status]}`),
    value: t1 === undefined || t1.right === null ? undefined : exact(t1.right),
    formula: undefined,
    isStrong: false,
  };
}

/** Amounts and rows of Invoice lines by treatment. */
function invoiceFormulas(book: Book): {
  readonly amount: (label: string) => Picos;
  readonly formula: (label: string) => (() => string) | undefined;
  readonly rows: (label: string) => WorkbookCell;
} {
  const { parts } = book.invoice;
  const overParts = (make: (amounts: string, dispositions: string) => string): string =>
    parts
      .map(({ table }) => {
        const part = references(INVOICE_TABLE, book.language, table);
        return make(part.column('amount'), part.column('disposition'));
      })
      .join('+');
  return {
    amount: (label) => picos(book.dispositions.get(label)?.amount ?? 0n),
    formula: (label) =>
      parts.length === 0
        ? undefined
        : () => overParts((amounts, dispositions) => `SUMIFS(${amounts},${dispositions},${quoted(label)})`),
    rows: (label) => {
      const rows = book.dispositions.get(label)?.rows ?? 0;
      return parts.length === 0
        ? countCell(rows)
        : numberFormula(
            overParts((_amounts, dispositions) => `COUNTIF(${dispositions},${quoted(label)})`),
            rows.toString(),
          );
    },
  };
}
