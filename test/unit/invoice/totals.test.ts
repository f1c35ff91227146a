import { describe, expect, test } from 'vitest';
import { glance, issuesOf, readGrid, readGrids, totalsOf, type Grid } from './grid.ts';

const HEADER = ['Subscription ID', 'SKU', 'Description', 'Customer', 'Quantity', 'Unit Price', 'Amount'];
const charge = (sku: string, amount: string, customer = 'Acme'): string[] => [
  'Sub1',
  sku,
  'Webex Calling',
  customer,
  '1',
  amount,
  amount,
];
const label = (text: string, amount: string): string[] => ['', '', text, '', '', '', amount];
const bare = (amount: string): string[] => ['', '', '', '', '', '', amount];
const classes = (...rows: Grid): string[] =>
  readGrid([HEADER, ...rows]).document.rows.map(({ rowClass }) => rowClass);
const totals = (...rows: Grid): string[] => totalsOf(readGrid([HEADER, ...rows]));

describe('a subtotal', () => {
  test('by words may stand after each block and at the end', () => {
    expect(
      classes(
        charge('A', '10'),
        charge('B', '20'),
        label('Subtotal', '30'),
        charge('C', '5'),
        label('Subtotal', '5'),
        label('Tax', '3.50'),
        label('Total', '38.50'),
      ),
    ).toEqual(['charge', 'charge', 'subtotal', 'charge', 'subtotal', 'tax', 'subtotal']);
  });

  test('without words is known by being the sum of its block, of all rows, or of earlier blocks', () => {
    const built = readGrid([
      HEADER,
      charge('A', '10'),
      charge('B', '20'),
      bare('30'),
      charge('C', '5'),
      charge('D', '6'),
      bare('11'),
      bare('41'),
    ]);
    expect(built.document.rows.map(({ classRule }) => classRule)).toEqual([
      'sku-quantity-price',
      'sku-quantity-price',
      'arithmetic:whole',
      'sku-quantity-price',
      'sku-quantity-price',
      'arithmetic:block',
      'arithmetic:whole',
    ]);
  });

  test('without words may stand above its rows', () => {
    expect(
      readGrid([HEADER, bare('30'), charge('A', '10'), charge('B', '20')]).document.rows.map(glance)[0],
    ).toBe('2 subtotal 30 arithmetic:below');
  });

  test('of an invoice of one line is known at its end', () => {
    expect(classes(charge('A', '10'), bare('10'))).toEqual(['charge', 'subtotal']);
  });

  test('is never a charge whose amount happens to be a sum', () => {
    expect(classes(charge('A', '10'), charge('B', '10'), charge('C', '20'), charge('D', '40'))).toEqual([
      'charge',
      'charge',
      'charge',
      'charge',
    ]);
  });

  test('is never a customer called Total whose amount happens to be a sum', () => {
    expect(classes(charge('A', '10'), charge('B', '10'), charge('C', '20', 'Total'))).toEqual([
      'charge',
      'charge',
      'charge',
    ]);
  });

  test('of a SKU may carry its SKU and quantity', () => {
    expect(
      classes(
        charge('A', '10'),
        charge('A', '20'),
        ['Sub1', 'A', 'Subtotal', '', '2', '', '30'],
        ['', 'A Total', '', '', '2', '', '30'],
      ),
    ).toEqual(['charge', 'charge', 'subtotal', 'subtotal']);
  });

  test('of taxes is one only where there are taxes to total', () => {
    expect(classes(charge('A', '10'), label('Total tax', '1'))).toEqual(['charge', 'tax']);
    expect(
      classes(charge('A', '10'), label('State tax', '1'), label('City tax', '2'), label('Total tax', '3')),
    ).toEqual(['charge', 'tax', 'tax', 'subtotal']);
  });

  test('that is the sum of nothing next to it is named', () => {
    const built = readGrid([
      HEADER,
      charge('A', '10'),
      label('Subtotal', '11'),
      charge('B', '20'),
      label('Subtotal', '20'),
      label('Total', '30'),
    ]);
    expect(issuesOf(built)).toEqual(['SUBTOTAL_DIFFERS@3:']);
  });

  test('whose own figure can not be read is quarantined', () => {
    const built = readGrid([HEADER, charge('A', '10.50'), label('Total', '1O.50')]);
    expect(built.document.rows.map(glance)[1]).toBe('3 subtotal! - words:total');
    expect(issuesOf(built)).toEqual(['AMOUNT_UNPARSABLE@3:Amount']);
  });
});

describe('the totals that an invoice states', () => {
  test('are its own subtotal and total, not those of its blocks', () => {
    expect(
      totals(
        charge('A', '10'),
        label('Subtotal', '10'),
        charge('B', '20'),
        label('Subtotal', '20'),
        label('Subtotal', '30'),
        label('VAT 10%', '3'),
        label('Total', '33'),
      ),
    ).toEqual(['subtotal 30@6', 'total 33@8']);
  });

  test('leave out the last block’s subtotal where no other follows', () => {
    expect(
      totals(charge('A', '10'), label('Subtotal', '10'), charge('B', '20'), label('Subtotal', '20')),
    ).toEqual([]);
    expect(
      totals(charge('A', '10'), label('Total Acme:', '10'), charge('B', '20'), label('Total for Beta', '20')),
    ).toEqual([]);
  });

  test('are held as stated where the rows do not add up to them', () => {
    expect(totals(charge('A', '10'), charge('B', '20'), label('Total', '40'))).toEqual(['total 40@4']);
    const blocks = [charge('A', '10'), label('Subtotal', '10'), charge('B', '20'), label('Subtotal', '20')];
    expect(totals(...blocks, label('Grand Total', '31'))).toEqual(['total 31@6']);
  });

  test('are the last ones of their kind', () => {
    expect(
      totals(charge('A', '10'), label('Total', '10'), label('Tax', '1'), label('Amount Due', '11')),
    ).toEqual(['total 11@5']);
  });

  test('may stand above the rows, as a row or as a line', () => {
    expect(totals(label('Total', '30'), charge('A', '10'), charge('B', '20'))).toEqual(['total 30@2']);
    const built = readGrid([
      ['Invoice Number: INV-9'],
      ['Total Amount Due', '', '$30.00'],
      [],
      HEADER,
      charge('A', '10'),
      charge('B', '20'),
    ]);
    expect([totalsOf(built), built.document.number]).toEqual([['total 30@2'], 'INV-9']);
  });

  test('differ aloud where the lines above say something else', () => {
    const built = readGrid([
      ['Total', '31'],
      [],
      HEADER,
      charge('A', '10'),
      charge('B', '20'),
      label('Total', '30'),
    ]);
    expect(totalsOf(built)).toEqual(['total 31@1', 'total 30@6']);
    expect(issuesOf(built)).toEqual(['STATED_TOTALS_DIFFER@1:']);
  });

  test('are the invoice’s own rather than what is due with an earlier balance', () => {
    const above = [['Invoice Total', '30'], ['Previous balance', '70'], ['Amount Due', '100'], []];
    expect(totalsOf(readGrid([...above, HEADER, charge('A', '10'), charge('B', '20')]))).toEqual([
      'total 30@1',
    ]);
  });

  test('above the rows that can not be read are named', () => {
    const built = readGrid([['Total', 'see below'], [], HEADER, charge('A', '10')]);
    expect([totalsOf(built), issuesOf(built)]).toEqual([[], ['STATED_TOTAL_UNREADABLE@1:Total']]);
  });

  test('of several sheets are added, and a total of all sheets stands for itself', () => {
    const sheet = (...rows: Grid): Grid => [HEADER, ...rows];
    const north = sheet(charge('A', '10'), label('Total', '10'));
    expect(totalsOf(readGrids({ north, south: sheet(charge('B', '20'), label('Total', '20')) }))).toEqual([
      'total 30@3',
    ]);
    expect(
      totalsOf(readGrids({ north, south: sheet(charge('B', '20'), label('Grand Total', '30')) })),
    ).toEqual(['total 30@3']);
    expect(totalsOf(readGrids({ north, south: sheet(charge('B', '20')) }))).toEqual([]);
  });

  test('hold the tax of a tax column, so that lines and tax meet the total', () => {
    const built = readGrid([
      ['SKU', 'Quantity', 'Unit Price', 'Amount', 'Tax'],
      ['A', '1', '10', '10', '1'],
      ['B', '1', '20', '20', '2'],
      ['Total', '', '', '33', ''],
    ]);
    expect(totalsOf(built)).toEqual(['tax 3@3', 'total 33@4']);
  });
});
