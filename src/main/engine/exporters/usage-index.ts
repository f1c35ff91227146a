import { idKey } from '#core/ids.ts';
import type { LineDocument } from '#core/reconcile/result-document.ts';
import type { Steps } from '#core/steps.ts';
import { USAGE_LEVELS, type UsageLevel, type UsageRow } from '#core/usage/usage-row.ts';
import type { RowReferences } from '#core/workbook/lay-out-lines.ts';
import type { Book } from './book.ts';

/** What a report row is called, and what it adds to. */
export interface FoundUsage {
  /** Its ids in the form in which they are compared, at the report's own grain. */
  readonly key: string;
  /** The rows of the workbook that it adds to; undefined where another report level was compared. */
  readonly references: RowReferences | undefined;
}

/** Finds what a report row adds to. */
export type UsageFinder = (row: UsageRow) => FoundUsage;

const SEPARATOR = ' | ';
const ANY_SUBSCRIPTION = '*';
/** Ids repeat from row to row; past this many the memory of them starts anew. */
const REMEMBERED_IDS = 20_000;

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

/** Lines that are gone through in one step. */
const STEP_LINES = 1000;

/** How to find the lines that the rows of a report level feed. */
export function* usageIndex(book: Book, level: UsageLevel): Steps<UsageFinder> {
  const keyOf = rememberingKeys();
  const { lines } = book.result;
  const grains = USAGE_LEVELS.filter((grain) => book.usageLevelOf(grain) === level).reverse();
  const indices = new Map<UsageLevel, Map<string, RowReferences>>();
  const anySubscription = lines.some(({ subscriptionId }) => subscriptionId === null);
  for (const [at, line] of lines.entries()) {
    if (at % STEP_LINES === STEP_LINES - 1) yield;
    const references = book.layout.referencesOf.get(line);
    // A charge of another period has the same key as a line of this one, and no usage.
    if (!references || line.usage.rows === 0 || !grains.includes(line.level)) continue;
    const index = indices.get(line.level) ?? new Map<string, RowReferences>();
    indices.set(line.level, index);
    index.set(keyOfLine(line, keyOf), references);
  }
  const used = grains.filter((grain) => indices.has(grain));
  return (row) => {
    const subscription = keyOf(row.subscriptionId);
    const sku = keyOf(row.sku);
    const customer = level === 'partner' ? '' : keyOf(row.customerOrgId ?? row.customerExternalId);
    const consumer = level === 'user' ? (idKey(row.subscriberId ?? row.userId ?? row.workspaceId) ?? '') : '';
    const finer = {
      partner: '',
      customer: SEPARATOR + customer,
      user: SEPARATOR + customer + SEPARATOR + consumer,
    };
    const own = subscription + SEPARATOR + sku;
    for (const grain of used) {
      const index = indices.get(grain);
      const references =
        index?.get(own + finer[grain]) ??
        (anySubscription ? index?.get(ANY_SUBSCRIPTION + SEPARATOR + sku + finer[grain]) : undefined);
      if (references) return { key: own + finer[level], references };
    }
    return { key: own + finer[level], references: undefined };
  };
}

function keyOfLine(line: LineDocument, keyOf: (id: string | null | undefined) => string): string {
  const parts = [
    line.subscriptionId === null ? ANY_SUBSCRIPTION : keyOf(line.subscriptionId),
    keyOf(line.sku),
  ];
  if (line.level !== 'partner') parts.push(keyOf(line.customerOrgId ?? line.customerExternalId));
  if (line.level === 'user') parts.push(keyOf(line.consumerId));
  return parts.join(SEPARATOR);
}
