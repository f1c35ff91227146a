import { describe, expect, it } from 'vitest';
import type { LineDocument, ResultDocument } from '#core/reconcile/result-document.ts';
import { PLAIN_STYLE } from '#cli/output/style.ts';
import type { SummaryContext } from '#cli/output/summary/summary-context.ts';
import { summaryText } from '#cli/output/summary/summary-text.ts';
import { displayWidth } from '#cli/output/width.ts';
import { CLI_TEXTS } from '#shared/messages/cli.ts';
import { DOMAIN_WORDS } from '#shared/messages/domain-words.ts';
import type { Language } from '#shared/messages/language.ts';

const NO_COMPONENTS = { quantity: '0', price: '0', lineRounding: '0', unitRounding: '0', unexplained: '0' };

const RESULT: ResultDocument = {
  schema: 'tieout.result/1',
  runId: 'run-1',
  generatedAt: '2026-11-02T01:00:00Z',
  resultHash: 'sha256:0',
  period: { start: '2026-10-01', end: '2026-10-31', days: 31 },
  currency: 'JPY',
  verdict: 'blocked',
  verdictReasons: ['T1', 'T7'],
  sources: [{ kind: 'report', file: 'u.csv', sha256: '0', rows: 1, level: 'user' }],
  coverage: {
    invoiceRows: 1204,
    audited: 1200,
    excluded: 3,
    quarantined: 1,
    excludedByClass: { subtotal: 2, tax: 1 },
    auditedAmount: '1234567',
    amountShare: '0.9',
  },
  unitBasis: [
    {
      sku: 'A-1',
      basis: 'user-months',
      days: 31,
      decimals: 2,
      rounding: 'half-up',
      grain: 'line',
      inferred: true,
      fit: { matching: 48, of: 49, maxResidual: '0.004' },
    },
  ],
  totals: {
    invoiced: '1234567',
    expected: '1234560.5',
    variance: '6.5',
    notAudited: '123456',
    components: { ...NO_COMPONENTS, quantity: '6', lineRounding: '0.5' },
  },
  checks: [
    { id: 'T1', left: '10', right: '9', difference: '1', tolerance: '0.01', status: 'check', failing: 1 },
    { id: 'T9', left: null, right: null, difference: null, tolerance: null, status: 'no-data', failing: 0 },
  ],
  lines: [],
  issues: [],
};

function line(change: Partial<LineDocument>): LineDocument {
  return {
    level: 'customer',
    subscriptionId: 'Sub1',
    sku: 'A-1',
    customerOrgId: 'org',
    customerExternalId: '株式会社サンプル',
    consumerId: null,
    match: 'exact',
    rule: 'pass-1-exact',
    class: 'quantity',
    direction: 'over',
    withinTolerance: false,
    invoiced: {
      quantity: '12.5',
      unitPrice: '10',
      amount: '125',
      rows: [{ file: 'i.xlsx', sheet: '請求', row: 9 }],
    },
    usage: { userDays: '310', quantity: '10', rows: 14 },
    expected: { unitPrice: '10', amount: '100', priceSource: 'invoice' },
    variance: { quantity: '2.5', amount: '25' },
    components: { ...NO_COMPONENTS, quantity: '25' },
    explanations: [],
    suggestions: [],
    ...change,
  };
}

const context = (language: Language, width = 100): SummaryContext => ({
  language,
  width,
  style: PLAIN_STYLE,
  texts: CLI_TEXTS[language].summary,
});
const english = (change: Partial<ResultDocument> = {}): string =>
  summaryText({ ...RESULT, ...change }, context('en'));

describe('the summary', () => {
  it('says the verdict first, why, and how much it rests on', () => {
    const text = english();
    expect(text).toContain(`${DOMAIN_WORDS.en.verdicts.blocked}\n  - the rows do not add up`);
    expect(text).toContain('Audited 1,200 of 1,204 invoice rows, 90 % of the amount');
    expect(text).toContain('excluded: Tax 1, Subtotal 2');
    expect(text).toContain('quarantined, because they could not be read: 1');
  });

  it('never says 100 % while an amount is left out, however small', () => {
    const coverage = { ...RESULT.coverage, amountShare: '1', quarantined: 0 };
    expect(english({ coverage })).toContain('> 99.9 % of the amount');
    const totals = { ...RESULT.totals, notAudited: '0' };
    expect(english({ coverage, totals })).toContain('100 % of the amount');
    expect(english({ coverage: { ...coverage, quarantined: 1 }, totals })).not.toContain('100 %');
  });

  it('shows a bridge whose figures are those of the document, to the last digit', () => {
    const text = english();
    expect(text).toMatch(/Invoice, all readable rows +1,358,023\n/);
    expect(text).toMatch(/Audited +1,234,567\n/);
    expect(text).toMatch(/Expected by usage +1,234,560\.5\n/);
    expect(text).toMatch(/Variance: over-billed +\+6\.5\n/);
    expect(text).not.toContain('of which price');
  });

  it('lines the decimal points of amounts up, in both languages', () => {
    for (const language of ['en', 'ja'] as const) {
      const lines = summaryText(RESULT, context(language)).split('\n');
      const start = lines.findIndex((text) => text.includes('JPY'));
      const columns = lines.slice(start + 1, start + 8).map((text) => {
        const figure = /[+-]?[\d,]+(\.\d+)? *$/.exec(text);
        const whole = /^[+-]?[\d,]+/.exec(figure?.[0] ?? '')?.[0] ?? '';
        return displayWidth(text.slice(0, figure?.index ?? 0)) + whole.length;
      });
      expect(new Set(columns).size).toBe(1);
    }
  });

  it('names both sides of a check that does not hold, and says where there is no data', () => {
    const text = english();
    expect(text).toMatch(/T1 +CHECK .* 10 - 9 = 1 +\(1 fail\)\n/);
    expect(text).toMatch(/T9 +NO DATA/);
  });

  it('ranks differences by their size, whatever their direction, unknown amounts last', () => {
    const text = english({
      lines: [
        line({ sku: 'small', variance: { quantity: '1', amount: '9.5' } }),
        line({ sku: 'unpriced', variance: { quantity: '1', amount: null }, components: null }),
        line({ sku: 'large', direction: 'under', variance: { quantity: '-1', amount: '-100.25' } }),
        line({ sku: 'tolerated', withinTolerance: true, variance: { quantity: '9', amount: '999' } }),
      ],
    });
    const order = ['-100.25', 'large', '+9.5', 'small', 'no price', 'unpriced'].map((part) =>
      text.indexOf(part),
    );
    expect(order).toEqual(order.toSorted((a, b) => a - b));
    expect(order).not.toContain(-1);
    expect(text).not.toContain('tolerated');
    expect(text).toContain('Largest differences (3 of 3)');
  });

  it('shows ten differences and says how many there are', () => {
    const lines = Array.from({ length: 12 }, (_, index) => line({ sku: `S-${index}` }));
    expect(english({ lines })).toContain('Largest differences (10 of 12)');
  });

  it('names the rows of a difference, and the evidence where the invoice has none', () => {
    const rows = [9, 12, 13, 14, 15, 16, 17].map((row) => ({ file: 'i.xlsx', sheet: 'Usage', row }));
    const billed = line({ invoiced: { quantity: '1', unitPrice: '1', amount: '1', rows } });
    expect(english({ lines: [billed] })).toContain('i.xlsx, Usage, rows 9, 12, 13, 14, 15 and 2 more');
    const unbilled = line({
      class: 'missing-on-invoice',
      invoiced: { quantity: '0', unitPrice: null, amount: '0', rows: [] },
      explanations: [
        {
          code: 'USAGE_NOT_ON_INVOICE',
          amount: '-25',
          certainty: 'proven',
          params: { userDays: '310', quantity: '10', sku: 'A-1' },
          evidence: [{ file: 'c.csv', sheet: null, row: 7 }],
        },
      ],
    });
    expect(english({ lines: [unbilled] })).toContain('c.csv, row 7');
  });

  it('never lets a possible cause read like a fact', () => {
    const lines = [
      line({
        explanations: [
          {
            code: 'DUPLICATE_LINE',
            amount: '25',
            certainty: 'possible',
            params: { rows: '1' },
            evidence: [],
          },
        ],
      }),
    ];
    expect(english({ lines })).toContain('Possible: ');
  });

  it('says so where nothing differs, but never where nothing was compared', () => {
    expect(english({ verdict: 'tied', verdictReasons: [] })).toContain('No difference outside tolerance.');
    expect(english({ verdict: 'not-reconcilable', verdictReasons: ['NO_USAGE'] })).not.toContain(
      'No difference',
    );
  });

  it('groups issues by code, the gravest first, with the first places and the rest counted', () => {
    const issue = {
      severity: 'warning',
      file: 'i.xlsx',
      sheet: 'Usage',
      column: 'Amount',
      text: '1.000',
    } as const;
    const text = english({
      issues: [
        ...[3, 4, 5, 6, 7].map((row) => ({ ...issue, code: 'PRECISION_REDUCED', row })),
        { ...issue, code: 'AMOUNT_UNPARSABLE', severity: 'error', row: 17, text: '12,5O' },
      ],
    });
    expect(text.indexOf('ERROR')).toBeLessThan(text.indexOf('WARNING (5)'));
    expect(text).toContain('i.xlsx, Usage, row 17, column Amount: "12,5O"');
    expect(text).toContain('i.xlsx, Usage, row 5');
    expect(text).not.toContain('row 6');
    expect(text).toContain('and 2 more');
  });

  it('shows the unit of each SKU with the proof of its fit', () => {
    expect(english()).toContain(
      'user-months (user-days / 31), 2 decimals, half up, by compared row, inferred',
    );
    expect(english()).toContain('A-1  fits 48 of 49 rows, largest residual 0.004');
  });

  it.each([80, 100, 110])('keeps its sentences within %i columns, in Japanese too', (width) => {
    const lines = [line({ customerExternalId: '長い名前の株式会社'.repeat(3) })];
    const issues = [
      {
        code: 'CUSTOMERS_NOT_MAPPED',
        severity: 'warning',
        file: 'i.xlsx',
        sheet: null,
        row: 3,
        column: null,
        text: 'x',
      },
    ] as const;
    for (const language of ['en', 'ja'] as const) {
      const text = summaryText({ ...RESULT, lines, issues }, context(language, width));
      const sentences = text.split('\n').filter((part) => /^ {6,}\S|^ {2}(WARNING|警告)/.test(part));
      expect(sentences.length).toBeGreaterThan(2);
      for (const part of sentences) expect(displayWidth(part)).toBeLessThanOrEqual(width + 2);
    }
  });
});
