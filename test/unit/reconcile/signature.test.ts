import { describe, expect, it } from 'vitest';
import type { LineDocument } from '#core/reconcile/result-document.ts';
import { signatureOf, signatureText } from '#core/reconcile/signature.ts';
import { OCTOBER, reconcileMonth } from '../../support/months.ts';

/** The line of one charge beside its usage; amounts at a price of 1. */
function lineWith(invoiced: string | undefined, userDays: string | undefined, sku = 'A-1'): LineDocument {
  const window = { subscription: 'Sub100', start: OCTOBER.start, end: OCTOBER.end };
  const body = reconcileMonth({
    charges: [
      { sku: 'OTHER', quantity: '310', price: '1', amount: '310' },
      ...(invoiced === undefined ? [] : [{ sku, quantity: invoiced, price: '1', amount: invoiced }]),
    ],
    usage: {
      partner: [
        { sku: 'OTHER', quantity: '310', ...window },
        ...(userDays === undefined ? [] : [{ sku, quantity: userDays, ...window }]),
      ],
    },
    parameters: { unitBasis: 'user-days' },
  });
  const line = body.lines.find((candidate) => candidate.sku === sku);
  if (!line) throw new Error('no line');
  return line;
}

describe('the signature of a difference', () => {
  it('is none within tolerance', () => {
    expect(signatureOf(lineWith('100', '100'))).toBeUndefined();
  });

  it.each([
    ['100.9', 'below-1'],
    ['101', '1-to-5'],
    ['104.99', '1-to-5'],
    ['105', '5-to-20'],
    ['120', '20-to-50'],
    ['150', '50-to-100'],
    ['200', 'whole'],
    ['200.01', 'above-100'],
  ])('puts %s invoiced for 100 used into the step %s', (invoiced, ratio) => {
    expect(signatureOf(lineWith(invoiced, '100'))).toMatchObject({ ratio, direction: 'over' });
  });

  it('calls a side that has nothing the whole', () => {
    expect(signatureOf(lineWith('5', undefined))).toMatchObject({
      class: 'billed-without-usage',
      ratio: 'whole',
    });
  });

  it('takes SKUs that differ in spelling alone for one, and tells directions apart', () => {
    const texts = [lineWith('50', '100', 'A-1'), lineWith('50', '100', 'a-1 '), lineWith('150', '100')].map(
      (line) => {
        const signature = signatureOf(line);
        return signature && signatureText(signature);
      },
    );
    expect(texts[0]).toBe(texts[1]);
    expect(texts[0]).not.toBe(texts[2]);
  });
});
