import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { idDoubt } from '#core/id-doubts.ts';
import { idKey } from '#core/ids.ts';

describe('a doubt about an id', () => {
  it.each([
    ['1.914E+18', 'ID_DAMAGED'],
    ['1,914e18', 'ID_DAMAGED'],
    ['１.914E+18', 'ID_DAMAGED'],
    ['Sub\u202e001', 'ID_INVISIBLE_CHARACTERS'],
    ['Sub\u200b1', 'ID_INVISIBLE_CHARACTERS'],
    ['Sub\u00001', 'ID_INVISIBLE_CHARACTERS'],
    ['\u0421ub1', 'ID_MIXED_SCRIPTS'],
    ['ACME-\u039f', 'ID_MIXED_SCRIPTS'],
    ['\u0410-1', 'ID_MIXED_SCRIPTS'],
  ])('%j is %s', (text, doubt) => {
    expect(idDoubt(text)).toBe(doubt);
  });

  it.each([
    'Sub1',
    '="00123"',
    '株式会社アクメ',
    'ＡＣＭＥ',
    'E+18',
    '1E5',
    '00123',
    'Клиент-7',
    '007',
    'Müller-7',
  ])('%j is beyond doubt', (text) => {
    expect(idDoubt(text)).toBeUndefined();
  });

  it('never arises for a UUID or a number, however it is written', () => {
    fc.assert(
      fc.property(fc.oneof(fc.uuid(), fc.nat().map(String)), (id) => {
        expect(idDoubt(id)).toBeUndefined();
        expect(idDoubt(id.toUpperCase())).toBeUndefined();
      }),
    );
  });

  it('does not make two ids one: what looks alike stays apart', () => {
    expect(idKey('\u0421ub1')).not.toBe(idKey('Cub1'));
    expect(idKey('Sub\u200b1')).not.toBe(idKey('Sub1'));
  });
});
