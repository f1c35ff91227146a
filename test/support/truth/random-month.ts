/** A month made by chance from a seed: any grain, unit, fault and file format. */
import { monthOf } from './calendar.ts';
import { exact } from './exact.ts';
import { columnsFor, HEADERS, type InvoiceStyle, type NumberStyle } from './invoice-file.ts';
import { JAPANESE, rebill, reprice, type BilledRow, type Grain } from './invoice.ts';
import { allReports, draftMonth, PRICES, type Month } from './month.ts';
import { chance, type Chance } from './prng.ts';
import type { Reports } from './truth.ts';
import { makeWorld, webexId } from './world.ts';

const YEN: Readonly<Record<string, string>> = {
  'A-WX-CALL': '1850',
  'A-WX-SUITE': '2700',
  'A-WX-MEET': '990',
  'A-WX-CAC': '610',
};

/** Plants one fault; the truth works its effect out from the rows alone. */
function plant(
  random: Chance,
  charges: BilledRow[],
  currencyDecimals: number,
  hasBook: boolean,
): BilledRow[] {
  const index = random.int(0, charges.length - 1);
  const row = charges[index];
  if (row?.quantity === undefined) return charges;
  switch (random.int(0, hasBook ? 7 : 6)) {
    case 0:
    case 1:
      rebill(row, row.quantity + BigInt(random.int(1, 400)) * exact('0.01'), currencyDecimals);
      return charges;
    case 2: {
      const less = BigInt(random.int(1, 300)) * exact('0.01');
      if (row.quantity > less) rebill(row, row.quantity - less, currencyDecimals);
      return charges;
    }
    case 3:
      return charges.length > 3 ? charges.filter((_, n) => n !== index) : charges;
    case 4:
      return [...charges, { ...row }];
    case 5: {
      const other = {
        orgId: random.uuid(),
        externalId: `EXT-X${random.int(1, 9)}`,
        name: 'Unknown GmbH',
        locations: [],
      };
      return [
        ...charges,
        row.customer === undefined ? { ...row, sku: 'A-WX-OTHER' } : { ...row, customer: other },
      ];
    }
    case 6:
      row.amount = (row.amount ?? 0n) + exact(random.int(2, 40));
      return charges;
    default:
      reprice(row, (row.unitPrice ?? 0n) + exact(random.int(1, 3)), currencyDecimals);
      return charges;
  }
}

/** A style of numbers that can be told apart without a hint. */
function numbersOf(
  random: Chance,
  isYen: boolean,
  quantityDecimals: number,
  delimiter: ';' | ',' | '\t',
): NumberStyle {
  const decimals = { quantity: quantityDecimals, unitPrice: isYen ? 0 : 2, amount: isYen ? 0 : 2 };
  if (isYen) return { decimals, wide: random.maybe(0.3) };
  if (delimiter === ';' && random.maybe(0.7)) return { decimals, point: ',', group: random.pick(['.', '']) };
  return { decimals, group: random.pick(['', ',']) };
}

/** Makes the month of a seed. */
export function randomMonth(seed: number): Month {
  const random = chance(seed);
  const grain = random.pick<Grain>(['partner', 'customer', 'customer', 'customer', 'user']);
  const basis = random.pick(['user-days', 'user-months', 'user-months', 'user-months-30'] as const);
  const isYen = random.maybe(0.25);
  const currencyDecimals = isYen ? 0 : 2;
  const decimals = random.pick([2, 2, 4]);
  const skus = Object.keys(PRICES).slice(0, random.int(1, 4));
  const world = makeWorld({
    seed,
    period: monthOf(random.pick(['2026-10', '2026-09', '2026-02', '2028-02', '2025-12'])),
    customers: random.int(2, 6),
    users: grain === 'user' ? [2, 5] : [2, 14],
    subscriptions: random.pick([['Sub900'], ['Sub900', 'Sub901']]),
    locations: random.int(1, 3),
    skus,
    japanese: isYen,
  });
  const prices = isYen ? YEN : PRICES;
  const hasBook = random.maybe(0.4);
  const all = allReports(world);
  const reports: Reports = random.pick<Reports>([
    all,
    all,
    { user: all.user },
    grain === 'user' ? all : { customer: all.customer, user: all.user },
    grain === 'partner' ? { partner: all.partner } : all,
  ]);
  const delimiter = random.pick([',', ';', '\t'] as const);
  const quantityDecimals = basis === 'user-days' ? 2 : Math.max(decimals, 2);
  const customerText = random.pick<NonNullable<InvoiceStyle['customerText']>>([
    (org) => org,
    (_, external) => external,
    (org) => webexId('ORGANIZATION', org),
    (org) => org.toUpperCase(),
  ]);
  const faults = random.int(0, 4);
  const credit: BilledRow = {
    kind: 'credit',
    description: isYen ? '前月分クレジット' : 'Credit for last month',
    chargeType: isYen ? 'クレジット' : 'Credit',
    amount: -exact(random.int(5, 500)),
  };
  return draftMonth(world, {
    billing: { grain, basis, decimals, prices, currencyDecimals },
    terms: hasBook ? { book: Object.entries(prices).map(([sku, unitPrice]) => ({ sku, unitPrice })) } : {},
    reports,
    format: random.maybe(0.3) ? 'xlsx' : 'csv',
    statesPeriod: random.maybe(0.6),
    reportStyle: {
      seed,
      odd: random.maybe(0.5),
      base64: random.pick([0, 0, 1, 0.5]),
      bom: random.maybe(0.3),
      crlf: random.maybe(0.5),
    },
    style: {
      currency: isYen ? 'JPY' : delimiter === ';' ? 'EUR' : 'USD',
      columns: random.maybe(0.5) ? columnsFor(grain) : random.shuffle(columnsFor(grain)),
      headers: isYen ? HEADERS.japanese : random.pick([HEADERS.plain, HEADERS.distributor]),
      numbers: numbersOf(random, isYen, quantityDecimals, delimiter),
      delimiter,
      encoding: isYen ? 'Shift_JIS' : random.pick(['utf8', 'windows-1252'] as const),
      crlf: random.maybe(0.5),
      customerText,
    },
    closing: {
      subtotals: random.maybe(0.5),
      blanks: random.maybe(0.3),
      netTotal: random.maybe(0.4),
      others: random.maybe(0.3) ? [credit] : [],
      ...(isYen ? { words: JAPANESE } : {}),
      ...(random.maybe(0.6) ? { taxPercent: 10 } : {}),
    },
    faults: (charges) => {
      let planted = charges;
      for (let n = 0; n < faults; n += 1) planted = plant(random, planted, currencyDecimals, hasBook);
      return planted;
    },
  });
}
