import {
  addMicros,
  divideMicros,
  multiply,
  roundPicos,
  sumPicos,
  ZERO,
  type Micros,
  type Picos,
  type RoundingMode,
} from '../decimal/micros.ts';
import type { IdKey } from '../ids.ts';
import type { UnitBasis } from '../reconcile/parameters.ts';
import type { PriceLookup } from '../reconcile/price-book.ts';
import { divisorOf } from '../reconcile/unit-basis/convert.ts';
import type { UsageNames, UsageTotal } from '../usage/usage-source.ts';

/** How usage becomes quantities and amounts. Each is rounded once, by the same rule. */
export interface BillingTerms {
  readonly basis: UnitBasis;
  /** The days of the period: what a user-month is divided by. */
  readonly days: number;
  readonly quantityDecimals: number;
  readonly amountDecimals: number;
  readonly rounding: RoundingMode;
}

/** One line of a customer's bill: a subscription's usage of a SKU at one price. */
export interface BillLine {
  readonly subscription: string;
  readonly sku: string;
  readonly userDays: Micros;
  readonly quantity: Micros;
  /** Undefined where the price book has no price for it: then it is not billed. */
  readonly price: { readonly unitPrice: Micros; readonly row: number } | undefined;
  /** Undefined without a price, never 0. */
  readonly amount: Picos | undefined;
}

/** What one customer is billed. */
export interface CustomerBill {
  /** Undefined for usage that names no customer: it is nobody's bill, and listed as such. */
  readonly customer: { readonly orgId: string; readonly externalId: string | undefined } | undefined;
  /** Sorted by subscription, SKU and row of the price book. */
  readonly lines: readonly BillLine[];
  readonly userDays: Micros;
  /** User-days without a price. */
  readonly unpricedUserDays: Micros;
  /** Of the lines that have a price. */
  readonly amount: Picos;
}

/**
 * Bills the usage of a period by a price book, customer by customer. Every user-day that comes in stands on exactly one
 * line. The price is that of the usage window's first day.
 *
 * @throws AppError PRICE_BOOK_AMBIGUOUS
 */
export function billCustomers(
  totals: Iterable<UsageTotal>,
  names: UsageNames,
  priceOf: PriceLookup,
  terms: BillingTerms,
): readonly CustomerBill[] {
  const byCustomer = new Map<IdKey | undefined, Map<string, Gathered>>();
  for (const total of totals) {
    const { subscription, sku, customer, userDays } = total;
    const identity = customer === undefined ? undefined : names.customers.get(customer);
    const price = priceOf(
      { subscription, sku, customer, consumer: undefined },
      total.window.start,
      identity?.externalId,
    );
    const lines = byCustomer.get(customer) ?? new Map<string, Gathered>();
    byCustomer.set(customer, lines);
    const key = JSON.stringify([subscription, sku, price?.row ?? null]);
    const held = lines.get(key);
    if (held === undefined) lines.set(key, { subscription, sku, price, userDays });
    else lines.set(key, { ...held, userDays: addMicros(held.userDays, userDays) });
  }
  return [...byCustomer]
    .map(([customer, gathered]) => toBill(customer, [...gathered.values()], names, terms))
    .sort((one, other) => compare(sortKey(one), sortKey(other)));
}

interface Gathered {
  readonly subscription: IdKey;
  readonly sku: IdKey;
  readonly price: ReturnType<PriceLookup>;
  readonly userDays: Micros;
}

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
/** By the partner's own id where there is one; what names no customer comes last. */
const sortKey = ({ customer }: CustomerBill): string =>
  customer === undefined ? '2' : `1${customer.externalId ?? ''}\0${customer.orgId}`;

function toBill(
  customer: IdKey | undefined,
  gathered: readonly Gathered[],
  names: UsageNames,
  terms: BillingTerms,
): CustomerBill {
  const lines = gathered
    .map((one) => toLine(one, customer === undefined, names, terms))
    .sort(
      (a, b) =>
        compare(a.subscription, b.subscription) ||
        compare(a.sku, b.sku) ||
        (a.price?.row ?? 0) - (b.price?.row ?? 0),
    );
  const daysOf = (some: readonly BillLine[]): Micros =>
    some.reduce((sum, { userDays }) => addMicros(sum, userDays), ZERO);
  return {
    customer:
      customer === undefined
        ? undefined
        : (names.customers.get(customer) ?? { orgId: customer, externalId: undefined }),
    lines,
    userDays: daysOf(lines),
    unpricedUserDays: daysOf(lines.filter(({ price }) => price === undefined)),
    amount: sumPicos(lines.flatMap(({ amount }) => (amount === undefined ? [] : [amount]))),
  };
}

function toLine(
  { subscription, sku, price, userDays }: Gathered,
  isNobodys: boolean,
  names: UsageNames,
  { basis, days, quantityDecimals, amountDecimals, rounding }: BillingTerms,
): BillLine {
  const quantity = divideMicros(userDays, divisorOf(basis, days), quantityDecimals, rounding);
  // A price is no use where there is nobody to bill.
  const billed = isNobodys ? undefined : price;
  return {
    subscription: names.subscriptions.get(subscription) ?? subscription,
    sku: names.skus.get(sku) ?? sku,
    userDays,
    quantity,
    price: billed && { unitPrice: billed.unitPrice, row: billed.row },
    amount: billed && roundPicos(multiply(quantity, billed.unitPrice), amountDecimals, rounding),
  };
}
