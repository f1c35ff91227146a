import { describe, expect, it } from 'vitest';
import { AppError } from '#core/errors.ts';
import { readReportHeader, REPORT_FIELDS } from '#core/usage/report-columns.ts';

const REQUIRED = ['SUBSCRIPTION_ID', 'SKU', 'CONSUMPTION_START_DATE', 'CONSUMPTION_END_DATE', 'QUANTITY'];

const refusal = (cells: readonly string[]): AppError => {
  try {
    readReportHeader(cells, 'r.csv');
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('The header was accepted');
};

describe('the header of a report', () => {
  it('finds every column in any order', () => {
    const cells = [...REPORT_FIELDS].reverse();
    const { indexOf } = readReportHeader(cells, 'r.csv');
    for (const field of REPORT_FIELDS) expect(cells[indexOf[field] ?? -1]).toBe(field);
  });

  it.each([
    ['subscription id', 'Sku', 'Consumption Start Date', 'consumption__end_date_', 'ＱＵＡＮＴＩＴＹ'],
    ['\ufeffSUBSCRIPTION _ID', ' SKU ', 'consumption-start-date', 'ConsumptionEndDate', 'quantity'],
  ])('does not mind case, spaces, underscores, widths and a byte order mark: %s, %s', (...cells) => {
    expect(Object.keys(readReportHeader(cells, 'r.csv').indexOf)).toHaveLength(5);
  });

  it.each([
    [[], 'partner'],
    [['CUSTOMER_ORG_ID'], 'customer'],
    [['CUSTOMER_EXTERNAL_ID'], 'customer'],
    [['CUSTOMER_ORG_ID', 'SUBSCRIBER_ID'], 'user'],
    [['USER_ID'], 'user'],
    [['WORKSPACE_ID'], 'user'],
    [['LOCATION_ID'], 'partner'],
  ])('with %j says that the level is %s', (more, level) => {
    expect(readReportHeader([...REQUIRED, ...more], 'r.csv').level).toBe(level);
  });

  it.each(REQUIRED)('is refused without %s, naming it and what was found', (missing) => {
    const found = REQUIRED.filter((name) => name !== missing);
    const error = refusal(found);
    expect(error.code).toBe('REPORT_COLUMN_MISSING');
    expect(error.params).toEqual({ file: 'r.csv', columns: missing, found: found.join(', ') });
  });

  it.each([
    [[...REQUIRED, 'sku'], 'sku'],
    [[...REQUIRED, 'LICENSE', 'license'], 'license'],
  ])('is refused with a column twice: %j', (cells, column) => {
    expect(refusal(cells)).toMatchObject({ code: 'REPORT_COLUMN_TWICE', params: { column } });
  });

  it('keeps unknown and unnamed columns', () => {
    const { extra } = readReportHeader(['', ...REQUIRED, 'LICENSE_IDS', ''], 'r.csv');
    expect(extra).toEqual([
      { index: 0, name: 'A' },
      { index: 6, name: 'LICENSE_IDS' },
    ]);
  });
});
