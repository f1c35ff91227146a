import type { HalfDays } from './amounts.ts';
import { CUSTOMERS, type Product, type ProductName, PRODUCTS, SUBSCRIPTIONS } from './catalogue.ts';
import type { Random } from './random.ts';

export interface Customer {
  readonly name: string;
  readonly orgId: string;
  readonly externalId: string;
  readonly subscriptionId: string;
  readonly locations: readonly string[];
}

/** One consumer with one product for some days of October: a row of the USER report. */
export interface Assignment {
  readonly customer: Customer;
  readonly product: Product;
  /** A person has a subscriber and a user id; a workspace has a workspace id. */
  readonly person: { readonly subscriberId: string; readonly userId: string } | undefined;
  readonly workspaceId: string | undefined;
  readonly location: string;
  /** Days of October, both included. */
  readonly firstDay: number;
  readonly lastDay: number;
  readonly halfDays: HalfDays;
}

const LAST_DAY = 31;

/** The half days of a window; a first or last day that was only half used counts one half day less. */
const halfDaysOf = (firstDay: number, lastDay: number, halfEnds: number): HalfDays =>
  BigInt((lastDay - firstDay + 1) * 2 - halfEnds);

/** An assignment's days: `halfEnds` of its ends (0 to 2) were half days. */
export const withDays = (
  assignment: Assignment,
  firstDay: number,
  lastDay: number,
  halfEnds = 0,
): Assignment => ({ ...assignment, firstDay, lastDay, halfDays: halfDaysOf(firstDay, lastDay, halfEnds) });

/** The customers with their ids. */
export function makeCustomers(random: Random): readonly Customer[] {
  return CUSTOMERS.map(({ name, region, people }, index) => ({
    name,
    orgId: random.uuid(),
    externalId: `C-${String(1001 + index)}`,
    subscriptionId: region === 'eu' ? SUBSCRIPTIONS.europe : SUBSCRIPTIONS.main,
    locations: Array.from({ length: people > 50 ? 3 : people > 20 ? 2 : 1 }, () => random.uuid()),
  }));
}

/** The packages that a customer's people have, in shares of a hundred. */
const PROFILES: readonly (readonly (readonly [ProductName, number])[])[] = [
  [
    ['suite', 60],
    ['calling', 30],
    ['meetings', 10],
  ],
  [
    ['calling', 70],
    ['suite', 30],
  ],
  [
    ['standard', 65],
    ['calling', 35],
  ],
  [
    ['standard', 40],
    ['suite', 35],
    ['meetings', 25],
  ],
];

/**
 * A month of a customer: most people all month, some from or until a day within it, a few that change package.
 * A `steady` customer has nobody but people for all of the month, so that what is planted there is all there is.
 */
export function makeAssignments(
  customer: Customer,
  people: number,
  profile: number,
  steady: boolean,
  random: Random,
): readonly Assignment[] {
  const shares = PROFILES[profile % PROFILES.length] ?? [];
  const location = (): string => customer.locations[random.below(customer.locations.length)] ?? '';
  const fullMonth = (name: ProductName, isWorkspace: boolean): Assignment => ({
    customer,
    product: PRODUCTS[name],
    person: isWorkspace ? undefined : { subscriberId: random.uuid(), userId: random.uuid() },
    workspaceId: isWorkspace ? random.uuid() : undefined,
    location: location(),
    firstDay: 1,
    lastDay: LAST_DAY,
    halfDays: halfDaysOf(1, LAST_DAY, 0),
  });
  const packages = Array.from({ length: people }, (_, index) =>
    fullMonth(packageAt(shares, index, people), false),
  );
  const agents = people > 40 ? packages.slice(0, 2).map((holder) => addOn(holder, 'attendant')) : [];
  const assist = people > 70 ? Array.from({ length: 6 }, () => fullMonth('assist', false)) : [];
  const workspaces = Array.from({ length: Math.ceil(people / 12) }, () => fullMonth('commonArea', true));
  const month = [...packages, ...assist, ...workspaces];
  return [...(steady ? month : month.flatMap((assignment) => moved(assignment, random))), ...agents];
}

/** Fills the shares from the front, so that every package of a profile appears even at a small customer. */
function packageAt(
  shares: readonly (readonly [ProductName, number])[],
  index: number,
  people: number,
): ProductName {
  let upTo = 0;
  for (const [name, share] of shares) {
    upTo += share;
    if (index * 100 < upTo * people) return name;
  }
  return 'calling';
}

/** An add-on beside a person's package, for the same days. */
const addOn = (holder: Assignment, name: ProductName): Assignment => ({
  ...holder,
  product: PRODUCTS[name],
});

/** What happens to one consumer within the month. */
function moved(assignment: Assignment, random: Random): readonly Assignment[] {
  const day = 2 + random.below(LAST_DAY - 2);
  const halfEnds = random.below(2);
  if (random.chance(6)) return [withDays(assignment, day, LAST_DAY, halfEnds)];
  if (random.chance(5)) return [withDays(assignment, 1, day, halfEnds)];
  const { product } = assignment;
  const other =
    product === PRODUCTS.standard
      ? PRODUCTS.calling
      : product === PRODUCTS.calling
        ? PRODUCTS.suite
        : undefined;
  if (other !== undefined && random.chance(2)) {
    // The day of the change counts half for each package.
    return [withDays(assignment, 1, day, 1), { ...withDays(assignment, day, LAST_DAY, 1), product: other }];
  }
  return [assignment];
}
