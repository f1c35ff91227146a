import { formatMicros, parseDecimal } from '#core/decimal/micros.ts';

/** A decimal as a person types it: full-width digits count, an empty field is none. */
export type DecimalDraft =
  { readonly isValid: true; readonly value: string | null } | { readonly isValid: false };

/** Reads what was typed; never a guess, and never zero for what can't be read. */
export function readDecimalDraft(text: string): DecimalDraft {
  const typed = text.normalize('NFKC').trim();
  if (typed === '') return { isValid: true, value: null };
  const parsed = parseDecimal(typed);
  if (parsed === undefined || parsed.value < 0n) return { isValid: false };
  return { isValid: true, value: formatMicros(parsed.value) };
}
