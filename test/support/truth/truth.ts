/**
 * What the result document must say, worked out from the contract alone: the definitions of the command line's
 * `reconcile --json`, with the truth's own arithmetic.
 */
import { daysOf, type Span } from './calendar.ts';
import { divide, exact, size, sum, times, type Exact, type Mode } from './exact.ts';
import { unitDays, type Basis, type BilledRow, type Grain } from './invoice.ts';
import type { Level, ReportRow } from './reports.ts';

export interface BookRow {
  readonly sku: string;
  readonly unitPrice: string;
  readonly subscription?: string;
  readonly customer?: string;
  readonly from?: string;
  readonly to?: string;
}

export interface Terms {
  readonly period: Span;
  readonly grain: Grain;
  readonly basis: Basis;
  /** By SKU where they differ. */
  readonly decimals?: number;
  readonly rounding?: Mode;
  /** Where each part is rounded before it is added up; `line` by default. */
  readonly roundingGrain?: 'line' | 'user' | 'customer';
  readonly currency: string;
  readonly currencyDecimals?: number;
  readonly book?: readonly BookRow[];
  readonly toleranceQty?: string;
  readonly toleranceAmount?: string;
  readonly percent?: string;
  readonly cap?: string;
}

export type Reports = Partial<Record<Level, readonly ReportRow[]>>;

export interface TruthLine {
  readonly level: Grain;
  readonly subscription: string;
  readonly sku: string;
  readonly customer: string | undefined;
  readonly consumer: string | undefined;
  readonly billed: readonly BilledRow[];
  readonly matches: readonly string[];
  /** Undefined where the contract leaves the class open. */
  readonly classes: readonly string[] | undefined;
  readonly direction: 'over' | 'under' | 'nil';
  readonly isWithin: boolean;
  readonly invoiced: {
    readonly quantity: Exact;
    readonly unitPrice: Exact | undefined;
    readonly amount: Exact;
  };
  readonly usage: { readonly userDays: Exact; readonly quantity: Exact; readonly rows: number };
  readonly expected: {
    readonly unitPrice: Exact | undefined;
    readonly amount: Exact | undefined;
    readonly source: string | undefined;
  };
  readonly variance: { readonly quantity: Exact; readonly amount: Exact | undefined };
  readonly components: Components | undefined;
  /** The amount of the rows that repeat another row of the key; undefined where none does. */
  readonly repeated: Exact | undefined;
  readonly because: readonly string[];
}

export interface Components {
  readonly quantity: Exact;
  readonly price: Exact;
  readonly lineRounding: Exact;
}

export interface Truth {
  readonly terms: Terms;
  readonly rows: readonly BilledRow[];
  readonly lines: readonly TruthLine[];
  readonly totals: {
    readonly invoiced: Exact;
    readonly expected: Exact;
    readonly variance: Exact;
    readonly notAudited: Exact;
    readonly components: Components;
  };
  readonly coverage: {
    readonly audited: number;
    readonly quarantined: number;
    readonly excludedByClass: Readonly<Record<string, number>>;
  };
  readonly checks: Readonly<Record<string, 'ok' | 'check' | 'no-data'>>;
  readonly verdict: 'tied' | 'variances' | 'blocked';
}

const NONE = '';
const FINER: readonly Grain[] = ['partner', 'customer', 'user'];

/** The level whose rows answer for a grain: its own, else the next finer, else undefined. */
const levelFor = (grain: Grain, reports: Reports): Level | undefined =>
  FINER.slice(FINER.indexOf(grain)).find((level) => reports[level] !== undefined);

/** The finest grain at which an invoice of this grain can be compared with what was reported. */
function comparableGrain(grain: Grain, reports: Reports): Grain {
  for (let index = FINER.indexOf(grain); index > 0; index -= 1) {
    const candidate = FINER[index] ?? 'partner';
    if (levelFor(candidate, reports) !== undefined) return candidate;
  }
  return 'partner';
}

const consumerOf = (row: ReportRow): string =>
  [row.subscriberId, row.userId, row.workspaceId].find((id) => id !== undefined && id !== '') ?? NONE;

const keyOf = (grain: Grain, subscription: string, sku: string, customer: string, consumer: string): string =>
  [subscription, sku, grain === 'partner' ? NONE : customer, grain === 'user' ? consumer : NONE].join('|');

const usageKey = (grain: Grain, row: ReportRow): string =>
  keyOf(grain, row.subscription, row.sku, row.customerOrgId ?? NONE, consumerOf(row));

const billedKey = (grain: Grain, row: BilledRow): string => {
  const { subscriberId = NONE, userId = NONE, workspaceId = NONE } = row.consumer ?? {};
  const consumer = subscriberId || userId || workspaceId;
  return keyOf(grain, row.subscription ?? NONE, row.sku ?? NONE, row.customer?.orgId ?? NONE, consumer);
};

/** The price book's most specific row that is valid on a day. */
function bookPrice(
  book: readonly BookRow[],
  sku: string,
  subscription: string,
  customer: string,
  day: string,
): Exact | undefined {
  let best: { score: number; price: string } | undefined;
  for (const row of book) {
    if (
      row.sku !== sku ||
      (row.from !== undefined && day < row.from) ||
      (row.to !== undefined && day > row.to)
    )
      continue;
    if (row.subscription !== undefined && row.subscription !== subscription) continue;
    if (row.customer !== undefined && row.customer !== customer) continue;
    const score = Number(row.subscription !== undefined) + Number(row.customer !== undefined);
    if (best === undefined || score > best.score) best = { score, price: row.unitPrice };
  }
  return best && exact(best.price);
}

/** User-days of a key in the invoice's unit, rounded at the stated grain. */
function quantityOf(
  parts: readonly ReportRow[],
  finest: readonly ReportRow[],
  days: number,
  terms: Terms,
): Exact {
  const userDays = sum(parts.map((row) => row.userDays));
  if (terms.basis === 'user-days') return userDays;
  const divisor = unitDays(terms.basis, days);
  const rounded = (value: Exact): Exact =>
    divide(value, divisor, terms.decimals ?? 2, terms.rounding ?? 'half-up');
  if (terms.roundingGrain === undefined || terms.roundingGrain === 'line') return rounded(userDays);
  const groups = new Map<string, Exact>();
  for (const row of finest) {
    const key = usageKey(terms.roundingGrain, row);
    groups.set(key, (groups.get(key) ?? 0n) + row.userDays);
  }
  return sum([...groups.values()].map(rounded));
}

interface Sides {
  billed: BilledRow[];
  usage: ReportRow[];
}

function pairUp(
  grain: Grain,
  charges: readonly BilledRow[],
  usage: readonly ReportRow[],
): Map<string, Sides> {
  const pairs = new Map<string, Sides>();
  const at = (key: string): Sides => {
    const known = pairs.get(key) ?? { billed: [], usage: [] };
    pairs.set(key, known);
    return known;
  };
  for (const row of charges) at(billedKey(grain, row)).billed.push(row);
  for (const row of usage) at(usageKey(grain, row)).usage.push(row);
  return pairs;
}

function sameOrNothing(values: readonly Exact[]): Exact | undefined {
  const [first] = values;
  return values.every((value) => value === first) ? first : undefined;
}

/** What rows that are the same in every cell are billed beyond the first of them. */
function repeatedAmount(billed: readonly BilledRow[]): Exact | undefined {
  const seen = new Set<string>();
  let repeated: Exact | undefined;
  for (const row of billed) {
    const { subscription, sku, window, quantity, unitPrice, amount, description, chargeType, texts } = row;
    const cells = [
      subscription,
      sku,
      window?.start,
      window?.end,
      quantity,
      unitPrice,
      amount,
      description,
      chargeType,
    ];
    const key = JSON.stringify([...cells.map(String), row.customer?.orgId, row.consumer, texts]);
    if (seen.has(key)) repeated = (repeated ?? 0n) + (amount ?? 0n);
    seen.add(key);
  }
  return repeated;
}

function classesOf(line: Omit<TruthLine, 'classes' | 'matches'>): readonly string[] | undefined {
  if (line.billed.length === 0) return ['missing-on-invoice'];
  if (line.usage.rows === 0) return ['billed-without-usage'];
  if (line.isWithin)
    return line.variance.amount === 0n && line.variance.quantity === 0n
      ? ['none']
      : ['none', 'unit-rounding'];
  if (line.repeated !== undefined)
    return ['duplicate', 'quantity', ...(line.components?.price === 0n ? [] : ['both'])];
  if (line.because.length > 0 && line.because.includes('UNIT_MISMATCH')) return undefined;
  const hasQuantity = line.components?.quantity !== 0n;
  const hasPrice = line.components?.price !== 0n;
  if (hasQuantity && hasPrice) return ['both'];
  if (hasQuantity) return ['quantity'];
  return hasPrice ? ['price'] : undefined;
}

/** Works out the result. `rows` are the invoice's rows, `reports` what the report files hold. */
export function truthOf(rows: readonly BilledRow[], reports: Reports, terms: Terms): Truth {
  const charges = rows.filter((row) => row.kind === 'charge' && row.quarantined !== true);
  const grain = comparableGrain(terms.grain, reports);
  const level = levelFor(grain, reports);
  const usageRows = level === undefined ? [] : (reports[level] ?? []);
  const finest = reports.user ?? reports.customer ?? usageRows;
  const book = terms.book ?? [];
  const amountTolerance = exact(terms.toleranceAmount ?? (terms.currencyDecimals === 0 ? '1' : '0.01'));
  const qtyTolerance = exact(terms.toleranceQty ?? (terms.basis === 'user-days' ? '0.5' : '0.005'));
  const share = exact(terms.percent ?? '0') / 100n;
  const allowance = (absolute: Exact, base: Exact): Exact => {
    const relative = (size(base) * share) / exact(1);
    return relative > absolute ? relative : absolute;
  };

  const lines: TruthLine[] = [];
  for (const [key, { billed, usage }] of pairUp(grain, charges, usageRows)) {
    const [subscription = NONE, sku = NONE, customer = NONE, consumer = NONE] = key.split('|');
    const window = billed[0]?.window ?? terms.period;
    const userDays = sum(usage.map((row) => row.userDays));
    const parts = finest.filter((row) => usageKey(grain, row) === key);
    const used = usage.length === 0 ? 0n : quantityOf(usage, parts, daysOf(window), terms);
    const quantity = sum(billed.map((row) => row.quantity ?? 0n));
    const amount = sum(billed.map((row) => row.amount ?? 0n));
    const unitPrice = sameOrNothing(billed.map((row) => row.unitPrice ?? 0n));
    const siblings = charges.filter((row) => row.subscription === subscription && row.sku === sku);
    const inferred =
      billed.length > 0 ? unitPrice : sameOrNothing(siblings.map((row) => row.unitPrice ?? 0n));
    const fromBook = bookPrice(book, sku, subscription, customer, window.start);
    const price = fromBook ?? inferred;
    const varianceQty = quantity - used;
    const billedProduct = sum(billed.map((row) => times(row.quantity ?? 0n, row.unitPrice ?? 0n)));
    // Rows at several prices, without a book: nothing used costs nothing, and what was billed as used is expected as
    // billed. Between the two the contract is open, and the truth has no figure.
    const ownPrices =
      billed.length === 0 ? undefined : used === 0n ? 0n : varianceQty === 0n ? billedProduct : undefined;
    const expectedAmount = price === undefined ? ownPrices : times(used, price);
    const varianceAmount = expectedAmount === undefined ? undefined : amount - expectedAmount;
    const components: Components | undefined =
      price === undefined
        ? expectedAmount === undefined
          ? undefined
          : { quantity: billedProduct - expectedAmount, price: 0n, lineRounding: amount - billedProduct }
        : {
            quantity: times(varianceQty, price),
            price: billedProduct - times(quantity, price),
            lineRounding: amount - billedProduct,
          };
    if (components !== undefined && sum(Object.values(components)) !== varianceAmount)
      throw new Error(`the truth contradicts itself at ${key}`);
    const isWithin =
      billed.length > 0 &&
      usage.length > 0 &&
      varianceAmount !== undefined &&
      expectedAmount !== undefined &&
      size(varianceQty) <= allowance(qtyTolerance, used) &&
      size(varianceAmount) <= allowance(amountTolerance * BigInt(billed.length), expectedAmount);
    const isNil = varianceQty === 0n && varianceAmount === 0n;
    const sign = varianceAmount ?? varianceQty;
    const line = {
      level: grain,
      subscription,
      sku,
      customer: customer === NONE ? undefined : customer,
      consumer: consumer === NONE ? undefined : consumer,
      billed,
      direction: sign > 0n ? ('over' as const) : sign < 0n ? ('under' as const) : ('nil' as const),
      isWithin,
      invoiced: { quantity, unitPrice: billed.length === 0 ? undefined : unitPrice, amount },
      usage: { userDays, quantity: used, rows: usage.length },
      expected: {
        unitPrice: price,
        amount: expectedAmount,
        source: expectedAmount === undefined ? undefined : fromBook === undefined ? 'invoice' : 'price-book',
      },
      variance: { quantity: varianceQty, amount: varianceAmount },
      components,
      repeated: repeatedAmount(billed),
      because: [...new Set(billed.flatMap((row) => row.because ?? []))],
    };
    const matches =
      billed.length === 0
        ? ['unmatched-usage']
        : usage.length === 0
          ? ['unmatched-invoice']
          : isWithin && !isNil
            ? ['within-tolerance']
            : grain !== terms.grain
              ? ['grouped']
              : billed.length > 1
                ? ['exact', 'grouped'] // The contract does not say which, where several rows make one key.
                : ['exact'];
    lines.push({ ...line, matches, classes: classesOf(line) });
  }
  return { terms, rows, ...concluded(rows, lines, reports, terms) };
}

type Conclusion = Pick<Truth, 'lines' | 'totals' | 'coverage' | 'checks' | 'verdict'>;

function concluded(
  rows: readonly BilledRow[],
  found: readonly TruthLine[],
  reports: Reports,
  terms: Terms,
): Conclusion {
  const tolerated = sum(
    found.filter((line) => line.isWithin).map((line) => size(line.variance.amount ?? 0n)),
  );
  const isOverCap = terms.cap !== undefined && tolerated > exact(terms.cap);
  const lines = found.map((line) =>
    isOverCap && line.isWithin && (line.variance.amount !== 0n || line.variance.quantity !== 0n)
      ? { ...line, isWithin: false, matches: ['exact', 'grouped'], classes: undefined }
      : line,
  );
  const readable = rows.filter((row) => row.quarantined !== true);
  const amounts = (kinds: readonly string[]): Exact =>
    sum(readable.filter((row) => kinds.includes(row.kind)).map((row) => row.amount ?? 0n));
  const component = (of: keyof Components): Exact => sum(lines.map((line) => line.components?.[of] ?? 0n));
  const invoiced = amounts(['charge']);
  const notAudited = amounts(['credit', 'adjustment', 'tax', 'fee', 'rounding']);
  const expected = sum(lines.map((line) => line.expected.amount ?? 0n));
  const excludedByClass: Record<string, number> = {};
  for (const row of readable) {
    if (row.kind === 'charge') continue;
    const name = row.kind === 'total' ? 'subtotal' : row.kind;
    excludedByClass[name] = (excludedByClass[name] ?? 0) + 1;
  }
  const stated = rows.filter((row) => row.kind === 'total').map((row) => row.amount ?? 0n);
  const priceless = sum(
    lines.filter((line) => line.expected.amount === undefined).map((line) => line.invoiced.amount),
  );
  const minor = terms.currencyDecimals === 0 ? exact(1) : exact('0.01');
  const checks: Record<string, 'ok' | 'check' | 'no-data'> = {
    T1: stated.length === 0 ? 'no-data' : size(sum(stated) - invoiced - notAudited) <= minor ? 'ok' : 'check',
    T2: readable.some(
      (row) =>
        row.kind === 'charge' &&
        size((row.amount ?? 0n) - times(row.quantity ?? 0n, row.unitPrice ?? 0n)) > minor,
    )
      ? 'check'
      : 'ok',
    T3: levelsAgree(reports.partner, reports.customer, 'partner'),
    T4: levelsAgree(reports.customer, reports.user, 'customer'),
    T7: 'ok',
    T9: 'no-data',
    T10: 'ok',
  };
  const t5 = partnerQuantities(found, reports, terms);
  if (t5 !== undefined) checks['T5'] = t5;
  const t6 = customerQuantities(found, reports, terms);
  if (t6 !== undefined) checks['T6'] = t6;
  const isBlocked = ['T1', 'T3', 'T4', 'T7'].some((id) => checks[id] === 'check');
  const isTied = lines.every((line) => line.isWithin);
  return {
    lines,
    totals: {
      invoiced,
      expected,
      variance: invoiced - expected - priceless,
      notAudited,
      components: {
        quantity: component('quantity'),
        price: component('price'),
        lineRounding: component('lineRounding'),
      },
    },
    coverage: {
      audited: readable.filter((row) => row.kind === 'charge').length,
      quarantined: rows.length - readable.length,
      excludedByClass,
    },
    checks,
    verdict: isBlocked ? 'blocked' : isTied ? 'tied' : 'variances',
  };
}

function levelsAgree(
  coarse: readonly ReportRow[] | undefined,
  fine: readonly ReportRow[] | undefined,
  grain: Grain,
): 'ok' | 'check' | 'no-data' {
  if (coarse === undefined || fine === undefined) return 'no-data';
  const balance = new Map<string, Exact>();
  const add = (row: ReportRow, sign: bigint): void => {
    const key = usageKey(grain, row);
    balance.set(key, (balance.get(key) ?? 0n) + sign * row.userDays);
  };
  for (const row of coarse) add(row, 1n);
  for (const row of fine) add(row, -1n);
  return [...balance.values()].every((difference) => difference === 0n) ? 'ok' : 'check';
}

const isOff = (difference: Exact, used: Exact, terms: Terms): boolean => {
  const absolute = exact(terms.toleranceQty ?? (terms.basis === 'user-days' ? '0.5' : '0.005'));
  const relative = (size(used) * (exact(terms.percent ?? '0') / 100n)) / exact(1);
  return size(difference) > (relative > absolute ? relative : absolute);
};

/** T5, where it is beyond doubt: every key is right, or a SKU is off by far more than rounding. */
function partnerQuantities(
  lines: readonly TruthLine[],
  reports: Reports,
  terms: Terms,
): 'ok' | 'check' | undefined {
  if (reports.partner === undefined) return undefined;
  const isFine = terms.basis === 'user-days' || ((terms.decimals ?? 2) >= 2 && terms.rounding === undefined);
  if (!isFine) return undefined;
  if (lines.every((line) => line.variance.quantity === 0n)) return 'ok';
  const net = new Map<string, Exact>();
  for (const line of lines) {
    const key = `${line.subscription}|${line.sku}`;
    net.set(key, (net.get(key) ?? 0n) + line.variance.quantity);
  }
  const far = exact(terms.basis === 'user-days' ? 20 : 1);
  return terms.percent === undefined && [...net.values()].some((difference) => size(difference) > far)
    ? 'check'
    : undefined;
}

/** T6: the quantities of an invoice by customer against the CUSTOMER report. */
function customerQuantities(
  lines: readonly TruthLine[],
  reports: Reports,
  terms: Terms,
): 'ok' | 'check' | 'no-data' | undefined {
  if (terms.grain === 'partner') return 'no-data';
  if (terms.grain === 'user' || reports.customer === undefined) return undefined;
  return lines.some((line) => isOff(line.variance.quantity, line.usage.quantity, terms)) ? 'check' : 'ok';
}
