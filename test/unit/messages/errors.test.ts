import { describe, expect, it } from 'vitest';
import { ERROR_KIND_OF, type ErrorCode } from '#core/errors.ts';
import { ERROR_SENTENCES, errorSentence, errorText } from '#shared/messages/errors.ts';
import { paramsOf, requiredParams } from '#shared/messages/fill.ts';
import { thrownErrors } from '../../support/source-scan.ts';

const CODES = Object.keys(ERROR_KIND_OF) as ErrorCode[];
const PARTS = ['happened', 'unchanged', 'remedy'] as const;
/** A cancelled job needs no advice. */
const WITHOUT_REMEDY: readonly ErrorCode[] = ['CANCELLED'];

describe.each(CODES)('the error %s', (code) => {
  it.each(['en', 'ja'] as const)('says in %s what happened, what is unchanged and what to do', (language) => {
    const sentence = ERROR_SENTENCES[language][code];
    expect(sentence.happened).not.toBe('');
    expect(sentence.unchanged).not.toBe('');
    if (!WITHOUT_REMEDY.includes(code)) expect(sentence.remedy).not.toBe('');
  });

  it('names the same things in both languages', () => {
    for (const part of PARTS) {
      const { en, ja } = ERROR_SENTENCES;
      expect(new Set(paramsOf(ja[code][part]))).toEqual(new Set(paramsOf(en[code][part])));
    }
  });

  it('ends its sentences in both languages', () => {
    for (const part of PARTS) {
      expect(ERROR_SENTENCES.en[code][part]).toMatch(/^$|[.?\]]$/);
      expect(ERROR_SENTENCES.ja[code][part]).toMatch(/^$|[。）}\]]$/u);
    }
  });

  it('opens and closes its brackets', () => {
    for (const language of ['en', 'ja'] as const) {
      for (const part of PARTS) {
        const shown = (known: boolean): string => {
          const template = ERROR_SENTENCES[language][code][part];
          const params = Object.fromEntries(paramsOf(template).map((name) => [name, known ? 'x' : '']));
          return errorSentence(code, params, language)[part];
        };
        for (const text of [shown(true), shown(false)]) {
          for (const [open, close] of ['()', '（）', '「」']) {
            expect(text.split(open ?? '').length, text).toBe(text.split(close ?? '').length);
          }
        }
      }
    }
  });
});

describe('the errors that the sources throw', () => {
  const thrown = thrownErrors();

  it('are found', () => {
    expect(thrown.length).toBeGreaterThan(50);
  });

  it('carry every param that their sentences need', () => {
    const holes = thrown.flatMap(({ place, code, params }) => {
      if (params === undefined || !(code in ERROR_KIND_OF)) return [];
      const sentence = ERROR_SENTENCES.en[code as ErrorCode];
      const needed = PARTS.flatMap((part) => requiredParams(sentence[part]));
      const missing = needed.filter((name) => !params.includes(name));
      return missing.length === 0 ? [] : [`${place} ${code}: ${missing.join(', ')}`];
    });
    expect(holes).toEqual([]);
  });
});

describe('an error as one line', () => {
  it('joins its three statements', () => {
    expect(errorText('FILE_EMPTY', { file: 'a.csv' }, 'en')).toBe(
      'The file a.csv is empty. Nothing was changed. Download or save it again.',
    );
    expect(errorText('FILE_EMPTY', { file: 'a.csv' }, 'ja')).toBe(
      'ファイル a.csv は空です。何も変更していません。ダウンロードまたは保存をやり直してください。',
    );
  });
});

describe('the reason that the operating system gives', () => {
  it('is said in words, its code behind', () => {
    const params = { file: 'a.xlsx', reason: 'EACCES' };
    expect(errorSentence('OUTPUT_NOT_WRITABLE', params, 'en').happened).toContain('no permission (EACCES)');
    expect(errorSentence('OUTPUT_NOT_WRITABLE', params, 'ja').happened).toContain(
      '権限がありません (EACCES)',
    );
  });

  it('stays as it is where it is unknown', () => {
    const params = { file: 'a.xlsx', reason: 'toString' };
    expect(errorSentence('OUTPUT_NOT_WRITABLE', params, 'en').happened).toContain(': toString.');
  });
});
