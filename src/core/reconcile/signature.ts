import { idKey } from '../ids.ts';
import type { Direction, LineDocument, VarianceClass } from './result-document.ts';

/**
 * How large a difference is beside what was expected, in steps that one cause tends to stay within from customer to
 * customer and from month to month. `whole`: one side has nothing. `unknown`: there is no expected figure.
 */
export const RATIO_STEPS = [
  'below-1',
  '1-to-5',
  '5-to-20',
  '20-to-50',
  '50-to-100',
  'whole',
  'above-100',
  'unknown',
] as const;
export type RatioStep = (typeof RATIO_STEPS)[number];

/** What differences with the same cause have in common (domain rules 4.9); the customer is no part of it. */
export interface Signature {
  readonly class: VarianceClass;
  /** As the result shows it. */
  readonly sku: string;
  readonly direction: Direction;
  readonly ratio: RatioStep;
}

/** The signature of a line's difference; undefined where it is within tolerance. */
export function signatureOf(line: LineDocument): Signature | undefined {
  if (line.withinTolerance) return undefined;
  return { class: line.class, sku: line.sku, direction: line.direction, ratio: ratioStep(line) };
}

/** A text that is the same for like differences: SKUs that differ in spelling alone are one. */
export const signatureText = (signature: Signature): string =>
  JSON.stringify([signature.class, idKey(signature.sku) ?? '', signature.direction, signature.ratio]);

/** The step of |variance| beside the expected amount, or beside the quantity where there is no amount. */
function ratioStep(line: LineDocument): RatioStep {
  const { variance, expected, usage, invoiced } = line;
  if (invoiced.rows.length === 0 || usage.rows === 0) return 'whole';
  const [difference, base] =
    variance.amount === null || expected.amount === null
      ? [variance.quantity, usage.quantity]
      : [variance.amount, expected.amount];
  const [size, whole] = sameScale(difference, base);
  if (whole === 0n) return 'unknown';
  const per100 = size * 100n;
  if (per100 < whole) return 'below-1';
  if (per100 < 5n * whole) return '1-to-5';
  if (per100 < 20n * whole) return '5-to-20';
  if (per100 < 50n * whole) return '20-to-50';
  if (per100 < 100n * whole) return '50-to-100';
  return per100 === 100n * whole ? 'whole' : 'above-100';
}

/** The magnitudes of two decimal texts as integers of one scale. */
function sameScale(a: string, b: string): readonly [bigint, bigint] {
  const decimals = Math.max(fraction(a).length, fraction(b).length);
  const scaled = (text: string): bigint =>
    BigInt((text.replace('-', '').split('.')[0] ?? '0') + fraction(text).padEnd(decimals, '0'));
  return [scaled(a), scaled(b)];
}

const fraction = (text: string): string => text.split('.')[1] ?? '';
