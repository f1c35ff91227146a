import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { remembered } from '#core/remember.ts';

describe('a function that remembers', () => {
  it('finds what the function itself finds, however many texts came before', () => {
    const find = (text: string): string | undefined => (text.length % 3 === 0 ? undefined : `${text}!`);
    const own = remembered(find);
    for (let index = 0; index < 5000; index += 1) own(`text ${index}`);
    fc.assert(
      fc.property(fc.string({ maxLength: 90 }), (text) => {
        expect(own(text)).toBe(find(text));
        expect(own(text)).toBe(find(text));
      }),
    );
  });

  it('looks a text up once', () => {
    const asked: string[] = [];
    const own = remembered((text) => asked.push(text));
    for (const text of ['a', 'b', 'a', 'a']) own(text);
    expect(asked).toEqual(['a', 'b']);
  });
});
