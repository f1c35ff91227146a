import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { columnLetter } from '#core/tabular/table.ts';
import type { WorkbookCell } from '#core/workbook/cell.ts';
import type { TableModel, TableRow } from '#core/workbook/column.ts';
import type { PlainDate } from '#core/period.ts';
import { cellXml, type RenderLog } from '#engine/exporters/render/cell-xml.ts';
import { heightOfLines, lineCount } from '#engine/exporters/render/row-height.ts';
import { tableRowWriter } from '#engine/exporters/render/table-rows.ts';

const WRAPPED = 3;
const COLUMNS = Array.from({ length: 30 }, (_unused, index) => ({
  id: `c${index}`,
  header: { en: `c${index}`, ja: `c${index}` },
  width: 12,
  kind: index === WRAPPED ? ('wrapped' as const) : ('text' as const),
  meaning: { en: '', ja: '' },
}));
const TABLE: TableModel = { name: 'tblTest', sheet: 'matches', frozenColumns: 0, columns: COLUMNS };
const STYLES = {
  plain: 7,
  of: (value: Exclude<WorkbookCell, string | undefined>): number => (value.kind === 'formula' ? 12 : 9),
};

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.constantFrom(
    '',
    'Audited',
    ' edge',
    'two  spaces',
    'a&b<c>"d"',
    '_x000A_',
    '請求明細',
    '\ud800',
    'x'.repeat(100),
  ),
  fc.constantFrom('長い'.repeat(200), `x${'<'.repeat(33_000)}`),
);
const decimal = fc.constantFrom('0', '-12.5', '9007199254740993.000000000001');
const formula = fc.constantFrom('1+1', 'IF(A1>0,"a","b")', '合計[数量]');
const cell: fc.Arbitrary<WorkbookCell> = fc.oneof(
  fc.constant(undefined),
  text,
  decimal.map((number) => ({ kind: 'number' as const, number })),
  fc.constantFrom('1900-02-28', '1900-03-01', '2026-10-31').map((date) => ({
    kind: 'date' as const,
    date: date as PlainDate,
  })),
  fc.record({
    kind: fc.constant('formula' as const),
    formula,
    result: fc.oneof(
      decimal.map((number) => ({ number })),
      text.map((result) => ({ text: result })),
    ),
  }),
);
const row: fc.Arbitrary<TableRow> = fc
  .array(cell, { maxLength: COLUMNS.length })
  .map((cells) => Object.fromEntries(cells.map((value, index) => [`c${index}`, value])));

const newLog = (): RenderLog => ({ links: [], shortened: 0, firstShortened: undefined });

/** The same row, cell by cell. */
function plainRow(number: number, cells: TableRow, isSparse: boolean, log: RenderLog): string {
  const write = cellXml(log);
  const wrapped = cells[`c${WRAPPED}`];
  const height = heightOfLines(typeof wrapped === 'string' ? lineCount(wrapped, 12) : 1);
  const xml = COLUMNS.map(({ id }, index) => {
    const value = cells[id];
    if (isSparse && (value === undefined || value === '')) return '';
    const style = typeof value === 'object' ? STYLES.of(value) : STYLES.plain;
    return write(`${columnLetter(index)}${number}`, style, value);
  }).join('');
  return `<row r="${number}"${isSparse ? '' : ` ht="${height}"`}>${xml}</row>`;
}

describe.each([true, false])('the rows of a table (empty cells left out: %s)', (isSparse) => {
  test('are, as bytes, what their cells are one by one', () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 6 }), (rows) => {
        const logs = [newLog(), newLog()] as const;
        const write = tableRowWriter(TABLE, isSparse, () => STYLES, cellXml(logs[0]));
        for (const [index, cells] of rows.entries()) {
          const number = 10 ** index;
          const written = Buffer.from(write(number, cells)).toString('utf8');
          expect(written).toBe(plainRow(number, cells, isSparse, logs[1]));
        }
        expect(logs[0]).toEqual(logs[1]);
      }),
      { numRuns: 150 },
    );
  });
});
