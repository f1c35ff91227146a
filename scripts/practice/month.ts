import { type Cents, type Hundredths, type HalfDays, toAmount, toUserMonths } from './amounts.ts';
import { CUSTOMERS, type Product, PRODUCTS } from './catalogue.ts';
import type { Random } from './random.ts';
import { type Assignment, type Customer, makeAssignments, makeCustomers } from './usage.ts';

/** A charge on the invoice: one customer, one SKU, one window. */
export interface Charge {
  readonly customerName: string;
  readonly externalId: string;
  readonly subscriptionId: string;
  readonly product: Product;
  readonly start: string;
  readonly end: string;
  readonly quantity: Hundredths;
  readonly unitPrice: Cents;
  readonly amount: Cents;
}

/** A month in the making: what was used, and what is billed for it. Planting discrepancies edits both. */
export interface Month {
  readonly customers: readonly Customer[];
  readonly assignments: Assignment[];
  readonly charges: Charge[];
}

export const PERIOD = { start: '2026-10-01', end: '2026-10-31' } as const;

/** Makes the usage of the month; the customers in `steady` (external ids) have no movement of their own. */
export function makeMonth(random: Random, steady: ReadonlySet<string>): Month {
  const customers = makeCustomers(random);
  const assignments = customers.flatMap((customer, index) =>
    makeAssignments(customer, CUSTOMERS[index]?.people ?? 0, index, steady.has(customer.externalId), random),
  );
  return { customers, assignments, charges: [] };
}

/** A charge for a quantity at a price. */
export const charge = (
  customer: Pick<Customer, 'name' | 'externalId' | 'subscriptionId'>,
  product: Product,
  quantity: Hundredths,
  unitPrice: Cents = product.unitPrice,
): Charge => ({
  customerName: customer.name,
  externalId: customer.externalId,
  subscriptionId: customer.subscriptionId,
  product,
  ...PERIOD,
  quantity,
  unitPrice,
  amount: toAmount(quantity, unitPrice),
});

/** Bills the month as it should be billed: for each SKU and customer, user-days / 31, two decimals, half up. */
export function billMonth(month: Month): void {
  for (const product of Object.values(PRODUCTS)) {
    for (const customer of month.customers) {
      const used = halfDaysOf(month, customer, product);
      if (used > 0n) month.charges.push(charge(customer, product, toUserMonths(used)));
    }
  }
}

/** The usage of a customer under a SKU. */
export const halfDaysOf = (month: Month, customer: Customer, product: Product): HalfDays =>
  month.assignments
    .filter((assignment) => assignment.customer === customer && assignment.product === product)
    .reduce((sum, { halfDays }) => sum + halfDays, 0n);
