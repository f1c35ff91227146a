import {
  divideMicros,
  divideRounded,
  micros,
  multiply,
  picos,
  sumOf,
  toPicos,
  ZERO_PICOS,
  type Micros,
  type Picos,
} from '../decimal/micros.ts';
import type { Period } from '../period.ts';
import type { UsageNames } from '../usage/usage-source.ts';
import type { AuditedRow, Components, PairedLine, PricedLine } from './line.ts';
import { lineKeyMap } from './line-key-map.ts';
import type { PriceLookup } from './price-book.ts';

/** What pricing a line needs beside the line. */
export interface PricingContext {
  readonly period: Period;
  readonly names: UsageNames;
  readonly lookup: PriceLookup;
  /** The price at which the invoice bills a SKU of a subscription, where all its charges agree. */
  readonly agreedPrice: (line: PairedLine) => Micros | undefined;
}

/**
 * For each subscription and SKU the one price that all its charges carry; the price of usage that has no charge.
 */
export function agreedPrices(audited: readonly AuditedRow[]): PricingContext['agreedPrice'] {
  const prices = lineKeyMap<Micros | 'differ'>();
  for (const { key, unitPrice } of audited) {
    const held = prices.get(key, 'partner');
    if (held === undefined) prices.set(key, 'partner', unitPrice);
    else if (held !== unitPrice) prices.set(key, 'partner', 'differ');
  }
  return (line) => {
    const price = prices.get(line.key, 'partner');
    return price === 'differ' ? undefined : price;
  };
}

const NO_EFFECT: Components = {
  quantity: ZERO_PICOS,
  price: ZERO_PICOS,
  lineRounding: ZERO_PICOS,
  unitRounding: ZERO_PICOS,
  unexplained: ZERO_PICOS,
};

interface RowPrice {
  readonly row: AuditedRow;
  /** The price that the row should carry. */
  readonly expected: Micros;
  readonly fromBook: boolean;
}

/**
 * Puts figures on a line (domain rules 1.6): variance = invoiced - expected, and its exact decomposition.
 *
 * quantity effect = (Qi - Qu) x Pc, price effect = sum of (Pi - Pc) x Qi over the rows, line rounding = sum of
 * amount - Qi x Pi over the rows. The price Pc of the quantity effect is the one expected price of the rows, or
 * their average by quantity where they differ.
 */
export function priceLine(line: PairedLine, usageQuantity: Micros, context: PricingContext): PricedLine {
  const invoicedAmount = sumOf(line.rows, ({ amount }) => amount);
  const varianceQuantity = micros(line.invoicedQuantity - usageQuantity);
  const common = {
    ...line,
    usageQuantity,
    invoicedAmount,
    invoicedUnitPrice: onePrice(line.rows),
    varianceQuantity,
  };
  const rowPrices = line.rows.map((row) => rowPrice(row, line, context));
  const expectedPrice =
    rowPrices.length === 0
      ? missingPrice(line, context)
      : {
          price: averagePrice(
            rowPrices.map(({ row, expected }) => ({ quantity: row.quantity, price: expected })),
          ),
          fromBook: rowPrices.some(({ fromBook }) => fromBook),
        };
  if (expectedPrice?.price === undefined) {
    // Nothing used costs nothing at any price; anything else has no expected amount without one.
    const nothing = usageQuantity === 0n ? ZERO_PICOS : undefined;
    return {
      ...common,
      expectedUnitPrice: undefined,
      priceSource: undefined,
      expectedAmount: nothing,
      varianceAmount: nothing,
      components: nothing === undefined ? undefined : NO_EFFECT,
    };
  }
  const price = expectedPrice.price;
  const quantity = quantityEffect(varianceQuantity, price, rowPrices);
  let priceEffect = 0n;
  let lineRounding = 0n;
  for (const { row, expected } of rowPrices) {
    priceEffect += multiply(micros(row.unitPrice - expected), row.quantity);
    lineRounding += toPicos(row.amount) - multiply(row.quantity, row.unitPrice);
  }
  const varianceAmount = picos(quantity + priceEffect + lineRounding);
  return {
    ...common,
    expectedUnitPrice: price,
    priceSource: expectedPrice.fromBook ? 'price-book' : 'invoice',
    expectedAmount: picos(toPicos(invoicedAmount) - varianceAmount),
    varianceAmount,
    components: {
      quantity,
      price: picos(priceEffect),
      lineRounding: picos(lineRounding),
      unitRounding: ZERO_PICOS,
      unexplained: ZERO_PICOS,
    },
  };
}

/**
 * (Qi - Qu) x Pc. Where the rows' expected prices differ, Pc is their exact average by quantity: the product is
 * rounded once, to 10^-12, so that no usage expects exactly nothing and full usage exactly what was billed.
 */
function quantityEffect(varianceQuantity: Micros, price: Micros, rows: readonly RowPrice[]): Picos {
  const first = rows[0];
  const quantity = rows.reduce((sum, { row }) => sum + row.quantity, 0n);
  if (!first || quantity === 0n || rows.every(({ expected }) => expected === first.expected)) {
    return multiply(varianceQuantity, price);
  }
  const amount = rows.reduce((sum, { row, expected }) => sum + multiply(row.quantity, expected), 0n);
  return picos(divideRounded(varianceQuantity * amount, quantity, 'half-up'));
}

function rowPrice(row: AuditedRow, line: PairedLine, context: PricingContext): RowPrice {
  const day = row.window?.start ?? context.period.start;
  const entry = context.lookup(row.key, day, externalIdOf(line, context) ?? row.row.customerId);
  return entry === undefined
    ? { row, expected: row.unitPrice, fromBook: false }
    : { row, expected: entry.unitPrice, fromBook: true };
}

function missingPrice(
  line: PairedLine,
  context: PricingContext,
): { readonly price: Micros; readonly fromBook: boolean } | undefined {
  const entry = context.lookup(line.key, context.period.start, externalIdOf(line, context));
  if (entry) return { price: entry.unitPrice, fromBook: true };
  const price = context.agreedPrice(line);
  return price === undefined ? undefined : { price, fromBook: false };
}

const externalIdOf = (line: PairedLine, context: PricingContext): string | undefined =>
  line.key.customer === undefined ? undefined : context.names.customers.get(line.key.customer)?.externalId;

/** The price that all rows carry; undefined where they differ: an average would be a price that nobody billed. */
function onePrice(rows: readonly AuditedRow[]): Micros | undefined {
  const first = rows[0];
  return first && rows.every(({ unitPrice }) => unitPrice === first.unitPrice) ? first.unitPrice : undefined;
}

/** The one price of some quantities, else their average by quantity to six decimals. */
function averagePrice(
  parts: readonly { readonly quantity: Micros; readonly price: Micros }[],
): Micros | undefined {
  const first = parts[0];
  if (!first) return undefined;
  if (parts.every(({ price }) => price === first.price)) return first.price;
  const quantity = parts.reduce((sum, part) => sum + part.quantity, 0n);
  // Without a quantity there is no average; the lowest price is the same whatever the order of rows.
  if (quantity === 0n) return parts.reduce((low, { price }) => (price < low ? price : low), first.price);
  const total: Picos = picos(parts.reduce((sum, part) => sum + multiply(part.quantity, part.price), 0n));
  return divideMicros(micros(total), quantity, 6, 'half-up');
}
