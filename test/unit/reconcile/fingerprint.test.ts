import { describe, expect, it } from 'vitest';
import { compareText } from '#core/compare.ts';
import { fingerprintPieces, resultFingerprint } from '#core/reconcile/fingerprint.ts';
import type { ResultBody } from '#core/reconcile/result-document.ts';
import { reconcileMonth } from '../../support/months.ts';

/** The text at once: what the pieces must join to. */
const plainFingerprint = (body: ResultBody): string =>
  JSON.stringify({
    ...body,
    sources: body.sources
      .map(({ kind, rows, level }) => ({ kind, rows, level }))
      .sort((a, b) => compareText(JSON.stringify(a), JSON.stringify(b))),
    lines: body.lines.map((line) => ({
      ...line,
      invoiced: { ...line.invoiced, rows: line.invoiced.rows.length },
      explanations: line.explanations.map(({ evidence, ...rest }) => ({
        ...rest,
        evidence: evidence.length,
      })),
    })),
    issues: body.issues
      .map(({ code, severity, column }) => JSON.stringify({ code, severity, column }))
      .sort(compareText),
  });

const monthOf = (lines: number): ResultBody => {
  const customers = Array.from({ length: lines }, (_, index) => `customer "${index}" é 株\u0001`);
  return reconcileMonth({
    charges: customers.map((customer, index) => ({
      ...{ sku: 'A-1', customer, quantity: String((index % 7) + 1), price: '2.5', amount: '7.5' },
    })),
    usage: {
      customer: customers.map((customer) => ({
        ...{ subscription: 'Sub100', sku: 'A-1', customer, quantity: '93' },
      })),
    },
  });
};

describe('the text of the result hash', () => {
  it.each([0, 1, 499, 500, 501, 1203])('joins to the JSON of the body, with %i lines', (lines) => {
    const body = monthOf(lines);
    expect(body.lines).toHaveLength(lines);
    expect(resultFingerprint(body)).toBe(plainFingerprint(body));
  });

  it('comes in pieces that no large invoice makes large', () => {
    const sizes = [...fingerprintPieces(monthOf(1203))].map((piece) => piece.length);
    expect(Math.max(...sizes)).toBeLessThan(plainFingerprint(monthOf(1203)).length / 2);
  });
});
