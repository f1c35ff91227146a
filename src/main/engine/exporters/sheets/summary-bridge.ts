import { formatPicos, picos, type Picos } from '#core/decimal/micros.ts';
import { NOT_AUDITED_CLASSES } from '#core/invoice/invoice-row.ts';
import { numberCell, numberFormula, textFormula, type WorkbookCell } from '#core/workbook/cell.ts';
import { exact, roundedText } from '#core/workbook/exact.ts';
import { quoted, references, rounded } from '#core/workbook/formula.ts';
import { precisionOf } from '#core/workbook/number-format.ts';
import { INVOICE_TABLE } from '#core/workbook/tables/invoice-table.ts';
import { BY_SKU_TABLE, type VarianceColumnId } from '#core/workbook/tables/variance-tables.ts';
import type { Book } from '../book.ts';
import type { PlacedCell } from '../render/sheet-renderer.ts';
import { figureStyle } from '../styles.ts';
import { checkStatusAddress } from './checks-sheet.ts';

/** A line of the bridge from the invoice's total to what was expected. */
export interface BridgeRow {
  /** Its cells, given the sheet's row of the bridge's first line. */
  readonly cells: (firstRow: number) => readonly PlacedCell[];
}

interface BridgeLine {
  readonly label: string;
  readonly value: Picos;
  /** The formula, given the address of each line; undefined: the run's figure as a value. */
  readonly formula: ((at: (id: string) => string) => string) | undefined;
  readonly id: string;
  readonly isStrong: boolean;
  readonly remark?: WorkbookCell;
}

const EFFECTS = [
  ['quantity', 'quantityEffect'],
  ['price', 'priceEffect'],
  ['lineRounding', 'lineRounding'],
  ['unitRounding', 'unitRounding'],
  ['unexplained', 'unexplained'],
] as const satisfies readonly (readonly [string, VarianceColumnId])[];

/** Invoice total - not audited = audited; audited - effects = expected. Every step is a formula. */
export function bridgeRows(book: Book): readonly BridgeRow[] {
  const lines = bridgeLines(book);
  return lines.map((line) => ({
    cells: (firstRow) => {
      const at = (id: string): string => `$B$${firstRow + lines.findIndex((other) => other.id === id)}`;
      const text = line.formula ? roundedText(line.value) : formatPicos(line.value);
      const precision = precisionOf('money', text, book.currencyDecimals);
      return [
        { column: 0, style: line.isStrong ? 'fact-strong' : 'label', value: line.label },
        {
          column: 1,
          style: figureStyle('money', precision, line.isStrong),
          value: line.formula ? numberFormula(line.formula(at), text) : numberCell(text),
        },
        {
          column: 2,
          style: line.isStrong ? 'fact-strong' : 'fact',
          ...(line.remark === undefined ? {} : { value: line.remark }),
        },
      ];
    },
  }));
}

function bridgeLines(book: Book): readonly BridgeLine[] {
  const { texts, words, result, invoice } = book;
  const labels = texts.bridge;
  const notAudited = [
    ...NOT_AUDITED_CLASSES.map((rowClass) => ({ label: words.rowClasses[rowClass], isShown: true })),
    { label: texts.dispositions.notCompared, isShown: true },
  ];
  const amountOf = (label: string): Picos => picos(book.dispositions.get(label)?.amount ?? 0n);
  const hasRows = invoice.parts.length > 0;
  const overParts = (make: (amounts: string, labels: string) => string): string =>
    invoice.parts
      .map(({ table }) => {
        const part = references(INVOICE_TABLE, book.language, table);
        return make(part.column('amount'), part.column('disposition'));
      })
      .join('+');
  const sumOf = (label: string): (() => string) | undefined =>
    hasRows
      ? () => overParts((amounts, column) => `SUMIFS(${amounts},${column},${quoted(label)})`)
      : undefined;
  const rowsOf = (label: string): WorkbookCell => {
    const count = book.dispositions.get(label)?.rows ?? 0;
    const text = (value: string): string => texts.rowCount.replace('{rows}', value);
    const [before = '', after = ''] = texts.rowCount.split('{rows}');
    return hasRows
      ? textFormula(
          [
            before === '' ? '' : quoted(before),
            `(${overParts((_amounts, column) => `COUNTIF(${column},${quoted(label)})`)})`,
            after === '' ? '' : quoted(after),
          ]
            .filter((part) => part !== '')
            .join('&'),
          text(count.toString()),
        )
      : undefined;
  };
  const total = picos(
    notAudited.reduce((sum, { label }) => sum + amountOf(label), 0n) + amountOf(texts.dispositions.audited),
  );
  const t1 = result.checks.find(({ id }) => id === 'T1');
  const t1Status = checkStatusAddress(book, 'T1');
  const bySku = references<VarianceColumnId>(BY_SKU_TABLE, book.language);
  const hasLines = book.layout.rows['by-sku'].length > 0;
  const audited = amountOf(texts.dispositions.audited);
  const effects = EFFECTS.map(([component, column]) => ({
    id: column,
    label: labels[column],
    value: hasLines ? exact(result.totals.components[component]) : picos(0n),
    column,
  }));
  const expected = picos(audited - effects.reduce((sum, { value }) => sum + value, 0n));
  const lines: BridgeLine[] = [
    {
      id: 'total',
      label: labels.total,
      value: total,
      isStrong: true,
      formula: (at) => `SUM(${at('audited')},${notAudited.map(({ label }) => at(label)).join(',')})`,
      remark:
        t1 && t1Status !== undefined && t1.status !== 'no-data'
          ? textFormula(
              `${quoted(labels.stated)}&${t1Status}`,
              `${labels.stated}${words.checkStatuses[t1.status]}`,
            )
          : labels.notStated,
    },
    ...notAudited.map(({ label }) => ({
      id: label,
      label: `${labels.less} ${label}`,
      value: amountOf(label),
      isStrong: false,
      formula: sumOf(label),
      remark: rowsOf(label),
    })),
    {
      id: 'audited',
      label: labels.audited,
      value: audited,
      isStrong: true,
      formula: sumOf(texts.dispositions.audited),
      remark: rowsOf(texts.dispositions.audited),
    },
    ...effects.map(({ id, label, value, column }) => ({
      id,
      label: `${labels.less} ${label}`,
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
      remark: labels.varianceNote,
    },
  ];
  return lines;
}
