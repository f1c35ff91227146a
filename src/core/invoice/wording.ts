import { remembered } from '../remember.ts';

/**
 * What the words of a row say it is. English, Japanese, German and French, as whole words and cells: a product called
 * `Total Care` is no total.
 */

/** Folds a text for comparison: NFKC, no accents, lower case, single spaces. */
export const foldWords = remembered((text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .replaceAll('ß', 'ss')
    .replace(/\s+/g, ' ')
    .trim(),
);

/** What a label of a total says. */
export interface TotalWording {
  /** `subtotal` for a sum before tax, or of a part. */
  readonly kind: 'subtotal' | 'total';
  /** `whole`: the cell says nothing else. `group`: it names what the sum is of. */
  readonly scope: 'whole' | 'group';
}

const SUBTOTALS = new Set(
  words(`subtotal | sub total | sub-total | zwischensumme | nettosumme | nettobetrag | netto | net total | total net |
    net amount | sous total | sous-total | 小計 | 税抜合計 | 税抜金額 | 税抜金額合計 | 税抜小計 | 課税対象額 |
    total ht | montant ht | total before tax | subtotal before tax`),
);
const TOTALS = new Set(
  words(`total | totals | total amount | total due | amount due | total amount due | invoice total | invoice amount |
    total invoice | total invoice amount | grand total | grand totals | total charges | balance due | net payable |
    amount payable | total payable | summe | gesamt | gesamtsumme | gesamtbetrag | endsumme | endbetrag |
    rechnungsbetrag | rechnungssumme | bruttobetrag | bruttosumme | zahlbetrag | total general | total ttc |
    total a payer | montant total | montant du | net a payer | 合計 | 総計 | 総合計 | 総額 | 計 | 合計額 | 合計金額 |
    税込合計 | 税込金額 | 税込金額合計 | 請求金額 | ご請求金額 | 御請求金額 | 請求金額合計 | ご請求金額合計 |
    請求総額 | 請求合計 | 請求合計金額 | ご請求額 | 請求額`),
);
const TAX_EXCLUDED = /\b(excl\w*|exkl\w*|before|without|net of|hors|ohne|ht)\b|税抜き?|税別|外税/;
const TAX_INCLUDED = /\b(incl\w*|inkl\w*|with|after|ttc|mit)\b|税込み?|内税/;
const TAX_CLAUSE =
  /[([]?\s*\b(excl\w*|exkl\w*|incl\w*|inkl\w*|before|after|with|without|ohne|mit|hors|net of)\.?\s+(sales |consumption )?(tax(es)?|vat|gst|hst|mwst|ust|mehrwertsteuer|umsatzsteuer|tva|taxes)\b\.?\s*[)\]]?/;
const JA_TAX_CLAUSE = /[([]\s*(税抜き?|税別|外税|税込み?|内税)\s*[)\]]|^(税抜き?|税込み?)/;
const MONEY_WORDS = /\b(usd|eur|jpy|gbp|aud|cad|chf)\b|[$€£¥:：]|[([](usd|eur|jpy|gbp|円|yen|\$|€|¥)[)\]]/g;

const PREFIXED =
  /^(sub-? ?total|zwischensumme|sous-total|grand total|total|totals|summe|gesamt)(\s*[:：-]\s*|\s+(for|of|fur|pour|de|du|per|customer|kunde|client|sku|subscription)\s+)\S/;
const TOTAL_OF_CLASS =
  /^(total|sum of|summe|gesamt) (credits?|adjustments?|charges?|fees?|tax(es)?|vat|gst|usage|recurring|discounts?|one-time|mwst|ust|users?|quantity|qty|licenses?|licences?|seats?|lines?|items?)\b/;
const SUFFIXED = /\S\s+(sub-?total|total|totals|zwischensumme|summe|gesamt|sous-total)$/;
const JA_PREFIXED = /^(小計|合計|総計)\s*[([:：-]/;
const JA_SUFFIXED = /\S\s*(小計|合計|総計)$|\S\s+計$|[)\]]\s*計$/;

function words(list: string): readonly string[] {
  return list.split('|').map((word) => foldWords(word));
}

/**
 * An id, a date, an address: with a figure in it a text is no whole label, and these words are in every label of a group.
 * An invoice has tens of thousands of them.
 */
const FIGURED = /^(?=[^\d]*\d)(?!.*(?:total|summe|gesamt|sum +of))[\x20-\x7e]*$/i;

/** Whether a cell is the label of a total, and of which kind. */
export function totalWording(text: string): TotalWording | undefined {
  if (FIGURED.test(text)) return undefined;
  const folded = foldWords(text);
  if (folded === '' || folded.length > 80) return undefined;
  const isExcluded = TAX_EXCLUDED.test(folded);
  const isIncluded = !isExcluded && TAX_INCLUDED.test(folded);
  const bare = folded
    .replace(TAX_CLAUSE, ' ')
    .replace(JA_TAX_CLAUSE, '')
    .replace(MONEY_WORDS, ' ')
    .replace(/[.\s]+$/, '')
    .replace(/\s+/g, ' ')
    .trim();
  // Japanese forms space their words out: `合 計`.
  const closed = /^[\u3040-\u9fff ]+$/.test(bare) ? bare.replaceAll(' ', '') : bare;
  for (const candidate of [folded.replace(/\s*[:：]$/, ''), bare, closed]) {
    if (SUBTOTALS.has(candidate)) return { kind: isIncluded ? 'total' : 'subtotal', scope: 'whole' };
    if (TOTALS.has(candidate)) return { kind: isExcluded ? 'subtotal' : 'total', scope: 'whole' };
  }
  const isGroup =
    PREFIXED.test(folded) ||
    TOTAL_OF_CLASS.test(folded) ||
    SUFFIXED.test(folded) ||
    JA_PREFIXED.test(folded) ||
    JA_SUFFIXED.test(folded);
  return isGroup ? { kind: 'subtotal', scope: 'group' } : undefined;
}

/** What a label of a total is the total of, as far as it names a class: `Total Tax`, `消費税 合計`. */
export function totalledClass(text: string): WordedClass | undefined {
  const bare = foldWords(text).replace(TAX_CLAUSE, ' ').replace(JA_TAX_CLAUSE, '');
  return descriptionClass(bare);
}

/** Classes that words can give. */
export type WordedClass = 'tax' | 'credit' | 'adjustment' | 'fee' | 'rounding' | 'charge';

const TAX =
  /\b(tax(es)?|vat|gst|hst|pst|qst|mwst|ust|mehrwertsteuer|umsatzsteuer|tva|iva|withholding|sales tax)\b|消費税|税額|地方税|^税$|源泉/;
const ROUNDING = /\b(rounding|round-off|rundung\w*|arrondi\w*)\b|端数|丸め/;
const CREDIT =
  /\b(credits?|credit note|credit memo|refunds?|rebate|discount|gutschrift\w*|ruckerstattung|rabatt|nachlass|avoir|remboursement|remise)\b|クレジット|返金|値引|割引|返還|減額/;
const ADJUSTMENT =
  /\b(adjustments?|adj|true-? ?up|correction|anpassung\w*|korrektur\w*|nachberechnung|ajustement\w*|regularisation\w*)\b|調整|補正|訂正/;
const RECURRING =
  /\b(recurring|usage|overage|consumption|subscription|monthly|month|metered|license|licence|wiederkehrend\w*|nutzung\w*|verbrauch\w*|abonnement|mensuel\w*|recurrent\w*|consommation)\b|月額|従量|定額|利用料|使用料|基本料|継続/;
const FEE =
  /\b(fees?|one-? ?time|onetime|non-?recurring|nrc|set-? ?up|setup assist|activation|installation|onboarding|professional services?|gebuhr\w*|einmalig\w*|einrichtung\w*|bereitstellung\w*|frais|mise en service)\b|初期費用|初期|手数料|一時|単発|設定費|工事費/;
/** Phrases that name a one-time charge wherever they stand: such a charge never appears as user-days. */
const STRONG_FEE =
  /\b(setup assist|set-up assist|one-? ?time (charge|fee|setup|set-up|service)|non-?recurring (charge|fee)|(set-? ?up|activation|installation|onboarding) fee|einmalgebuhr|einrichtungsgebuhr|bereitstellungsgebuhr|aktivierungsgebuhr|frais (de mise en service|d'activation|d'installation|uniques?))\b|初期費用|初期設定費|手数料|一時金|工事費/;
/** A cell that is nothing but the name of a tax, with or without its rate. */
const TAX_ALONE =
  /^(sales |consumption |value added |state |local )?(tax(es)?|vat|gst|hst|pst|qst|mwst|ust|mehrwertsteuer|umsatzsteuer|tva|消費税等?|税額|消費税額)\.?\s*[([@-]?\s*(\d+([.,]\d+)?\s*%)?\s*[)\]]?$/;
const ROUNDING_ALONE =
  /^(rounding( (adjustment|difference))?|rundung(sdifferenz)?|arrondi|端数(調整|処理)?)$/;

const OTHER_ALONE: readonly (readonly [RegExp, WordedClass])[] = [
  [
    /^(credits?|credit (note|memo)|refund|rebate|discount|gutschrift|rabatt|avoir|remise|クレジット|返金|値引き?|割引)$/,
    'credit',
  ],
  [/^(adjustments?|true-?up|anpassung|korrektur|ajustement|調整|調整額)$/, 'adjustment'],
  [/^(fees?|gebuhr(en)?|frais)$/, 'fee'],
];

/** What a cell says that is nothing but the name of a class: for columns that hold names and ids. */
export function labelClass(text: string): WordedClass | undefined {
  const folded = foldWords(text);
  return plainClass(text) ?? OTHER_ALONE.find(([pattern]) => pattern.test(folded))?.[1];
}

/** The classes whose words mean the same wherever they stand. */
function certainClass(folded: string): WordedClass | undefined {
  if (TAX.test(folded)) return 'tax';
  if (ROUNDING.test(folded)) return 'rounding';
  if (CREDIT.test(folded)) return 'credit';
  if (ADJUSTMENT.test(folded)) return 'adjustment';
  return undefined;
}

/** What a charge type column says. `Recurring Fee` is a charge: only what is not recurring is a fee. */
export function chargeTypeClass(text: string): WordedClass | undefined {
  const folded = foldWords(text);
  const certain = certainClass(folded);
  if (certain !== undefined) return certain;
  if (/\bnon-?\s?recurring\b/.test(folded)) return 'fee';
  if (RECURRING.test(folded)) return 'charge';
  return FEE.test(folded) ? 'fee' : undefined;
}

/** What a description or SKU says of a row that is not plainly a charge (no quantity, or no subscription). */
export function descriptionClass(text: string): WordedClass | undefined {
  const folded = foldWords(text);
  return certainClass(folded) ?? (FEE.test(folded) ? 'fee' : undefined);
}

/** What a description or SKU says so plainly that quantity and subscription do not matter. */
export const plainClass = remembered((text: string): WordedClass | undefined => {
  const folded = foldWords(text);
  if (TAX_ALONE.test(folded)) return 'tax';
  if (ROUNDING_ALONE.test(folded)) return 'rounding';
  return STRONG_FEE.test(folded) ? 'fee' : undefined;
});
