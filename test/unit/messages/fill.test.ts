import { describe, expect, it } from 'vitest';
import { fillMessage, paramsOf, requiredParams } from '#shared/messages/fill.ts';

describe('fillMessage', () => {
  it('puts values in their places', () => {
    expect(fillMessage('The file {file} has {count} rows.', { file: 'a.csv', count: '3' })).toBe(
      'The file a.csv has 3 rows.',
    );
  });

  it('leaves out a part in brackets whose value is missing', () => {
    expect(fillMessage('In {file}[, sheet {sheet}][, row {row}].', { file: 'a', row: '3' })).toBe(
      'In a, row 3.',
    );
  });

  it('treats an empty value as a missing one', () => {
    expect(fillMessage('In {file}[, sheet {sheet}].', { file: 'a', sheet: '' })).toBe('In a.');
  });

  it('shows a hole for a value that must not be missing', () => {
    expect(fillMessage('In {file}.', {})).toBe('In ?.');
    expect(fillMessage('The value "{value}".', { value: '' })).toBe('The value "".');
  });

  it('asks for a value without showing it', () => {
    expect(fillMessage('It is{?open} not[{?open} open].', { open: 'yes' })).toBe('It is not open.');
    expect(fillMessage('Nothing[{?open} is open].', {})).toBe('Nothing.');
  });

  it('takes the word that goes with a number', () => {
    const text = '{rows} {rows:row is|rows are} odd[, {days} {days:day|days} long].';
    expect(fillMessage(text, { rows: '1' })).toBe('1 row is odd.');
    expect(fillMessage(text, { rows: '0', days: '1' })).toBe('0 rows are odd, 1 day long.');
    expect(paramsOf(text)).toEqual(['rows', 'rows', 'days', 'days']);
  });

  it('does not fill what a value brings along', () => {
    expect(fillMessage('"{text}" [{column}]', { text: '{column} [x]', column: 'Amount' })).toBe(
      '"{column} [x]" Amount',
    );
  });

  it('reads no value from the prototype', () => {
    expect(fillMessage('{constructor}[ {toString}]', {})).toBe('?');
  });
});

describe('the params of a template', () => {
  it('are those in brackets and those outside', () => {
    expect(paramsOf('{a}[ {b} {?c}]')).toEqual(['a', 'b', 'c']);
    expect(requiredParams('{a}[ {b} {?c}]')).toEqual(['a']);
  });
});
