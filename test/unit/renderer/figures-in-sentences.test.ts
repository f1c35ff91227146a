import { describe, expect, it } from 'vitest';
import '../../../src/renderer/src/lib/i18n.ts';
import i18next from 'i18next';

describe('a number in a sentence of the window', () => {
  it('is grouped as every other figure, and the word goes with it', () => {
    const english = i18next.getFixedT('en', 'reconcile');
    expect(english('users', { count: 1 })).toBe('1 user');
    expect(english('users', { count: 1_234_567 })).toBe('1,234,567 users');
    expect(i18next.getFixedT('ja', 'reconcile')('users', { count: 12_000 })).toContain('12,000');
  });

  it('that comes as a text stands as it is: an id, a port, a figure that is set already', () => {
    const english = i18next.getFixedT('en', 'reconcile');
    expect(english('proof.rowNumber', { row: '29502' })).toBe('row 29502');
  });
});
