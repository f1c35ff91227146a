import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanId, decodeWebexId, displayId, idKey } from '#core/ids.ts';

const UUID = '52cf576d-60a8-407a-b22c-467c51591908';
const encode = (text: string): string => Buffer.from(text).toString('base64');
const organization = encode(`ciscospark://us/ORGANIZATION/${UUID}`);

describe('Webex ids', () => {
  it('decode to their type and UUID, padded or not, URL-safe or not', () => {
    for (const id of [organization, organization.replace(/=+$/, ''), organization.replaceAll('/', '_')]) {
      expect(decodeWebexId(id)).toEqual({ type: 'ORGANIZATION', id: UUID });
    }
  });

  it('are equal to their bare UUID in any case', () => {
    expect(idKey(organization)).toBe(idKey(UUID.toUpperCase()));
  });

  it('decode whatever the id', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.constantFrom('PEOPLE', 'ORGANIZATION', 'BILLING_REPORT'), (id, type) => {
        const encoded = encode(`ciscospark://us/${type}/${id}`).replace(/=+$/, '');
        expect(decodeWebexId(encoded)).toEqual({ type, id });
      }),
    );
  });

  it.each(['Y2lzY29zcGFyazovL', 'Y2lzY29zcGFyazovL###', 'Y2lz', 'hello'])('are not seen in %j', (text) => {
    expect(decodeWebexId(text)).toBeUndefined();
  });
});

describe('ids out of spreadsheets', () => {
  it.each([
    ['="00123"', '00123'],
    ["'00123", '00123'],
    ['  Sub100 ', 'Sub100'],
    ['Ｓｕｂ１００', 'Sub100'],
  ])('lose their wrapping: %s', (text, expected) => {
    expect(cleanId(text)).toBe(expected);
  });

  it('are the same text whether there is anything to fold or not', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary-ascii', maxLength: 12 }), (text) => {
        const letter = 'あ';
        // With another letter at its end nothing is known beforehand; that letter is taken off again.
        const long = cleanId(`${text}${letter}`);
        if (/^[0-9A-Za-z]/.test(text) && !/\s$/.test(text)) expect(cleanId(text)).toBe(long.slice(0, -1));
      }),
    );
  });

  it('keep leading zeros and their case when shown', () => {
    expect(displayId('="00A7"')).toBe('00A7');
  });

  it('are compared without case', () => {
    expect(idKey('SUB100')).toBe(idKey('sub100'));
  });

  it('are missing when empty', () => {
    expect(idKey('  ')).toBeUndefined();
    expect(idKey('=""')).toBeUndefined();
  });
});
