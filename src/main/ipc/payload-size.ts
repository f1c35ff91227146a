import { DEEPEST_VALUE, MOST_CHARACTERS, MOST_VALUES } from '#shared/limits.ts';

/**
 * Whether a request is small enough to be looked at: number of values, their depth, and characters. Asked before the
 * schemas, because a schema walks through everything it is given.
 */
export function isWithinLimits(payload: unknown): boolean {
  let values = 0;
  let characters = 0;
  const fits = (value: unknown, depth: number): boolean => {
    values += 1;
    if (values > MOST_VALUES || depth > DEEPEST_VALUE) return false;
    if (typeof value === 'string') {
      characters += value.length;
      return characters <= MOST_CHARACTERS;
    }
    if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return false;
    if (typeof value !== 'object' || value === null) return true;
    if (value instanceof Map || value instanceof Set) return false;
    return Object.entries(value).every(([key, inner]) => {
      characters += key.length;
      return fits(inner, depth + 1);
    });
  };
  return fits(payload, 0);
}
