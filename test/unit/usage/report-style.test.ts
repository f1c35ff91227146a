import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '#core/errors.ts';
import type { DateOrder } from '#core/mapping/date-text.ts';
import { gatherStyle, type ReportStyle } from '#core/usage/report-style.ts';

type Row = readonly [start: string, end: string, quantity: string];

function styleOf(rows: readonly Row[], dateOrder?: DateOrder): ReportStyle {
  const evidence = gatherStyle(dateOrder);
  for (const [index, row] of rows.entries()) evidence.add(index + 2, ...row);
  return evidence.conclude('r.csv');
}

/** The style, or the code of the refusal. */
function outcomeOf(rows: readonly Row[]): unknown {
  try {
    return styleOf(rows);
  } catch (error) {
    return error instanceof AppError ? error.code : error;
  }
}

describe('the style of a report', () => {
  it.each([
    ['mdy', [['10/01/2026', '10/31/2026', '1']]],
    ['dmy', [['01/10/2026', '31/10/2026', '1']]],
    [
      'mdy',
      [
        ['10/01/2026', '10/02/2026', '1'],
        ['10/03/2026', '10/13/2026', '1'],
      ],
    ],
    [undefined, [['2026-10-01', '2026-10-31', '1']]],
  ] as const)('has the date order %s where a date proves it', (order, rows) => {
    expect(styleOf(rows).dateOrder).toBe(order);
  });

  it('is refused where dates read in two ways, naming one of them', () => {
    const conclude = (): unknown => styleOf([['10/01/2026', '10/05/2026', '1']]);
    expect(conclude).toThrow(AppError);
    expect(conclude).toThrow(
      /REPORT_DATE_AMBIGUOUS.*"row":"2".*"column":"CONSUMPTION_START_DATE".*10\/01\/2026/,
    );
  });

  it('is refused where dates contradict one another', () => {
    const rows: Row[] = [
      ['10/13/2026', '10/14/2026', '1'],
      ['13/10/2026', '14/10/2026', '1'],
    ];
    expect(() => styleOf(rows)).toThrow('REPORT_DATE_AMBIGUOUS');
  });

  it('follows what the person has said', () => {
    expect(styleOf([['10/01/2026', '10/05/2026', '1']], 'dmy').dateOrder).toBe('dmy');
  });

  it.each([
    ['decimal-point', ['1,234.5']],
    ['decimal-point', ['12.5', '1,234']],
    ['decimal-comma', ['12,5', '1.234']],
    [undefined, ['1,234']],
    [undefined, ['31', '0']],
    [undefined, ['12,5', '12.5']],
  ] as const)('has the number style %s for %j', (style, quantities) => {
    const rows = quantities.map((quantity): Row => ['2026-10-01', '2026-10-31', quantity]);
    expect(styleOf(rows).numberStyle).toBe(style);
  });

  it('does not depend on the order of rows', () => {
    const row = fc.tuple(
      fc.constantFrom('10/01/2026', '2026-10-01', '10/13/2026'),
      fc.constantFrom('10/31/2026', '2026-10-31'),
      fc.constantFrom('1', '1.5', '1,234', '12.345'),
    );
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 8 }), (rows) => {
        expect(outcomeOf(rows.toReversed())).toEqual(outcomeOf(rows));
      }),
    );
  });
});
