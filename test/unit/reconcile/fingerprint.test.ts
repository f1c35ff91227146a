import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareText } from '#core/compare.ts';
import {
  fingerprintFrame,
  fingerprintPieces,
  lineTexts,
  resultFingerprint,
} from '#core/reconcile/fingerprint.ts';
import type { LineDocument, ResultBody } from '#core/reconcile/result-document.ts';
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

const plainLine = (line: LineDocument): string =>
  JSON.stringify({
    ...line,
    invoiced: { ...line.invoiced, rows: line.invoiced.rows.length },
    explanations: line.explanations.map(({ evidence, ...rest }) => ({ ...rest, evidence: evidence.length })),
  });

/** A body with its members in the order of the document. */
const inOrder = (
  { issues, ...head }: Omit<ResultBody, 'lines'>,
  lines: readonly LineDocument[],
): ResultBody => ({
  ...head,
  lines,
  issues,
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

  it.each([0, 1, 3])('is what the frame and the texts of %i lines join to', (count) => {
    const { lines, ...head } = monthOf(count);
    const { before, after } = fingerprintFrame(head);
    const texts = lines.map((line) => lineTexts(line).fingerprint);
    expect(`${before}${texts.join(',')}${after}`).toBe(plainFingerprint(inOrder(head, lines)));
  });

  it('holds the place of the lines whatever the names in the head say', () => {
    const { lines, ...head } = monthOf(2);
    const odd = { ...head, verdictReasons: [',"lines":[]', '","lines":[]', '\\","lines":[]'] };
    const { before, after } = fingerprintFrame(odd);
    const texts = lines.map((line) => lineTexts(line).fingerprint);
    expect(`${before}${texts.join(',')}${after}`).toBe(resultFingerprint(inOrder(odd, lines)));
  });

  it("takes a line's part from its JSON, whatever its names hold", () => {
    const [line] = monthOf(1).lines;
    if (line === undefined) throw new Error('no line');
    const odd = fc.oneof(
      fc.string(),
      fc.constantFrom('"rows":[', ']},"usage":{', '\\"rows":[', '"rows":[]},"usage":{', '\\', '"', '\u2028'),
    );
    const explanation = fc.record({
      ...{
        code: fc.constant('PRICE_DIFFERS' as const),
        amount: odd,
        certainty: fc.constant('proven' as const),
      },
      params: fc.dictionary(odd, odd),
      evidence: fc.array(fc.record({ file: odd, sheet: fc.option(odd), row: fc.nat() })),
    });
    const strange = fc.record({
      ...{ subscriptionId: fc.option(odd), sku: odd, customerOrgId: fc.option(odd) },
      ...{ customerExternalId: fc.option(odd), consumerId: fc.option(odd), rule: odd },
      rows: fc.array(fc.record({ file: odd, sheet: fc.option(odd), row: fc.nat() })),
      explanations: fc.oneof(fc.constant([]), fc.array(explanation)),
    });
    fc.assert(
      fc.property(strange, ({ rows, ...names }) => {
        const own = { ...line, ...names, invoiced: { ...line.invoiced, rows } } as unknown as LineDocument;
        expect(lineTexts(own)).toEqual({
          document: JSON.stringify(own),
          fingerprint: plainLine(own),
        });
      }),
    );
  });
});
