import { idKey, type IdKey } from '../../ids.ts';
import { USAGE_LEVELS, type UsageLevel } from '../../usage/usage-row.ts';
import type { LineKey, PairedLine } from '../line.ts';
import type { LineDocument } from '../result-document.ts';

declare const lineKeyTextBrand: unique symbol;

/**
 * The name of a line that outlives its run: level, subscription, SKU, customer and consumer in their form for
 * comparison, as JSON. What a person decides is kept under it, so that it still stands when the month is run again.
 */
export type LineKeyText = string & { readonly [lineKeyTextBrand]: true };

/** The longest key text that is taken from outside. */
export const LONGEST_LINE_KEY = 4096;

/** A line's key text, taken apart. */
export interface ParsedLineKey {
  readonly level: UsageLevel;
  readonly key: LineKey;
  /** Whether the charges of another period are meant, which stand on a line of their own. */
  readonly isOutOfPeriod: boolean;
}

/** The key text of a line of the engine. */
export const lineKeyOf = ({
  level,
  key,
  outOfPeriod,
}: Pick<PairedLine, 'level' | 'key' | 'outOfPeriod'>): LineKeyText => toText(level, key, outOfPeriod);

/** The key text of a line as the result document has it: the same as {@link lineKeyOf} of the line it was made from. */
export function lineKeyText(
  line: Pick<
    LineDocument,
    | 'level'
    | 'subscriptionId'
    | 'sku'
    | 'customerOrgId'
    | 'customerExternalId'
    | 'consumerId'
    | 'class'
    | 'explanations'
  >,
): LineKeyText {
  const id = (text: string | null): IdKey | undefined => idKey(text ?? undefined);
  const key = {
    subscription: id(line.subscriptionId),
    sku: id(line.sku) ?? ('' as IdKey),
    customer: id(line.customerOrgId ?? line.customerExternalId),
    consumer: id(line.consumerId),
  };
  return toText(line.level, key, isOutOfPeriod(line));
}

/** Charges of another period are of class `period`, and their window proves it; where a window only reaches out of the period, it is a possible cause. */
const isOutOfPeriod = (line: Pick<LineDocument, 'class' | 'explanations'>): boolean =>
  line.class === 'period' &&
  !line.explanations.some(({ code, certainty }) => code === 'PERIOD_DIFFERS' && certainty === 'possible');

function toText(level: UsageLevel, key: LineKey, outOfPeriod: boolean): LineKeyText {
  const parts = [level, key.subscription ?? null, key.sku, key.customer ?? null, key.consumer ?? null];
  return JSON.stringify(outOfPeriod ? [...parts, 'other-period'] : parts) as LineKeyText;
}

/** Reads a key text; undefined for anything that is none. */
export function parseLineKey(text: string): ParsedLineKey | undefined {
  const parts = parseJson(text);
  if (!Array.isArray(parts) || parts.length < 5 || parts.length > 6) return undefined;
  const [level, subscription, sku, customer, consumer, mark] = parts as readonly unknown[];
  const known = USAGE_LEVELS.find((name) => name === level);
  const ids = [subscription, customer, consumer];
  if (known === undefined || typeof sku !== 'string') return undefined;
  if (!ids.every((id) => id === null || typeof id === 'string')) return undefined;
  if (mark !== undefined && mark !== 'other-period') return undefined;
  const id = (value: unknown): IdKey | undefined => (value === null ? undefined : (value as IdKey));
  const key = {
    subscription: id(subscription),
    sku: sku as IdKey,
    customer: id(customer),
    consumer: id(consumer),
  };
  const isOutOfPeriodKey = mark !== undefined;
  // Only the one spelling is a key: two texts for one line would be two lines to a person's decisions.
  return toText(known, key, isOutOfPeriodKey) === text
    ? { level: known, key, isOutOfPeriod: isOutOfPeriodKey }
    : undefined;
}

/** Whether a text is a line's key. */
export const isLineKeyText = (text: string): text is LineKeyText => parseLineKey(text) !== undefined;

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
