import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isSamePerson,
  roleBefore,
  rolesFrom,
  SIGN_OFF_ROLES,
  signOffState,
  suspensionsOf,
  type SignedContent,
  type SignOff,
} from '../../../src/core/sign-off/sign-off.ts';

const hash = fc.constantFrom('a', 'b', 'c');
const content: fc.Arbitrary<SignedContent> = fc.record({
  resultHash: hash,
  inputsHash: hash,
  parametersHash: hash,
});
const signed: fc.Arbitrary<SignOff> = fc
  .record({ role: fc.constantFrom(...SIGN_OFF_ROLES), name: fc.string({ minLength: 1 }), content })
  .map(({ content: about, ...rest }) => ({ ...rest, ...about }));

describe('a signature', () => {
  it('holds for what was signed and for nothing else', () => {
    fc.assert(
      fc.property(content, content, (was, is) => {
        const isSame =
          was.resultHash === is.resultHash &&
          was.inputsHash === is.inputsHash &&
          was.parametersHash === is.parametersHash;
        expect(suspensionsOf(was, is).length === 0).toBe(isSame);
      }),
    );
  });

  it('names each part that has changed, and no other', () => {
    fc.assert(
      fc.property(content, content, (was, is) => {
        const changed = suspensionsOf(was, is);
        expect(changed.includes('result')).toBe(was.resultHash !== is.resultHash);
        expect(changed.includes('inputs')).toBe(was.inputsHash !== is.inputsHash);
        expect(changed.includes('parameters')).toBe(was.parametersHash !== is.parametersHash);
      }),
    );
  });
});

describe('the state of a period', () => {
  it('is suspended as soon as one signature no longer holds, whatever the others say', () => {
    fc.assert(
      fc.property(fc.array(signed, { minLength: 1 }), content, (standing, now) => {
        const isSuspended = standing.some((one) => suspensionsOf(one, now).length > 0);
        expect(signOffState(standing, now) === 'suspended').toBe(isSuspended);
      }),
    );
  });

  it('is suspended where the run that was signed is no longer there', () => {
    fc.assert(
      fc.property(fc.array(signed, { minLength: 1 }), (standing) => {
        expect(signOffState(standing, undefined)).toBe('suspended');
      }),
    );
  });

  it('is the last part that is signed, in whatever order they are listed', () => {
    const now: SignedContent = { resultHash: 'a', inputsHash: 'a', parametersHash: 'a' };
    fc.assert(
      fc.property(fc.subarray([...SIGN_OFF_ROLES], { minLength: 1 }), fc.integer(), (roles, turn) => {
        const standing = roles.map((role) => ({ role, name: 'x', ...now }));
        const turned = turn % 2 === 0 ? standing : standing.toReversed();
        expect(signOffState(turned, now)).toBe(SIGN_OFF_ROLES.findLast((role) => roles.includes(role)));
      }),
    );
  });

  it('is none where nobody has signed', () => {
    expect(signOffState([], undefined)).toBe('none');
  });
});

describe('the parts', () => {
  it('stand on each other in their order', () => {
    expect(SIGN_OFF_ROLES.map(roleBefore)).toEqual([undefined, 'prepared', 'reviewed']);
    expect(rolesFrom('reviewed')).toEqual(['reviewed', 'approved']);
  });
});

describe('two names', () => {
  it.each([
    ['Keiko Sato', 'keiko  sato', true],
    ['ＫＥＩＫＯ　ＳＡＴＯ', 'Keiko Sato', true],
    ['佐藤 恵子', '佐藤恵子', true],
    ['Keiko Sato', 'Kenji Sato', false],
  ])('%s and %s are one person’s: %s', (a, b, isSame) => {
    expect(isSamePerson(a, b)).toBe(isSame);
  });
});
