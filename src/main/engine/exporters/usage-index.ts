import { idKey } from '#core/ids.ts';
import type { LineDocument } from '#core/reconcile/result-document.ts';
import type { Steps } from '#core/steps.ts';
import { USAGE_LEVELS, type UsageLevel, type UsageRow } from '#core/usage/usage-row.ts';
import type { VarianceRow } from '#core/workbook/lay-out-lines.ts';
import type { Book } from './book.ts';

/** What a report row is called, and what it adds to. */
export interface FoundUsage {
  /** Its ids in the form in which they are compared, at the report's own grain. */
  readonly key: string;
  /** The row of the workbook that it adds to; undefined where another report level was compared. */
  readonly home: VarianceRow | undefined;
}

/** Finds what a report row adds to. */
export type UsageFinder = (row: UsageRow) => FoundUsage;

const SEPARATOR = ' | ';
const ANY_SUBSCRIPTION = '*';
/** Ids repeat from row to row, and in each SKU; past this many the memory of them starts anew. */
const REMEMBERED_IDS = 50_000;

/** Normalises ids, remembering the last ones: subscriptions, SKUs and customers repeat on every row. */
function rememberingKeys(): (id: string | null | undefined) => string {
  const known = new Map<string, string>();
  return (id) => {
    if (id === undefined || id === null) return '';
    const held = known.get(id);
    if (held !== undefined) return held;
    const key = idKey(id) ?? '';
    if (known.size >= REMEMBERED_IDS) known.clear();
    known.set(id, key);
    return key;
  };
}

/** Joins subscription and SKU: a few texts, each made once, so that it is found by what it is and not by its characters. */
function rememberingPairs(): (subscription: string, sku: string) => string {
  const known = new Map<string, Map<string, string>>();
  return (subscription, sku) => {
    const held = known.get(subscription)?.get(sku);
    if (held !== undefined) return held;
    const pair = subscription + SEPARATOR + sku;
    const skus = known.get(subscription) ?? new Map<string, string>();
    known.set(subscription, skus.set(sku, pair));
    return pair;
  };
}

/** Lines that are gone through in one step. */
const STEP_LINES = 1000;

/** The rows of the lines of a grain: by subscription and SKU, then by what is finer. */
type GrainIndex = Map<string, Map<string, VarianceRow>>;

/** How to find the lines that the rows of a report level feed. */
export function* usageIndex(book: Book, level: UsageLevel): Steps<UsageFinder> {
  const keyOf = rememberingKeys();
  const ownKey = rememberingPairs();
  const { lines } = book.result;
  const grains = USAGE_LEVELS.filter((grain) => book.usageLevelOf(grain) === level).reverse();
  const indices = new Map<UsageLevel, GrainIndex>();
  const anySubscription = lines.some(({ subscriptionId }) => subscriptionId === null);
  for (const [at, line] of lines.entries()) {
    if (at % STEP_LINES === STEP_LINES - 1) yield;
    const home = book.layout.homes[at];
    // A charge of another period has the same key as a line of this one, and no usage.
    if (!home || line.usage.rows === 0 || !grains.includes(line.level)) continue;
    const index: GrainIndex = indices.get(line.level) ?? new Map<string, Map<string, VarianceRow>>();
    indices.set(line.level, index);
    const subscription = line.subscriptionId === null ? ANY_SUBSCRIPTION : keyOf(line.subscriptionId);
    const own = ownKey(subscription, keyOf(line.sku));
    const finer = index.get(own) ?? new Map<string, VarianceRow>();
    index.set(own, finer);
    finer.set(finerKeyOf(line, keyOf), home);
  }
  const used = grains.filter((grain) => indices.has(grain));
  return (row) => {
    const subscription = keyOf(row.subscriptionId);
    const sku = keyOf(row.sku);
    const customer = level === 'partner' ? '' : keyOf(row.customerOrgId ?? row.customerExternalId);
    const consumer = level === 'user' ? (idKey(row.subscriberId ?? row.userId ?? row.workspaceId) ?? '') : '';
    const finer = {
      partner: '',
      customer,
      user: level === 'user' ? customer + SEPARATOR + consumer : '',
    };
    const own = ownKey(subscription, sku);
    const key = level === 'partner' ? own : own + SEPARATOR + finer[level];
    for (const grain of used) {
      const index = indices.get(grain);
      const home =
        index?.get(own)?.get(finer[grain]) ??
        (anySubscription ? index?.get(ownKey(ANY_SUBSCRIPTION, sku))?.get(finer[grain]) : undefined);
      if (home) return { key, home };
    }
    return { key, home: undefined };
  };
}

/** What is finer than subscription and SKU in a line's key. */
function finerKeyOf(line: LineDocument, keyOf: (id: string | null | undefined) => string): string {
  if (line.level === 'partner') return '';
  const customer = keyOf(line.customerOrgId ?? line.customerExternalId);
  return line.level === 'customer' ? customer : customer + SEPARATOR + keyOf(line.consumerId);
}
