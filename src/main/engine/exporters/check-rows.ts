import { absolute, formatPicos, picos, type Picos } from '#core/decimal/micros.ts';
import type { CheckStatus } from '#core/reconcile/result-document.ts';
import { numberCell, numberFormula, type WorkbookCell } from '#core/workbook/cell.ts';
import { exact, exactOrUndefined, roundedText } from '#core/workbook/exact.ts';
import { quoted, references } from '#core/workbook/formula.ts';
import type { VarianceRow } from '#core/workbook/lay-out-lines.ts';
import { BY_SKU_TABLE } from '#core/workbook/tables/variance-tables.ts';
import { INVOICE_TABLE } from '#core/workbook/tables/invoice-table.ts';
import { USAGE_TABLES } from '#core/workbook/tables/usage-tables.ts';
import { USAGE_LEVELS } from '#core/usage/usage-row.ts';
import type { Book } from './book.ts';

/** A tie-out as the workbook shows it. */
export interface CheckRow {
  readonly id: string;
  readonly name: string;
  readonly consequence: string;
  readonly left: WorkbookCell;
  readonly right: WorkbookCell;
  /** Exact, for the cached results; undefined without data. */
  readonly difference: Picos | undefined;
  readonly tolerance: Picos | undefined;
  /** The name of its tolerance on Parameters. */
  readonly toleranceName: string;
  readonly failing: number;
  readonly status: CheckStatus;
}

/** The name of a check's tolerance on Parameters. */
export const toleranceName = (id: string): string => `Tolerance_${id}`;
/** The name of the tolerance of the workbook's own checks. */
export const OWN_TOLERANCE = toleranceName('W');

/** T1 to T10 of the run, and the workbook's own checks: that the rows it holds add up to what the run says. */
export function checkRows(book: Book): readonly CheckRow[] {
  return [...runChecks(book), ...ownChecks(book)];
}

function runChecks({ result, words }: Book): readonly CheckRow[] {
  return result.checks.map((check) => {
    const left = exactOrUndefined(check.left);
    const right = exactOrUndefined(check.right);
    return {
      id: check.id,
      ...words.checks[check.id],
      left: numberCell(check.left),
      right: numberCell(check.right),
      difference: left === undefined || right === undefined ? undefined : picos(left - right),
      tolerance: exactOrUndefined(check.tolerance),
      toleranceName: toleranceName(check.id),
      failing: check.failing,
      status: check.status,
    };
  });
}

interface OwnSide {
  readonly formula: string | undefined;
  readonly value: Picos;
}

function ownCheck(
  id: string,
  words: { name: string; consequence: string },
  left: OwnSide,
  right: OwnSide,
): CheckRow {
  const cell = ({ formula, value }: OwnSide): WorkbookCell =>
    formula === undefined ? numberCell(formatPicos(value)) : numberFormula(formula, formatPicos(value));
  const difference = picos(left.value - right.value);
  return {
    id,
    ...words,
    left: cell(left),
    right: cell(right),
    difference,
    tolerance: picos(0n),
    toleranceName: OWN_TOLERANCE,
    failing: 0,
    status: absolute(exact(roundedText(difference))) === 0n ? 'ok' : 'check',
  };
}

const count = (value: number): Picos => picos(BigInt(value) * 10n ** 12n);

function ownChecks(book: Book): readonly CheckRow[] {
  const { result, texts, language, layout, sums } = book;
  const checks: CheckRow[] = [];
  const bySku = references(BY_SKU_TABLE, language);
  const hasInvoice = book.invoice.parts.length > 0;
  const hasLines = layout.rows['by-sku'].length > 0;
  const sumOver = (read: (row: VarianceRow) => bigint): Picos =>
    picos(layout.rows['by-sku'].reduce((sum, row) => sum + read(row), 0n));
  if (hasInvoice) {
    const audited = book.dispositions.get(texts.dispositions.audited);
    checks.push(
      ownCheck(
        'W1',
        texts.ownChecks.rows,
        {
          formula: book.invoice.parts
            .map(({ table }) => `ROWS(${references(INVOICE_TABLE, language, table).column('number')})`)
            .join('+'),
          value: count([...book.dispositions.values()].reduce((sum, { rows }) => sum + rows, 0)),
        },
        { formula: undefined, value: count(result.coverage.invoiceRows) },
      ),
      ownCheck(
        'W2',
        texts.ownChecks.amounts,
        {
          formula: book.invoice.parts
            .map(({ table }) => {
              const part = references(INVOICE_TABLE, language, table);
              return `SUMIFS(${part.column('amount')},${part.column('disposition')},${quoted(texts.dispositions.audited)})`;
            })
            .join('+'),
          value: picos(audited?.amount ?? 0n),
        },
        { formula: undefined, value: exact(result.totals.invoiced) },
      ),
    );
  }
  if (hasLines) {
    checks.push(
      ownCheck(
        'W3',
        texts.ownChecks.variance,
        {
          formula: `SUM(${bySku.column('amountVariance')})`,
          value: book.lineSums.variance,
        },
        { formula: undefined, value: exact(result.totals.variance) },
      ),
    );
    const levels = USAGE_LEVELS.filter((level) => book.usage[level].parts.length > 0);
    const compared = new Set([...book.lineSums.levels].map((level) => book.usageLevelOf(level)));
    compared.delete(undefined);
    if (levels.length > 0 && [...compared].every((level) => level !== undefined && levels.includes(level))) {
      checks.push(
        ownCheck(
          'W4',
          texts.ownChecks.userDays,
          {
            formula: levels
              .flatMap((level) => book.usage[level].parts.map(({ table }) => ({ level, table })))
              .map(({ level, table }) => {
                const part = references(USAGE_TABLES[level], language, table);
                return `SUMIFS(${part.column('quantity')},${part.column('disposition')},${quoted(texts.usageDispositions.compared)})`;
              })
              .join('+'),
            value: sumOver((row) => sums.of(row).userDays),
          },
          {
            formula: undefined,
            value: book.lineSums.userDays,
          },
        ),
      );
    }
  }
  return checks;
}
