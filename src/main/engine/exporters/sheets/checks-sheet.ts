import { countCell, numberFormula, textFormula, type WorkbookCell } from '#core/workbook/cell.ts';
import { columnLetter } from '#core/tabular/table.ts';
import { columnIndex, type TableRow } from '#core/workbook/column.ts';
import { roundedText } from '#core/workbook/exact.ts';
import { DEFINED_NAMES, quoted, references, rounded } from '#core/workbook/formula.ts';
import { quotedSheetName } from '#core/workbook/sheets.ts';
import { absolute, formatPicos } from '#core/decimal/micros.ts';
import { exact } from '#core/workbook/exact.ts';
import { CHECKS_TABLE } from '#core/workbook/tables/checks-table.ts';
import { checkRows, type CheckRow } from '../check-rows.ts';
import { overallOf, textFormulaOf } from '../overall.ts';
import type { Book } from '../book.ts';
import type { SheetPlan } from '../sheet-plan.ts';
import { HEADER_ROW } from '../sheet-head.ts';
import { tableSheet } from './table-sheet.ts';

type ChecksColumnId = (typeof CHECKS_TABLE)['columns'][number]['id'];

/** Checks: each tie-out with both sides, and the one status that every sheet repeats. */
export function checksSheet(book: Book, checkCount: number): SheetPlan {
  const { texts, words } = book;
  const plan = tableSheet<ChecksColumnId>(book, {
    model: CHECKS_TABLE,
    ...texts.sheets.checks,
    rowCount: checkCount,
    *rows() {
      for (const check of checkRows(book)) yield checkCells(check, book);
    },
    marks: (range, firstCell) => [
      {
        range: range('status'),
        formula: `${firstCell('status')}=${quoted(words.checkStatuses.ok)}`,
        mark: 'good',
      },
      {
        range: range('status'),
        formula: `${firstCell('status')}=${quoted(words.checkStatuses.check)}`,
        mark: 'bad',
      },
      {
        range: range('status'),
        formula: `${firstCell('status')}=${quoted(words.checkStatuses['no-data'])}`,
        mark: 'muted',
      },
    ],
  });
  const overallRow = HEADER_ROW + checkCount + 2;
  const sheet = quotedSheetName(plan.name);
  return {
    ...plan,
    lastRow: overallRow + 1,
    names: [
      { name: DEFINED_NAMES.overallStatus, target: `${sheet}!$C$${overallRow}` },
      { name: DEFINED_NAMES.overallText, target: `${sheet}!$C$${overallRow + 1}` },
    ],
    *rows(renderer) {
      yield* plan.rows(renderer);
      const overall = overallOf(
        checkRows(book).map(({ status }) => status),
        words.checkStatuses,
        texts,
      );
      const status = references(CHECKS_TABLE, book.language).column('status');
      const counted = (text: string): string => `COUNTIF(${status},${quoted(text)})`;
      const failing = counted(words.checkStatuses.check);
      const expressions = {
        failing,
        missing: counted(words.checkStatuses['no-data']),
        all: `ROWS(${status})`,
      };
      yield renderer.row(overallRow, [
        { column: 1, style: 'fact-strong', value: texts.overallLabel },
        {
          column: 2,
          style: 'fact-strong',
          value: textFormula(
            `IF(${failing}=0,${quoted(words.checkStatuses.ok)},${quoted(words.checkStatuses.check)})`,
            overall.status,
          ),
        },
      ]);
      yield renderer.row(overallRow + 1, [
        { column: 1, style: 'label', value: texts.overallTextLabel },
        {
          column: 2,
          style: 'plain',
          value: textFormula(
            `IF(${failing}=0,${textFormulaOf(texts.overallOk, expressions)},${textFormulaOf(texts.overallCheck, expressions)})`,
            overall.text,
          ),
        },
      ]);
    },
  };
}

function checkCells(check: CheckRow, { words, language }: Book): TableRow<ChecksColumnId> {
  const own = references(CHECKS_TABLE, language);
  const { difference, tolerance, failing } = check;
  const shared = {
    id: check.id,
    name: check.name,
    consequence: check.consequence,
    left: check.left,
    right: check.right,
    failing: difference === undefined ? undefined : countCell(failing),
  };
  if (difference === undefined || tolerance === undefined) {
    return { ...shared, status: words.checkStatuses[check.status] };
  }
  const isWithin = absolute(exact(roundedText(difference))) <= tolerance && failing === 0;
  const computed = isWithin ? 'ok' : 'check';
  const status: WorkbookCell =
    computed === check.status
      ? textFormula(
          `IF(AND(ABS(${own.cell('difference')})<=${own.cell('tolerance')},${own.cell('failing')}=0),` +
            `${quoted(words.checkStatuses.ok)},${quoted(words.checkStatuses.check)})`,
          words.checkStatuses[computed],
        )
      : words.checkStatuses[check.status];
  return {
    ...shared,
    difference: numberFormula(rounded(`${own.cell('left')}-${own.cell('right')}`), roundedText(difference)),
    tolerance: numberFormula(check.toleranceName, formatPicos(tolerance)),
    status,
  };
}

/** The address of the status of a check, for other sheets. */
export const checkStatusAddress = (book: Book, id: string): string | undefined => {
  const position = book.result.checks.findIndex((check) => check.id === id);
  return position < 0
    ? undefined
    : `${quotedSheetName(book.sheetNameOf('checks'))}!$${columnLetter(columnIndex(CHECKS_TABLE, 'status'))}$${HEADER_ROW + 1 + position}`;
};
