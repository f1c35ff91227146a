import { type Cents, decimalText, plainText, toUserMonths, userDaysText } from './amounts.ts';
import { OLD_SUITE_PRICE, type Product, PRODUCTS, STRAY_CUSTOMER, SUBSCRIPTIONS } from './catalogue.ts';
import { type Charge, charge, halfDaysOf, type Month } from './month.ts';
import { type Assignment, type Customer, withDays } from './usage.ts';

/** What a reconciliation must find, in the terms of its result document. */
export interface Label {
  readonly kind: string;
  readonly customer: { readonly name: string; readonly externalId: string; readonly orgId: string | null };
  readonly subscriptionId: string;
  readonly sku: string;
  readonly class: string;
  readonly explanation: string;
  /** Invoiced minus expected, in ten-thousandths: the exact variance of the line. */
  readonly variance: bigint;
  readonly charges: readonly Charge[];
  readonly en: string;
  readonly ja: string;
}

/** One seeded discrepancy: first the usage is arranged, then, with everything billed rightly, the invoice is spoilt. */
export interface Discrepancy {
  /** The customer's external id; it has no movement of its own. */
  readonly customer: string;
  readonly arrange?: (month: Month, customer: Customer) => void;
  readonly spoil: (month: Month, customer: Customer) => Label;
}

/** Quantity x unit price in ten-thousandths. */
const exactly = (quantity: bigint, unitPrice: Cents): bigint => quantity * unitPrice;
const money = (amount: Cents): string => decimalText(amount, 2);

function replaceCharge(month: Month, old: Charge, ...instead: readonly Charge[]): void {
  month.charges.splice(month.charges.indexOf(old), 1, ...instead);
}

function chargeOf(month: Month, customer: Customer, product: Product): Charge {
  const found = month.charges.find(
    (candidate) => candidate.externalId === customer.externalId && candidate.product === product,
  );
  if (!found) throw new Error(`No charge for ${customer.externalId} ${product.sku}`);
  return found;
}

function assignmentsOf(month: Month, customer: Customer, product: Product): readonly Assignment[] {
  return month.assignments.filter(
    (assignment) => assignment.customer === customer && assignment.product === product,
  );
}

function replaceAssignment(
  month: Month,
  old: Assignment | undefined,
  ...instead: readonly Assignment[]
): void {
  if (!old) throw new Error('The customer has no such assignment');
  month.assignments.splice(month.assignments.indexOf(old), 1, ...instead);
}

type LabelText = Pick<Label, 'kind' | 'class' | 'explanation' | 'en' | 'ja'>;

/** The label of a key whose charges now are `charges`; the expected quantity is what the usage makes. */
function labelOf(
  month: Month,
  customer: Customer,
  product: Product,
  charges: readonly Charge[],
  text: LabelText,
  usedHalfDays: bigint = halfDaysOf(month, customer, product),
): Label {
  const invoiced = charges.reduce((sum, { amount }) => sum + amount, 0n) * 100n;
  const expected = exactly(toUserMonths(usedHalfDays), product.unitPrice);
  const { name, externalId, orgId, subscriptionId } = customer;
  return {
    customer: { name, externalId, orgId },
    subscriptionId,
    sku: product.sku,
    variance: invoiced - expected,
    charges,
    ...text,
  };
}

const duplicateLine: Discrepancy = {
  customer: 'C-1005',
  spoil: (month, customer) => {
    const once = chargeOf(month, customer, PRODUCTS.calling);
    replaceCharge(month, once, once, { ...once });
    const charges = month.charges.filter(
      ({ externalId, product }) => externalId === customer.externalId && product === PRODUCTS.calling,
    );
    return labelOf(month, customer, PRODUCTS.calling, charges, {
      kind: 'duplicate-line',
      class: 'duplicate',
      explanation: 'DUPLICATE_LINE',
      en: `The charge for Webex Calling stands on the invoice twice, ${money(once.amount)} USD each.`,
      ja: `Webex Calling の請求行が二重に記載されています（各 ${money(once.amount)} USD）。`,
    });
  },
};

const unitMismatch: Discrepancy = {
  customer: 'C-1015',
  spoil: (month, customer) => {
    const right = chargeOf(month, customer, PRODUCTS.commonArea);
    const used = halfDaysOf(month, customer, PRODUCTS.commonArea);
    const wrong = charge(customer, PRODUCTS.commonArea, (used * 100n) / 2n);
    replaceCharge(month, right, wrong);
    return labelOf(month, customer, PRODUCTS.commonArea, [wrong], {
      kind: 'unit-mismatch',
      class: 'quantity',
      explanation: 'UNIT_MISMATCH',
      en: `Billed ${userDaysText(used)} user-days at the price of a user-month; ${plainText(right.quantity, 2)} user-months were used.`,
      ja: `ユーザー月の単価で ${userDaysText(used)} ユーザー日が請求されています。利用実績は ${plainText(right.quantity, 2)} ユーザー月です。`,
    });
  },
};

const oldPrice = (externalId: string): Discrepancy => ({
  customer: externalId,
  spoil: (month, customer) => {
    const right = chargeOf(month, customer, PRODUCTS.suite);
    const wrong = charge(customer, PRODUCTS.suite, right.quantity, OLD_SUITE_PRICE);
    replaceCharge(month, right, wrong);
    return labelOf(month, customer, PRODUCTS.suite, [wrong], {
      kind: 'price-differs',
      class: 'price',
      explanation: 'PRICE_DIFFERS',
      en: `Billed at ${money(OLD_SUITE_PRICE)} USD, the price until September; since 1 October it is ${money(PRODUCTS.suite.unitPrice)} USD.`,
      ja: `9 月までの単価 ${money(OLD_SUITE_PRICE)} USD で請求されています。10 月 1 日からの単価は ${money(PRODUCTS.suite.unitPrice)} USD です。`,
    });
  },
});

/** A user that started or stopped within the month, billed for all of it. */
const partOfMonth = (
  externalId: string,
  product: Product,
  window: { readonly firstDay: number; readonly lastDay: number },
  words: { readonly en: string; readonly ja: string },
): Discrepancy => ({
  customer: externalId,
  arrange: (month, customer) => {
    const one = assignmentsOf(month, customer, product).at(-1);
    replaceAssignment(month, one, ...(one ? [withDays(one, window.firstDay, window.lastDay)] : []));
  },
  spoil: (month, customer) => {
    const right = chargeOf(month, customer, product);
    const users = BigInt(assignmentsOf(month, customer, product).length);
    const wrong = charge(customer, product, users * 100n);
    replaceCharge(month, right, wrong);
    return labelOf(month, customer, product, [wrong], {
      kind: 'mid-period-start-or-stop',
      class: 'quantity',
      explanation: 'MID_PERIOD_START_OR_STOP',
      ...words,
    });
  },
});

const packageChange: Discrepancy = {
  customer: 'C-1008',
  arrange: (month, customer) => {
    const one = assignmentsOf(month, customer, PRODUCTS.standard).at(-1);
    if (!one) throw new Error('The customer has no user of this package');
    const later = { ...withDays(one, 15, 31), product: PRODUCTS.suite };
    replaceAssignment(month, one, withDays(one, 1, 14), later);
  },
  spoil: (month, customer) => {
    const right = chargeOf(month, customer, PRODUCTS.suite);
    const users = BigInt(assignmentsOf(month, customer, PRODUCTS.suite).length);
    const wrong = charge(customer, PRODUCTS.suite, users * 100n);
    replaceCharge(month, right, wrong);
    return labelOf(month, customer, PRODUCTS.suite, [wrong], {
      kind: 'package-change',
      class: 'quantity',
      explanation: 'PACKAGE_CHANGE',
      en: 'A user changed from Webex Calling Standard to Webex Suite on 15 October; the new package is billed for the whole month.',
      ja: '10 月 15 日に Webex Calling Standard から Webex Suite へ変更したユーザーについて、新しいパッケージが 1 か月分請求されています。',
    });
  },
};

const customerNotInUsage: Discrepancy = {
  customer: STRAY_CUSTOMER.externalId,
  spoil: (month) => {
    const subscriptionId = SUBSCRIPTIONS.europe;
    const stray = charge({ ...STRAY_CUSTOMER, subscriptionId }, PRODUCTS.calling, 400n);
    const last = month.charges.findLastIndex(({ product }) => product === PRODUCTS.calling);
    month.charges.splice(last + 1, 0, stray);
    return {
      kind: 'customer-not-in-usage',
      customer: { ...STRAY_CUSTOMER, orgId: null },
      subscriptionId,
      sku: PRODUCTS.calling.sku,
      class: 'billed-without-usage',
      explanation: 'CUSTOMER_NOT_IN_USAGE',
      variance: stray.amount * 100n,
      charges: [stray],
      en: 'The invoice bills 4 user-months for a customer that no report knows.',
      ja: 'どのレポートにも存在しない顧客に 4 ユーザー月が請求されています。',
    };
  },
};

const usageNotOnInvoice: Discrepancy = {
  customer: 'C-1022',
  spoil: (month, customer) => {
    const right = chargeOf(month, customer, PRODUCTS.commonArea);
    replaceCharge(month, right);
    return labelOf(month, customer, PRODUCTS.commonArea, [], {
      kind: 'usage-not-on-invoice',
      class: 'missing-on-invoice',
      explanation: 'USAGE_NOT_ON_INVOICE',
      en: `${plainText(right.quantity, 2)} user-months of Common Area Calling were used and are not billed.`,
      ja: `Common Area Calling の利用実績 ${plainText(right.quantity, 2)} ユーザー月が請求されていません。`,
    });
  },
};

const overFullUser: Discrepancy = {
  customer: 'C-1032',
  arrange: (month, customer) => {
    const one = assignmentsOf(month, customer, PRODUCTS.standard).at(-1);
    if (!one) throw new Error('The customer has no user of this package');
    const otherLocation = customer.locations.find((location) => location !== one.location) ?? one.location;
    // Moved on 20 October, and reported at the old location until the end of the month as well.
    replaceAssignment(month, one, one, { ...withDays(one, 20, 31), location: otherLocation });
  },
  spoil: (month, customer) => {
    const right = chargeOf(month, customer, PRODUCTS.standard);
    const used = halfDaysOf(month, customer, PRODUCTS.standard);
    const wrong = charge(customer, PRODUCTS.standard, toUserMonths(used - 24n));
    replaceCharge(month, right, wrong);
    return labelOf(month, customer, PRODUCTS.standard, [wrong], {
      kind: 'over-full-user',
      class: 'quantity',
      explanation: 'OVER_FULL_USER',
      en: 'The reports give one user 43 user-days in a month of 31: 12 days are reported at two locations. The invoice bills 31.',
      ja: '31 日の月に 43 ユーザー日のユーザーが 1 人います（12 日分が二つのロケーションで報告）。請求書は 31 日分を請求しています。',
    });
  },
};

const periodDiffers: Discrepancy = {
  customer: 'C-1001',
  spoil: (month, customer) => {
    const october = chargeOf(month, customer, PRODUCTS.meetings);
    const september = {
      ...charge(customer, PRODUCTS.meetings, october.quantity - 200n),
      start: '2026-09-01',
      end: '2026-09-30',
    };
    replaceCharge(month, october, october, september);
    const text = {
      kind: 'period-differs',
      class: 'period',
      explanation: 'PERIOD_DIFFERS',
      en: 'A charge for September 2026 stands on the invoice for October.',
      ja: '10 月分の請求書に 2026 年 9 月分の請求行があります。',
    };
    return labelOf(month, customer, PRODUCTS.meetings, [september], text, 0n);
  },
};

const roundingGrain: Discrepancy = {
  customer: 'C-1027',
  arrange: (month, customer) => {
    const [a, b, c] = assignmentsOf(month, customer, PRODUCTS.standard);
    for (const one of [a, b, c]) replaceAssignment(month, one, ...(one ? [withDays(one, 1, 10)] : []));
  },
  spoil: (month, customer) => {
    const right = chargeOf(month, customer, PRODUCTS.standard);
    const byUser = assignmentsOf(month, customer, PRODUCTS.standard)
      .map(({ halfDays }) => toUserMonths(halfDays))
      .reduce((sum, quantity) => sum + quantity, 0n);
    const wrong = charge(customer, PRODUCTS.standard, byUser);
    replaceCharge(month, right, wrong);
    return labelOf(month, customer, PRODUCTS.standard, [wrong], {
      kind: 'rounding-grain',
      class: 'unit-rounding',
      explanation: 'ROUNDING_GRAIN',
      en: `Rounded user by user (${plainText(byUser, 2)}), where the rest of the invoice rounds once a line (${plainText(right.quantity, 2)}).`,
      ja: `この行だけユーザーごとに端数処理されています（${plainText(byUser, 2)}）。ほかの行は行ごとに 1 回です（${plainText(right.quantity, 2)}）。`,
    });
  },
};

/** All that is seeded. Everything else on the invoice follows from the usage to the last digit. */
export const DISCREPANCIES: readonly Discrepancy[] = [
  duplicateLine,
  unitMismatch,
  oldPrice('C-1009'),
  oldPrice('C-1037'),
  partOfMonth(
    'C-1011',
    PRODUCTS.standard,
    { firstDay: 17, lastDay: 31 },
    {
      en: 'A user started on 17 October (15 days) and is billed for the whole month.',
      ja: '10 月 17 日に開始したユーザー（15 日間）が 1 か月分請求されています。',
    },
  ),
  partOfMonth(
    'C-1036',
    PRODUCTS.meetings,
    { firstDay: 1, lastDay: 9 },
    {
      en: 'A user stopped on 9 October (9 days) and is billed for the whole month.',
      ja: '10 月 9 日に終了したユーザー（9 日間）が 1 か月分請求されています。',
    },
  ),
  packageChange,
  customerNotInUsage,
  usageNotOnInvoice,
  overFullUser,
  periodDiffers,
  roundingGrain,
];
