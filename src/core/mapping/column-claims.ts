import { CURRENCY_MARKS, readCurrencyHint, type CurrencyHint } from './currency.ts';
import { FIELD_ALIASES, splitAliases, type ColumnMeaning } from './field-aliases.ts';
import { headerKey, headerParts } from './header-key.ts';

/** What a header name says a column is, and how surely. */
export interface ColumnClaim {
  readonly meaning: ColumnMeaning;
  /** Higher is surer; see `FIELD_ALIASES`. */
  readonly strength: number;
}

function buildIndex(): ReadonlyMap<string, ColumnClaim> {
  const index = new Map<string, ColumnClaim>();
  for (const [meaning, byStrength] of Object.entries(FIELD_ALIASES)) {
    for (const [strength, names] of Object.entries(byStrength)) {
      for (const name of splitAliases(names)) {
        const claim = { meaning: meaning as ColumnMeaning, strength: Number(strength) };
        const key = headerKey(name);
        const earlier = index.get(key);
        if (earlier === undefined || earlier.strength < claim.strength) index.set(key, claim);
      }
    }
  }
  return index;
}

const CLAIM_OF_KEY = buildIndex();

/** `Amount USD`, `Betrag in EUR`, `USD Amount`: the currency beside the name. */
function withoutCurrency(name: string): string {
  const words = name
    .normalize('NFKC')
    .split(/[\s_/-]+/)
    .filter((word) => word !== '');
  const kept = words.filter((word) => !CURRENCY_MARKS.includes(word.toLowerCase()));
  if (kept.length === words.length) return name;
  return kept.filter((word, index) => !(index === kept.length - 1 && /^(in|en)$/i.test(word))).join(' ');
}

/** What one header name claims, or undefined where the dictionary does not know it. */
export function claimOf(name: string): ColumnClaim | undefined {
  const parts = headerParts(name);
  if (parts.whole === '') return undefined;
  const whole = CLAIM_OF_KEY.get(parts.whole);
  if (whole !== undefined) return whole;
  const bare = headerParts(withoutCurrency(name));
  const base = CLAIM_OF_KEY.get(parts.base) ?? CLAIM_OF_KEY.get(bare.whole) ?? CLAIM_OF_KEY.get(bare.base);
  if (base === undefined || !parts.isQualified) return base;
  // With tax, or in thousands: known, and not what its base names.
  return base.meaning === 'amount' || base.meaning === 'unitPrice'
    ? { meaning: 'gross-amount', strength: 1 }
    : undefined;
}

/** The currency that a header name carries, as in `Amount (USD)` or `金額（円）`. */
export function currencyHintOf(name: string): CurrencyHint | undefined {
  const folded = name.normalize('NFKC');
  for (const word of folded.split(/[\s_/()[\]:-]+/)) {
    const hint = readCurrencyHint(word);
    if (hint !== undefined) return hint;
  }
  return undefined;
}
