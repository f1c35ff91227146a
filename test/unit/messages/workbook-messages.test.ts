import { describe, expect, it } from 'vitest';
import { EXPLANATION_CODES, type ExplanationDocument } from '#core/reconcile/result-document.ts';
import { EXPLANATION_TEXTS, explanationSentence } from '#shared/messages/explanations.ts';
import { paramsOf, requiredParams } from '#shared/messages/fill.ts';
import { workbookMonth } from '../../support/workbook-month.ts';

const explanation = (more: Partial<ExplanationDocument>): ExplanationDocument => ({
  code: 'DUPLICATE_LINE',
  amount: null,
  certainty: 'proven',
  params: { rows: '1', amount: '25' },
  evidence: [],
  ...more,
});

describe('the sentence of a cause', () => {
  it('asks for the same facts in both languages', () => {
    for (const code of EXPLANATION_CODES) {
      const known = new Set(paramsOf(EXPLANATION_TEXTS.en[code]));
      for (const name of requiredParams(EXPLANATION_TEXTS.ja[code])) expect(known, code).toContain(name);
    }
  });

  it('says so when a cause is only possible', () => {
    expect(explanationSentence(explanation({ certainty: 'possible' }), 'en')).toMatch(/^Possible: /);
    expect(explanationSentence(explanation({ certainty: 'possible' }), 'ja')).toMatch(/^可能性：/);
    expect(explanationSentence(explanation({}), 'en')).not.toMatch(/^Possible/);
  });

  it('says units and levels in words', () => {
    const sentence = explanationSentence(
      explanation({
        code: 'UNIT_MISMATCH',
        params: { billedUnit: 'user-days', expectedUnit: 'user-months', billed: '62' },
      }),
      'ja',
    );
    expect(sentence).toContain('ユーザー日で請求');
  });

  it('sets figures as accounts do, and ids as they are', () => {
    const duplicate = explanation({ code: 'DUPLICATE_LINE', params: { rows: '1', amount: '1148.5' } });
    expect(explanationSentence(duplicate, 'en')).toBe(
      '1 invoice row repeats an earlier one, together 1,148.50.',
    );
    expect(explanationSentence({ ...duplicate, params: { rows: '1200', amount: '150000' } }, 'en')).toBe(
      '1,200 invoice rows repeat an earlier one, together 150,000.',
    );
    const unused = explanation({
      code: 'CUSTOMER_NOT_IN_USAGE',
      params: { quantity: '1234.5', customer: '12345678', sku: '90001' },
    });
    expect(explanationSentence(unused, 'en')).toBe(
      'Billed 1,234.5, but the reports hold no usage of customer 12345678 for SKU 90001.',
    );
  });

  it('has no hole for the causes that the engine finds', () => {
    const explanations = workbookMonth().result.lines.flatMap((line) => line.explanations);
    expect(explanations.length).toBeGreaterThan(3);
    for (const own of explanations) {
      for (const language of ['en', 'ja'] as const)
        expect(explanationSentence(own, language)).not.toContain('?');
    }
  });
});
