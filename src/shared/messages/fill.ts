import type { ErrorParams } from '#core/errors.ts';

const OPTIONAL_PART = /\[([^\]]*)\]/g;
/** `{name}` shows a value; `{?name}` only asks whether there is one; `{name:row|rows}` is the word for one, or for more. */
const PLACE = /\{(\??)([a-zA-Z]+)(?::([^|{}]*)\|([^|{}]*))?\}/g;

/** The names of the params that a template can't do without: those outside of `[...]`. */
export function requiredParams(template: string): readonly string[] {
  return paramsOf(template.replace(OPTIONAL_PART, ''));
}

/** The names of all params that a template may show. */
export function paramsOf(template: string): readonly string[] {
  return [...template.matchAll(PLACE)].map((match) => match[2] ?? '');
}

/**
 * Fills `{name}` from the params. A part in `[...]` stands only where every name in it has a value, so that one
 * sentence serves with and without a sheet; `{?name}` in it is a condition that shows nothing. `{rows:row|rows}` is the
 * word that goes with the number. A missing value
 * outside of brackets is shown as `?`: a hole that a person sees is better than a sentence that reads as if it
 * were whole.
 */
export function fillMessage(template: string, params: ErrorParams): string {
  const valueOf = (name: string): string | undefined =>
    Object.hasOwn(params, name) ? params[name] : undefined;
  const isKnown = (name: string): boolean => (valueOf(name) ?? '') !== '';
  return template
    .replace(OPTIONAL_PART, (_whole, part: string) => (paramsOf(part).every(isKnown) ? part : ''))
    .replace(PLACE, (_whole, ask: string, name: string, one?: string, more?: string) => {
      if (ask !== '') return '';
      const value = valueOf(name);
      return one === undefined ? (value ?? '?') : ((value === '1' ? one : more) ?? '');
    });
}
