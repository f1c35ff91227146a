import { describe, expect, it } from 'vitest';
import { ISSUE_TEXTS, issueText } from '#shared/messages/issues.ts';
import { codeLiterals, issueCodes } from '../../support/source-scan.ts';

describe('the issues that the sources raise', () => {
  const raised = issueCodes();

  it('are found', () => {
    expect(new Set(raised.map(({ code }) => code)).size).toBeGreaterThan(10);
  });

  it('all have a sentence', () => {
    const unknown = raised.filter(({ code }) => !Object.hasOwn(ISSUE_TEXTS.en, code));
    expect(unknown.map(({ place, code }) => `${place} ${code}`)).toEqual([]);
  });

  it('leave no sentence without an issue', () => {
    const codes = new Set(codeLiterals().map(({ code }) => code));
    expect(Object.keys(ISSUE_TEXTS.en).filter((code) => !codes.has(code))).toEqual([]);
  });
});

describe('the sentence of an issue', () => {
  it.each(Object.keys(ISSUE_TEXTS.en))('is whole in both languages: %s', (code) => {
    expect(issueText(code, 'en')).toMatch(/^[A-Z].*\.$/);
    expect(issueText(code, 'ja')).toMatch(/。$/u);
  });

  it('is the code itself where a newer version wrote it', () => {
    expect(issueText('FROM_THE_FUTURE', 'en')).toBe('FROM_THE_FUTURE');
  });
});
