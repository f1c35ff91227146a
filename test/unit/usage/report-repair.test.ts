import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readReportHeader } from '#core/usage/report-columns.ts';
import { learnShapes } from '#core/usage/report-repair.ts';

const HEADER =
  'PARTNER_NAME,PARTNER_ORG_ID,SUBSCRIPTION_ID,SERVICE_NAME,SKU,DESCRIPTION,CONSUMPTION_START_DATE,CONSUMPTION_END_DATE,QUANTITY';
const ORG = '52cf576d-60a8-407a-b22c-467c51591908';
const shapesOf = (header: string): ReturnType<typeof learnShapes> =>
  learnShapes(readReportHeader(header.split(','), 'report.csv'));

/** Texts as names and descriptions have them, commas included. */
const freeText = fc
  .array(fc.stringMatching(/^[A-Za-z][A-Za-z .&'-]{0,11}$/), { minLength: 1, maxLength: 4 })
  .map((parts) => parts.join(', '));

describe('repairing a row with too many cells', () => {
  it('gives back the text that an unquoted comma has cut, wherever it stood', () => {
    fc.assert(
      fc.property(freeText, freeText, fc.integer({ min: 0, max: 999 }), (name, description, quantity) => {
        const whole = [name, ORG, 'Sub1', 'WEBEX_CALLING', 'A-1', description];
        whole.push('2026-10-01', '2026-10-31', String(quantity));
        const cut = whole.join(',').split(',');
        fc.pre(cut.length > whole.length);
        expect(shapesOf(HEADER).repair(cut)).toEqual(whole);
      }),
    );
  });

  it('never moves a date or the quantity, whatever the cells hold', () => {
    const cell = fc.oneof(
      fc.constantFrom('', ORG, 'Sub1', 'A-1', '2026-10-01', '31', '1', '234', 'WEBEX_CALLING'),
      fc.stringMatching(/^[A-Za-z ]{0,8}$/),
    );
    fc.assert(
      fc.property(fc.array(cell, { minLength: 10, maxLength: 14 }), (cells) => {
        const repaired = shapesOf(HEADER).repair(cells);
        if (repaired === undefined) return;
        expect(repaired).toHaveLength(9);
        expect(cells.join(',').startsWith(repaired.join(','))).toBe(true);
        for (const index of [6, 7, 8]) expect(cells).toContain(repaired[index]);
      }),
    );
  });

  it('leaves a row alone that can be read in two ways', () => {
    const shapes = shapesOf(
      'SUBSCRIPTION_ID,SKU,QUANTITY,DESCRIPTION,CONSUMPTION_START_DATE,CONSUMPTION_END_DATE',
    );
    expect(shapes.repair(['Sub1', 'A-1', '1', '234', 'Calling', '2026-10-01', '2026-10-31'])).toBeUndefined();
  });

  it('does not take the end of a sentence for a code: behind its comma stands a space', () => {
    const shapes = shapesOf(
      'SUBSCRIPTION_ID,DESCRIPTION,SKU,CONSUMPTION_START_DATE,CONSUMPTION_END_DATE,QUANTITY',
    );
    const dates = ['2026-10-01', '2026-10-31', '29'];
    const whole = ['Sub1', 'Calling, Enhanced', 'A-1', ...dates];
    expect(shapes.repair(whole.join(',').split(','))).toEqual(whole);
    expect(shapes.repair(['Sub1', 'Calling', 'A-1', ' Enhanced', ' EU', ...dates])).toBeUndefined();
  });

  it('never puts a key together: one of two cells may be a key and a quantity that can’t be read', () => {
    const header = 'SUBSCRIPTION_ID,SKU,QUANTITY,DESCRIPTION,CONSUMPTION_START_DATE,CONSUMPTION_END_DATE';
    const dates = ['2026-10-01', '2026-10-31'];
    const shapes = shapesOf(header);
    shapes.learn(['Sub1', 'A 1', '12', 'Calling', ...dates]);
    expect(shapes.repair(['Sub1', 'A-1', '=1+1', '234', 'Calling', ...dates])).toBeUndefined();
  });

  it('puts a text together with what has cut it', () => {
    const shapes = learnShapes(readReportHeader(HEADER.split(','), 'report.csv'), ';');
    const whole = ['SP', ORG, 'Sub1', 'CALLING', 'A-1', 'Calling; EU', '2026-10-01', '2026-10-31', '31'];
    expect(shapes.repair(whole.join(';').split(';'))).toEqual(whole);
  });

  it('leaves a row alone whose quantity was cut', () => {
    const shapes = shapesOf('SUBSCRIPTION_ID,SKU,CONSUMPTION_START_DATE,CONSUMPTION_END_DATE,QUANTITY');
    expect(shapes.repair(['Sub1', 'A-1', '2026-10-01', '2026-10-31', '1', '234'])).toBeUndefined();
  });

  it('drops commas too many at the end of a row that fits otherwise', () => {
    const cells = ['SP', ORG, 'Sub1', 'WEBEX_CALLING', 'A-1', 'Calling', '2026-10-01', '2026-10-31', '31'];
    expect(shapesOf(HEADER).repair([...cells, '', ' '])).toEqual(cells);
  });

  it('repairs nothing where the ids are plain codes, which any word could be', () => {
    const shapes = shapesOf(HEADER);
    shapes.learn([
      'SP',
      'ORG-7',
      'Sub1',
      'WEBEX_CALLING',
      'A-1',
      'Calling',
      '2026-10-01',
      '2026-10-31',
      '31',
    ]);
    const cut = ['SP', 'ORG-7', 'Sub1', 'WEBEX_CALLING', 'A-1', 'Calling', 'EU'];
    expect(shapes.repair([...cut, '2026-10-01', '2026-10-31', '31'])).toBeUndefined();
  });

  it('does not take a word for an id where sound rows have shown UUIDs', () => {
    const shapes = shapesOf(HEADER);
    shapes.learn(['SP', ORG, 'Sub1', 'WEBEX_CALLING', 'A-1', 'Calling', '2026-10-01', '2026-10-31', '31']);
    const cut = ['SP', 'Inc', 'Sub1', 'WEBEX', 'A-1', 'Calling', 'EU', '2026-10-01', '2026-10-31', '31'];
    expect(shapes.repair(cut)).toBeUndefined();
  });
});
