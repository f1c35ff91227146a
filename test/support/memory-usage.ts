import { compareText } from '#core/compare.ts';
import { micros, parseDecimal, type Micros } from '#core/decimal/micros.ts';
import { displayId, idKey, type IdKey } from '#core/ids.ts';
import { parsePlainDate, type Period } from '#core/period.ts';
import type { SourceRef } from '#core/source.ts';
import type { UsageLevel } from '#core/usage/usage-row.ts';
import type {
  ConsumerUsage,
  CustomerIdentity,
  UsageKey,
  UsageSource,
  UsageTotal,
  UserDaysCount,
} from '#core/usage/usage-source.ts';

/** A report row for tests: ids as texts, quantity in user-days as decimal text. */
export interface TestUsage {
  readonly subscription: string;
  readonly sku: string;
  readonly customer?: string;
  readonly externalId?: string;
  readonly consumer?: string;
  readonly quantity: string;
  readonly start?: string;
  readonly end?: string;
}

interface Row {
  readonly subscription: IdKey;
  readonly sku: IdKey;
  readonly customer: IdKey | undefined;
  readonly consumer: IdKey | undefined;
  readonly display: string;
  readonly window: Period;
  readonly userDays: Micros;
  readonly ref: SourceRef;
}

/** A usage source over plain arrays: the plain path against which the database's is compared. */
export function memoryUsage(
  reports: Partial<Record<UsageLevel, readonly TestUsage[]>>,
  period: Period,
): UsageSource {
  const levels = (['partner', 'customer', 'user'] as const).filter((level) => reports[level] !== undefined);
  const rows = new Map<UsageLevel, readonly Row[]>();
  const subscriptions = new Map<IdKey, string>();
  const skus = new Map<IdKey, string>();
  const customers = new Map<IdKey, CustomerIdentity>();
  const externalIds = new Map<IdKey, IdKey[]>();
  for (const level of levels) {
    rows.set(
      level,
      (reports[level] ?? []).map((row, index) => {
        const customer = idKey(row.customer);
        subscriptions.set(key(row.subscription), row.subscription);
        skus.set(key(row.sku), row.sku);
        if (customer !== undefined) {
          customers.set(customer, { orgId: displayId(row.customer ?? ''), externalId: row.externalId });
          const external = idKey(row.externalId);
          const carriers = external === undefined ? undefined : (externalIds.get(external) ?? []);
          if (external !== undefined && carriers && !carriers.includes(customer)) {
            externalIds.set(external, [...carriers, customer]);
          }
        }
        return {
          subscription: key(row.subscription),
          sku: key(row.sku),
          customer,
          consumer: idKey(row.consumer),
          display: row.consumer ?? '',
          window: {
            start: parsePlainDate(row.start ?? period.start) ?? period.start,
            end: parsePlainDate(row.end ?? period.end) ?? period.end,
          },
          userDays: quantity(row.quantity),
          ref: { source: `${level}-report`, sheet: undefined, row: index + 2 },
        };
      }),
    );
  }
  const below = (level: UsageLevel, wanted: UsageKey): readonly Row[] =>
    (rows.get(level) ?? []).filter(
      (row) =>
        (wanted.subscription === undefined || row.subscription === wanted.subscription) &&
        (wanted.sku === undefined || row.sku === wanted.sku) &&
        (wanted.customer === undefined || row.customer === wanted.customer) &&
        (wanted.consumer === undefined || row.consumer === wanted.consumer),
    );
  return {
    levels,
    names: { subscriptions, skus, customers, externalIds },
    totals: (level, grain) => totals(rows.get(level) ?? [], grain),
    userDaysCounts: () => userDaysCounts(rows.get('user') ?? []),
    consumersOf: (wanted) => consumers(below('user', wanted)),
    partialConsumersOf: (wanted, full) =>
      consumers(below('user', wanted)).filter(({ userDays }) => userDays < full),
    severalSkuConsumersOf: (scope) => {
      const all = consumers(below('user', { ...scope, sku: undefined, consumer: undefined }));
      return all.filter(({ consumer }) => all.filter((other) => other.consumer === consumer).length > 1);
    },
    overFullConsumers: (full) =>
      homes(rows.get('user') ?? []).flatMap(({ subscription, customer }) =>
        consumers(
          (rows.get('user') ?? []).filter(
            (row) => row.subscription === subscription && row.customer === customer,
          ),
        )
          .filter(({ userDays }) => userDays > full)
          .map((consumer) => ({ ...consumer, subscription, customer })),
      ),
    refsOf: (level, wanted, limit) =>
      below(level, wanted)
        .map(({ ref }) => ref)
        .slice(0, limit),
  };
}

function key(text: string): IdKey {
  const id = idKey(text);
  if (id === undefined) throw new Error(`no id: ${text}`);
  return id;
}

function quantity(text: string): Micros {
  const parsed = parseDecimal(text);
  if (!parsed) throw new Error(`no decimal: ${text}`);
  return parsed.value;
}

function totals(rows: readonly Row[], grain: UsageLevel): readonly UsageTotal[] {
  const groups = new Map<string, UsageTotal>();
  for (const row of rows) {
    const customer = grain === 'partner' ? undefined : row.customer;
    const consumer = grain === 'user' ? row.consumer : undefined;
    const id = JSON.stringify([
      row.subscription,
      row.sku,
      customer ?? null,
      consumer ?? null,
      row.window.start,
      row.window.end,
    ]);
    const held = groups.get(id);
    groups.set(id, {
      subscription: row.subscription,
      sku: row.sku,
      customer,
      consumer,
      window: row.window,
      userDays: micros((held?.userDays ?? 0n) + row.userDays),
      rows: (held?.rows ?? 0) + 1,
    });
  }
  return [...groups.values()];
}

/** Adds each consumer up, then counts. */
function userDaysCounts(rows: readonly Row[]): readonly UserDaysCount[] {
  const sums = new Map<string, { readonly row: Row; userDays: bigint }>();
  for (const row of rows) {
    const id = JSON.stringify([row.subscription, row.sku, row.customer ?? null, row.consumer ?? null]);
    const held = sums.get(id);
    sums.set(id, { row, userDays: (held?.userDays ?? 0n) + row.userDays });
  }
  const counts = new Map<string, UserDaysCount>();
  for (const { row, userDays } of sums.values()) {
    const { subscription, sku, customer } = row;
    const id = JSON.stringify([subscription, sku, customer ?? null, String(userDays)]);
    const consumers = (counts.get(id)?.consumers ?? 0) + 1;
    counts.set(id, { subscription, sku, customer, userDays: micros(userDays), consumers });
  }
  return [...counts.values()];
}

/** The subscriptions and customers that have rows, in order. */
function homes(rows: readonly Row[]): readonly Pick<Row, 'subscription' | 'customer'>[] {
  const found = new Map(rows.map((row) => [`${row.subscription} ${row.customer ?? ''}`, row]));
  return [...found].sort((a, b) => compareText(a[0], b[0])).map(([, row]) => row);
}

function consumers(rows: readonly Row[]): readonly ConsumerUsage[] {
  const groups = new Map<string, ConsumerUsage>();
  for (const row of rows) {
    if (row.consumer === undefined) continue;
    const id = `${row.consumer} ${row.sku}`;
    const held = groups.get(id);
    groups.set(id, {
      consumer: row.consumer,
      display: row.display,
      sku: row.sku,
      userDays: micros((held?.userDays ?? 0n) + row.userDays),
      window: {
        start: held && held.window.start < row.window.start ? held.window.start : row.window.start,
        end: held && held.window.end > row.window.end ? held.window.end : row.window.end,
      },
      refs: [...(held?.refs ?? []), row.ref],
    });
  }
  return [...groups.entries()].sort((a, b) => compareText(a[0], b[0])).map(([, consumer]) => consumer);
}
