import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatMicros, MAX_MICROS, micros } from '#core/decimal/micros.ts';
import { readReportHeader } from '#core/usage/report-columns.ts';
import { reportRowReader, STYLE_NEEDED, type ReadReportRow } from '#core/usage/report-row.ts';
import { PLAIN_STYLE, type ReportStyle } from '#core/usage/report-style.ts';

const HEADER = ['SUBSCRIPTION_ID', 'SKU', 'CONSUMPTION_START_DATE', 'CONSUMPTION_END_DATE', 'QUANTITY'];
const COLUMNS = readReportHeader(HEADER, 'r.csv');
const REF = { source: 'f', sheet: undefined, row: 7 };

function read(
  quantity: string,
  style: ReportStyle = PLAIN_STYLE,
  isStyleKnown = true,
): ReadReportRow | typeof STYLE_NEEDED {
  const cells = ['Sub1', 'A-1', '2026-10-01', '2026-10-31', quantity];
  return reportRowReader(COLUMNS, style, isStyleKnown)(cells, REF);
}
const known = (outcome: ReadReportRow | typeof STYLE_NEEDED): ReadReportRow => {
  if (outcome === STYLE_NEEDED) throw new Error('The style was not known');
  return outcome;
};
const codes = (outcome: ReadReportRow | typeof STYLE_NEEDED): readonly string[] =>
  known(outcome).issues.map((issue) => `${issue.severity} ${issue.code} ${issue.column ?? ''}`);

describe('a row of a report', () => {
  it('has the quantity that is written, to the last of six decimals', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), (value) => {
        const { row, issues } = known(read(formatMicros(micros(value))));
        expect(row?.quantity).toBe(value);
        expect(issues).toHaveLength(value < 0n ? 1 : 0);
      }),
    );
  });

  it('says that decimals beyond the sixth were rounded', () => {
    const outcome = known(read('12.3456785'));
    expect(outcome.row?.quantity).toBe(12_345_679n);
    expect(codes(outcome)).toEqual(['warning PRECISION_REDUCED QUANTITY']);
  });

  it('keeps a negative quantity, and says so', () => {
    const outcome = known(read('-0.5'));
    expect(outcome.row?.quantity).toBe(-500_000n);
    expect(codes(outcome)).toEqual(['warning QUANTITY_NEGATIVE QUANTITY']);
  });

  it.each([
    '',
    '3O',
    '1e3',
    'NaN',
    '12.5.6',
    '$12',
    '12 %',
    formatMicros(micros(MAX_MICROS)),
    '-',
    '１２．５x',
  ])('is quarantined with the quantity %j, never 0', (text) => {
    const outcome = known(read(text));
    expect(outcome.row).toBeUndefined();
    expect(outcome.issues).toHaveLength(1);
    expect(outcome.issues[0]).toMatchObject({ severity: 'error', row: 7, column: 'QUANTITY' });
  });

  it('asks for the style of the report where a comma could mean two things', () => {
    expect(read('1,234', PLAIN_STYLE, false)).toBe(STYLE_NEEDED);
  });

  it('is quarantined where nothing proves what its comma means', () => {
    expect(codes(read('1,234'))).toEqual(['error QUANTITY_AMBIGUOUS QUANTITY']);
  });

  it.each([
    ['1,234', 'decimal-point', 1_234_000_000n],
    ['1,234', 'decimal-comma', 1_234_000n],
    ['1.234', 'decimal-comma', 1_234_000_000n],
    ['1.234', 'decimal-point', 1_234_000n],
  ] as const)('reads %s by a proven style of %s', (text, numberStyle, quantity) => {
    expect(known(read(text, { ...PLAIN_STYLE, numberStyle })).row?.quantity).toBe(quantity);
  });

  it('is quarantined where a quantity contradicts the proven style', () => {
    const outcome = known(read('12,5', { ...PLAIN_STYLE, numberStyle: 'decimal-point' }));
    expect(outcome.row).toBeUndefined();
    expect(codes(outcome)).toEqual(['error QUANTITY_UNPARSABLE QUANTITY']);
  });

  it.each(HEADER.map((name, index) => [name, index] as const))('is quarantined without %s', (name, index) => {
    const cells = ['Sub1', 'A-1', '2026-10-01', '2026-10-31', '31'].map((cell, at) =>
      at === index ? ' ' : cell,
    );
    const outcome = known(reportRowReader(COLUMNS, PLAIN_STYLE, true)(cells, REF));
    expect(outcome.row).toBeUndefined();
    expect(codes(outcome)).toEqual([`error VALUE_MISSING ${name}`]);
  });

  it('names every fault of a row at once', () => {
    const outcome = reportRowReader(COLUMNS, PLAIN_STYLE, true)(['', 'A-1', 'x', '2026-13-01', 'y'], REF);
    expect(codes(outcome)).toEqual([
      'error VALUE_MISSING SUBSCRIPTION_ID',
      'error DATE_UNPARSABLE CONSUMPTION_START_DATE',
      'error DATE_UNPARSABLE CONSUMPTION_END_DATE',
      'error QUANTITY_UNPARSABLE QUANTITY',
    ]);
  });
});

describe('an id of a report', () => {
  const readIds = (subscription: string, sku: string): ReadReportRow =>
    known(
      reportRowReader(COLUMNS, PLAIN_STYLE, true)([subscription, sku, '2026-10-01', '2026-10-31', '1'], REF),
    );

  it('that a spreadsheet has cut keeps its row out of the figures: it could be that of many', () => {
    const outcome = readIds('1.914E+18', 'A-1');
    expect(outcome.row).toBeUndefined();
    expect(codes(outcome)).toEqual(['error ID_DAMAGED SUBSCRIPTION_ID']);
  });

  it('with letters that look like others is flagged, and counts as it is written', () => {
    const outcome = readIds('Sub1', '\u0410-1');
    expect(outcome.row?.sku).toBe('\u0410-1');
    expect(codes(outcome)).toEqual(['warning ID_MIXED_SCRIPTS SKU']);
  });

  it('keeps its leading zeros', () => {
    const outcome = readIds('000123', '007');
    expect(outcome.row).toMatchObject({ subscriptionId: '000123', sku: '007' });
    expect(outcome.issues).toEqual([]);
  });
});
