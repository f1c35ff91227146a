import { compareOptionalText, compareText } from '../compare.ts';
import { displayId, isUuid, type IdKey } from '../ids.ts';
import { mapInSteps, sortInSteps, type Steps } from '../steps.ts';
import type { UsageNames } from '../usage/usage-source.ts';
import { keyText, type AuditedRow, type Line, type LineKey } from './line.ts';
import type { LineNames } from './result.ts';

/** The smallest text by code unit: the same whatever the order of rows. */
function keepSmallest(map: Map<IdKey, string>, key: IdKey, text: string | undefined): void {
  if (text === undefined) return;
  const shown = displayId(text);
  const held = map.get(key);
  if (held === undefined || compareText(shown, held) < 0) map.set(key, shown);
}

/** How keys are shown: as the reports write them, else as the invoice does. */
export function lineNames(audited: readonly AuditedRow[], names: UsageNames): (key: LineKey) => LineNames {
  const subscriptions = new Map<IdKey, string>();
  const skus = new Map<IdKey, string>();
  const customers = new Map<IdKey, string>();
  const consumers = new Map<IdKey, string>();
  for (const { row, key } of audited) {
    const { subscription, sku, customer, consumer } = key;
    // What the reports know is shown as they write it: nothing is asked of the invoice.
    if (subscription !== undefined && !names.subscriptions.has(subscription))
      keepSmallest(subscriptions, subscription, row.subscriptionId);
    if (!names.skus.has(sku)) keepSmallest(skus, sku, row.sku);
    if (customer !== undefined && !names.customers.has(customer))
      keepSmallest(customers, customer, row.customerId ?? row.customerName);
    if (consumer !== undefined) keepSmallest(consumers, consumer, row.consumerId);
  }
  return ({ subscription, sku, customer, consumer }) => {
    const identity = customer === undefined ? undefined : names.customers.get(customer);
    const reference = customer === undefined ? undefined : (customers.get(customer) ?? customer);
    const isOrgId = reference !== undefined && isUuid(reference);
    return {
      subscriptionId:
        subscription === undefined
          ? undefined
          : (names.subscriptions.get(subscription) ?? subscriptions.get(subscription) ?? subscription),
      sku: names.skus.get(sku) ?? skus.get(sku) ?? sku,
      customerOrgId: identity?.orgId ?? (isOrgId ? reference : undefined),
      customerExternalId: identity ? identity.externalId : isOrgId ? undefined : reference,
      consumerId: consumer === undefined ? undefined : (consumers.get(consumer) ?? consumer),
    };
  };
}

interface NamedLine {
  readonly line: Line;
  readonly names: LineNames;
}

/** Lines that are sorted in one step. */
const STEP_LINES = 2000;

/** Sorts lines as the contract says; the charges of another period come after those of this one. */
export function* sortLines(
  lines: readonly Line[],
  namesOf: (key: LineKey) => LineNames,
): Steps<readonly Line[]> {
  const named = yield* mapInSteps(lines, STEP_LINES, (line): NamedLine => ({
    line,
    names: namesOf(line.key),
  }));
  const sorted = yield* sortInSteps(named, STEP_LINES, compareNamed);
  return sorted.map(({ line }) => line);
}

const compareNamed = (a: NamedLine, b: NamedLine): number =>
  compareOptionalText(a.names.subscriptionId, b.names.subscriptionId) ||
  compareText(a.names.sku, b.names.sku) ||
  compareOptionalText(a.names.customerOrgId, b.names.customerOrgId) ||
  compareOptionalText(a.names.customerExternalId, b.names.customerExternalId) ||
  compareOptionalText(a.names.consumerId, b.names.consumerId) ||
  Number(a.line.outOfPeriod) - Number(b.line.outOfPeriod) ||
  compareText(keyText(a.line.key), keyText(b.line.key));
