/** A partner, its customers, and who held which package on which days: the ground that everything else is made from. */
import { daysOf, daysWithin, type Span } from './calendar.ts';
import { exact, type Exact } from './exact.ts';
import { chance, type Chance } from './prng.ts';

export interface Customer {
  readonly orgId: string;
  readonly externalId: string;
  readonly name: string;
  readonly locations: readonly string[];
}

/** A subscriber with a Webex user, a user alone, or a workspace. */
export interface Consumer {
  readonly subscriberId: string;
  readonly userId: string;
  readonly workspaceId: string;
}

/** One consumer's use of one package: a row of the USER report. */
export interface Holding {
  subscription: string;
  sku: string;
  customer: Customer;
  location: string;
  consumer: Consumer;
  window: Span;
  userDays: Exact;
}

export interface World {
  readonly period: Span;
  readonly days: number;
  readonly partnerName: string;
  readonly partnerOrgId: string;
  readonly customers: readonly Customer[];
  holdings: Holding[];
  readonly chance: Chance;
}

/** The id under which a consumer is known: the first that is there. */
export const consumerKey = (consumer: Consumer): string =>
  consumer.subscriberId || consumer.userId || consumer.workspaceId;

/** The service and the wording that go with a SKU. */
export const SERVICES: Readonly<Record<string, readonly [string, string]>> = {
  'A-WX-CALL': ['WEBEX_CALLING', 'Webex Calling package'],
  'A-WX-SUITE': ['WEBEX_SUITE', 'Webex Suite package'],
  'A-WX-MEET': ['WEBEX_MEETINGS', 'Webex Meetings package'],
  'A-WX-CAC': ['COMMON_AREA_CALLING', 'Common Area Calling package'],
};

const NAMES = ['Acme', 'Borealis', 'Contoso Foods', 'Delta Works', 'Elm & Sons', 'Fjord', 'Globex', 'Harbor'];
const NAMES_JA = [
  '青葉商事',
  '株式会社みらい',
  '北海道電設',
  '東京精工',
  'さくら運輸',
  '富士食品',
  '山本工業',
  '大和印刷',
];

export interface WorldOptions {
  readonly seed: number;
  readonly period: Span;
  readonly customers?: number;
  readonly users?: readonly [number, number];
  readonly skus?: readonly string[];
  readonly subscriptions?: readonly string[];
  readonly locations?: number;
  readonly japanese?: boolean;
  /** Chance that a user does not hold the package for the whole period. */
  readonly partial?: number;
}

/** A new consumer of one of the three kinds. */
export function makeConsumer(random: Chance): Consumer {
  const kind = random.int(0, 9);
  if (kind === 0) return { subscriberId: '', userId: '', workspaceId: random.uuid() };
  if (kind === 1) return { subscriberId: '', userId: random.uuid(), workspaceId: '' };
  return { subscriberId: random.uuid(), userId: random.uuid(), workspaceId: '' };
}

/** A span of use within the period, with a half day at an end now and then. */
function someUse(random: Chance, period: Span, partial: number): { window: Span; userDays: Exact } {
  const days = daysOf(period);
  if (!random.maybe(partial)) return { window: period, userDays: exact(days) };
  const first = random.maybe(0.6) ? random.int(2, days - 3) : 1;
  const last = first === 1 || random.maybe(0.3) ? random.int(first + 1, days - 1) : days;
  const halves = random.maybe(0.4) ? 1n : 0n;
  const window = daysWithin(period, first, last);
  return { window, userDays: exact(last - first + 1) - halves * exact('0.5') };
}

/** Makes a partner's month. Every customer holds every SKU in every subscription it is in. */
export function makeWorld(options: WorldOptions): World {
  const random = chance(options.seed);
  const { period } = options;
  const subscriptions = options.subscriptions ?? ['Sub100200'];
  const names = options.japanese === true ? NAMES_JA : NAMES;
  const customers = Array.from({ length: options.customers ?? 4 }, (_, index): Customer => {
    const name = names[index % names.length] ?? 'Customer';
    return {
      orgId: random.uuid(),
      externalId: `EXT-${(1000 + options.seed * 7 + index).toString()}`,
      name: index < names.length ? name : `${name} ${index}`,
      locations: Array.from({ length: options.locations ?? 1 }, () => random.uuid()),
    };
  });
  const holdings: Holding[] = [];
  for (const customer of customers)
    for (const subscription of subscriptions)
      for (const sku of options.skus ?? ['A-WX-CALL', 'A-WX-SUITE']) {
        const [low, high] = options.users ?? [3, 9];
        for (let n = random.int(low, high); n > 0; n -= 1)
          holdings.push({
            subscription,
            sku,
            customer,
            location: random.pick(customer.locations),
            consumer: makeConsumer(random),
            ...someUse(random, period, options.partial ?? 0.5),
          });
      }
  return {
    period,
    days: daysOf(period),
    partnerName: options.japanese === true ? 'サンプル通信株式会社' : 'Example SP',
    partnerOrgId: random.uuid(),
    customers,
    holdings,
    chance: random,
  };
}

/** The base64 form in which the Webex API writes an id. */
export const webexId = (type: 'ORGANIZATION' | 'PEOPLE', uuid: string): string =>
  Buffer.from(`ciscospark://us/${type}/${uuid}`).toString('base64').replace(/=+$/, '');
