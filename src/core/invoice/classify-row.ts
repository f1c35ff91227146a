import type { InvoiceField } from '../mapping/invoice-field.ts';
import type { Micros } from '../decimal/micros.ts';
import type { RowClass } from './invoice-row.ts';
import type { RowReading } from './read-row.ts';
import type { RunningSums, SumFit } from './running-sums.ts';
import {
  chargeTypeClass,
  descriptionClass,
  labelClass,
  plainClass,
  totalledClass,
  type TotalWording,
  type WordedClass,
} from './wording.ts';

/** A cell that labels a total, and the field of its column (undefined for a column without one). */
export interface TotalLabel {
  readonly wording: TotalWording;
  readonly field: InvoiceField | undefined;
  readonly text: string;
}

/** What the class of a row depends on beside its own cells. */
export interface ClassContext {
  readonly label: TotalLabel | undefined;
  /** Texts of the row's other cells, in columns without a field: a tax may be named anywhere. */
  readonly otherTexts: () => readonly string[];
  /** True where the row holds figures, dates, a currency or a customer, and no other text. */
  readonly isBare: () => boolean;
  readonly hasSubscriptionColumn: boolean;
  readonly hasPriceColumn: boolean;
  readonly sums: RunningSums;
  /** Classes of the sheet's earlier rows: `Total Tax` is a subtotal only where there are taxes to total. */
  readonly earlier: ReadonlySet<RowClass>;
  readonly isLastRow: boolean;
}

/** A row's class and the rule that gave it. */
export interface Classification {
  readonly rowClass: RowClass;
  readonly rule: string;
  /** For subtotals: what they turned out to be the sum of. */
  readonly fit: SumFit | undefined;
  /** True for a row without words whose figure may still be the sum of rows below it. */
  readonly isOpen: boolean;
}

const CUSTOMER_FIELDS: ReadonlySet<InvoiceField | undefined> = new Set(['customerName', 'customerId']);

const result = (rowClass: RowClass, rule: string): Classification => ({
  rowClass,
  rule,
  fit: undefined,
  isOpen: false,
});
/** What nearly every row of an invoice is. */
const PLAIN_CHARGE = result('charge', 'sku-quantity-price');
const subtotal = (rule: string, fit: SumFit | undefined): Classification => ({
  rowClass: 'subtotal',
  rule,
  fit,
  isOpen: false,
});

interface Presence {
  readonly hasSku: boolean;
  readonly hasQuantity: boolean;
  readonly hasPrice: boolean;
  readonly hasAmount: boolean;
  readonly hasFigure: boolean;
  readonly isChargeLike: boolean;
}

/** An unreadable figure is there all the same: the row is what it would be if it could be read. */
function presence(reading: RowReading, label: TotalLabel | undefined): Presence {
  const { fields, unreadable } = reading;
  const has = (field: 'quantity' | 'unitPrice' | 'amount'): boolean =>
    fields[field] !== undefined || unreadable.has(field);
  const hasSku = (fields.sku !== undefined || unreadable.has('sku')) && label?.field !== 'sku';
  const [hasQuantity, hasPrice, hasAmount] = [has('quantity'), has('unitPrice'), has('amount')];
  return {
    hasSku,
    hasQuantity,
    hasPrice,
    hasAmount,
    hasFigure: hasQuantity || hasPrice || hasAmount,
    isChargeLike: hasSku && hasQuantity && (hasPrice || hasAmount),
  };
}

function fitOf(reading: RowReading, context: ClassContext): SumFit | undefined {
  const { amount } = reading.fields;
  return amount === undefined ? undefined : context.sums.fit(amount);
}

/**
 * Subtotals by their words. A row that could be a charge needs more than a word: its amount must be a sum as well,
 * or the price must be missing where other rows have one; and a customer may be called anything.
 */
function byLabel(reading: RowReading, has: Presence, context: ClassContext): Classification | undefined {
  const { label } = context;
  if (label === undefined) return undefined;
  const { scope } = label.wording;
  const fit = fitOf(reading, context);
  if (has.isChargeLike) {
    if (CUSTOMER_FIELDS.has(label.field)) return undefined;
    const lacksPrice = context.hasPriceColumn && !has.hasPrice;
    const isTotal = scope === 'whole' ? fit !== undefined || lacksPrice : fit !== undefined && lacksPrice;
    return isTotal ? subtotal('words:total-of-key', fit) : undefined;
  }
  if (scope === 'whole') return subtotal(`words:${label.wording.kind}`, fit);
  if (has.hasPrice && fit === undefined) return undefined;
  const totalled = totalledClass(label.text);
  if (totalled !== undefined && totalled !== 'charge' && !context.earlier.has(totalled) && has.hasAmount) {
    return result(totalled, `words:${totalled}`);
  }
  return subtotal('words:total-of-group', fit);
}

/** Words of the charge type column, then of description and SKU where the row is not plainly a charge. */
function byWords(reading: RowReading, has: Presence, context: ClassContext): Classification | undefined {
  const { chargeType, description, serviceName, sku, subscriptionId, customerName } = reading.fields;
  const typed = chargeType === undefined ? undefined : chargeTypeClass(chargeType);
  if (typed === 'charge' || !has.hasFigure) return undefined;
  if (typed !== undefined) return result(typed, `charge-type:${typed}`);
  const texts = [description, sku, serviceName].filter((text) => text !== undefined);
  const plain = firstClass(texts, plainClass);
  if (plain !== undefined) return result(plain, `words:${plain}`);
  const lacksSubscription = context.hasSubscriptionColumn && subscriptionId === undefined;
  if (has.isChargeLike && !lacksSubscription) return undefined;
  const worded = firstClass(texts, descriptionClass) ?? (has.isChargeLike ? undefined : elsewhere());
  return worded === undefined ? undefined : result(worded, `words:${worded}`);

  /** A row that is no charge may carry its label in any column; in that of an id or a name, only as the whole cell. */
  function elsewhere(): WordedClass | undefined {
    const names = [subscriptionId, customerName].filter((text) => text !== undefined);
    return firstClass(names, labelClass) ?? firstClass(context.otherTexts(), descriptionClass);
  }
}

function firstClass(
  texts: readonly string[],
  classOf: (text: string) => WordedClass | undefined,
): WordedClass | undefined {
  for (const text of texts) {
    const worded = classOf(text);
    if (worded !== undefined) return worded;
  }
  return undefined;
}

/** A row of figures without words, SKU and price is a subtotal when its amount is the sum of rows above it. */
function byArithmetic(reading: RowReading, has: Presence, context: ClassContext): Classification | undefined {
  if (has.hasSku || has.hasPrice || reading.fields.amount === undefined) return undefined;
  if (!context.isBare()) return undefined;
  const fit = fitOf(reading, context);
  const rows = fit === 'block' ? context.sums.rowsInBlock : context.sums.rowsInAll;
  // The amount of a single row proves nothing, but for the last row of a sheet, where a total stands.
  if (fit !== undefined && (rows >= 2 || context.isLastRow)) return subtotal(`arithmetic:${fit}`, fit);
  return { rowClass: 'unknown', rule: 'no-rule', fit: undefined, isOpen: true };
}

const isNegative = (value: Micros | undefined): boolean => value !== undefined && value < 0n;

/**
 * Says what a row is. The order of evidence: labels of totals, the charge type column, words in description and SKU,
 * then figures. What fits nothing is `unknown`.
 */
export function classifyRow(reading: RowReading, context: ClassContext): Classification {
  const has = presence(reading, context.label);
  const decided = byLabel(reading, has, context) ?? byWords(reading, has, context);
  if (decided !== undefined) return decided;
  const { quantity, amount, description } = reading.fields;
  const isNamed = has.hasSku || description !== undefined;
  if (isNegative(amount) && isNamed) return result('credit', 'negative-amount');
  if (isNegative(quantity) && isNamed) return result('credit', 'negative-quantity');
  if (has.isChargeLike) return PLAIN_CHARGE;
  const summed = byArithmetic(reading, has, context);
  if (summed !== undefined) return summed;
  return result('unknown', has.hasFigure ? 'no-rule' : 'note');
}
