import { compareOptionalText } from '../compare.ts';
import { divideMicros, micros, ZERO, type Micros } from '../decimal/micros.ts';
import type { ComparedRow } from '../invoice/invoice-row.ts';
import type { IdKey } from '../ids.ts';
import { overlapDays, type Period } from '../period.ts';
import type { RowIssue, SourceRef } from '../source.ts';
import { finish, mapInSteps, type Steps } from '../steps.ts';
import type { UsageLevel } from '../usage/usage-row.ts';
import type { UsageSource } from '../usage/usage-source.ts';
import { chargeWindow } from './choose-period.ts';
import type { AuditedRow, LineKey } from './line.ts';
import { aliasBook, resolveKeys, type ResolvedKeys } from './resolve-keys.ts';
import { exclusionBook, splitRows } from './manual/apply-rows.ts';
import { NO_MANUAL_RULES, type ManualRules } from './manual/manual-rules.ts';
import type { Alias } from './parameters.ts';

/** The charges that can be compared, and those that can't. */
export interface AuditableRows {
  /** A row that a person has split stands here once for each part. */
  readonly audited: readonly AuditedRow[];
  /** The same rows, unsplit. */
  readonly whole: readonly AuditedRow[];
  /** Charges that lack what a comparison needs; each has an issue. */
  readonly incomplete: readonly ComparedRow[];
  readonly issues: readonly RowIssue[];
  /** Charges with a figure that can't be read, by what they bill: their usage is not missing on the invoice. */
  readonly unreadable: readonly { readonly key: LineKey; readonly ref: SourceRef }[];
}

interface ResolvedRow {
  readonly row: ComparedRow;
  readonly keys: ResolvedKeys;
}

/** Rows that are gone through in one step. */
const STEP_ROWS = 1000;

/** Joins charges to the ids of the reports and finds the grain at which each can be compared. */
export const auditRows = (
  rows: readonly ComparedRow[],
  usage: UsageSource,
  period: Period,
  aliases: readonly Alias[],
): AuditableRows => finish(auditRowsInSteps(rows, usage, period, aliases, NO_MANUAL_RULES));

/** The same in steps of a few milliseconds, with what a person has set. */
export function* auditRowsInSteps(
  rows: readonly ComparedRow[],
  usage: UsageSource,
  period: Period,
  aliases: readonly Alias[],
  manual: ManualRules,
): Steps<AuditableRows> {
  const book = aliasBook(aliases);
  const issues: RowIssue[] = [];
  const incomplete: ComparedRow[] = [];
  const resolved: ResolvedRow[] = [];
  const unreadable: ResolvedRow[] = [];
  const exclusions = exclusionBook(manual.exclusions);
  for (const [index, row] of rows.entries()) {
    if (index % STEP_ROWS === 0) yield;
    const keys = row.sku === undefined ? undefined : resolveKeys(row, row.sku, usage.names, book);
    if (row.quarantined && keys !== undefined) unreadable.push({ row, keys });
    if (row.rowClass !== 'charge' || row.quarantined || exclusions.isExcluded(row)) continue;
    const lacking = keys === undefined ? 'SKU_MISSING' : whatLacks(row, keys);
    if (keys === undefined || lacking !== undefined) {
      incomplete.push(row);
      if (keys !== undefined) unreadable.push({ row, keys });
      issues.push(rowIssue(row, lacking ?? 'SKU_MISSING', 'error', row.customerId ?? row.customerName));
      continue;
    }
    resolved.push({ row, keys });
  }
  const consumers = consumerIndex(resolved, usage);
  const customersJoin = resolved.some(({ keys }) => keys.customerKnown);
  const consumersJoin = resolved.some(
    ({ keys }) => keys.consumer !== undefined && consumers.has(keys.consumer),
  );
  noteUnjoined(resolved, usage, customersJoin, issues);
  const subscriptionOf = subscriptionResolver(resolved, usage);
  const whole = yield* mapInSteps(resolved, STEP_ROWS, ({ row, keys }): AuditedRow => {
    const subscription = subscriptionOf(keys);
    const consumer = consumersJoin ? keys.consumer : undefined;
    const customer = (customersJoin ? keys.customer : undefined) ?? (consumer && consumers.get(consumer));
    const key: LineKey = { subscription, sku: keys.sku, customer, consumer };
    const window = chargeWindow(row);
    const quantity = row.quantity ?? ZERO;
    const amount = row.amount ?? ZERO;
    return {
      row,
      key,
      namedLevel: levelOf(keys.customer, keys.consumer),
      ownLevel: levelOf(customer, consumer),
      window,
      quantity,
      unitPrice: row.unitPrice ?? averagePrice(amount, quantity),
      amount,
      viaAlias: keys.viaAlias,
      inPeriod: window === undefined || overlapDays(window, period) > 0,
    };
  });
  const split = splitRows(whole, manual.splits);
  return {
    audited: split.audited,
    whole,
    incomplete,
    issues: [...issues, ...exclusions.issues(), ...split.issues],
    unreadable: unreadable.map(({ row, keys }) => ({
      key: {
        subscription: subscriptionOf(keys),
        sku: keys.sku,
        customer: customersJoin ? keys.customer : undefined,
        consumer: consumersJoin ? keys.consumer : undefined,
      },
      ref: row.ref,
    })),
  };
}

const levelOf = (customer: IdKey | undefined, consumer: IdKey | undefined): UsageLevel =>
  consumer !== undefined ? 'user' : customer !== undefined ? 'customer' : 'partner';

/** What a charge lacks to be compared, as an issue code. */
function whatLacks(row: ComparedRow, keys: ResolvedKeys): string | undefined {
  if (row.quantity === undefined) return 'QUANTITY_MISSING';
  if (row.amount === undefined) return 'AMOUNT_MISSING';
  // An external id of several customers: whose usage it bills would be a guess.
  if (keys.customerAmbiguous) return 'CUSTOMER_AMBIGUOUS';
  return undefined;
}

/** The price that a row implies where it states none; what is left over becomes line rounding. */
function averagePrice(amount: Micros, quantity: Micros): Micros {
  return quantity === 0n ? ZERO : divideMicros(micros(amount * 1_000_000n), quantity, 6, 'half-up');
}

function rowIssue(
  row: ComparedRow,
  code: string,
  severity: RowIssue['severity'],
  text: string | undefined,
): RowIssue {
  return { code, severity, ...row.ref, column: undefined, text };
}

/** Which customer each consumer belongs to, read only where the invoice names consumers. */
function consumerIndex(
  rows: readonly ResolvedRow[],
  usage: UsageSource,
): ReadonlyMap<IdKey, IdKey | undefined> {
  const index = new Map<IdKey, IdKey | undefined>();
  if (!usage.levels.includes('user') || !rows.some(({ keys }) => keys.consumer !== undefined)) return index;
  for (const total of usage.totals('user', 'user')) {
    if (total.consumer === undefined) continue;
    const held = index.get(total.consumer);
    // A consumer of several customers is a fault of the reports: the choice must not depend on their order.
    if (held === undefined || (total.customer !== undefined && total.customer < held)) {
      index.set(total.consumer, total.customer);
    }
  }
  return index;
}

/** Says so where no customer of the invoice is known to the reports: the comparison is then coarser. */
function noteUnjoined(
  rows: readonly ResolvedRow[],
  usage: UsageSource,
  customersJoin: boolean,
  issues: RowIssue[],
): void {
  if (customersJoin || usage.names.customers.size === 0) return;
  const named = rows
    .map(({ row }) => ({ row, text: row.customerId ?? row.customerName }))
    .sort((a, b) => compareOptionalText(a.text, b.text));
  const example = named.find(({ text }) => text !== undefined);
  if (example) issues.push(rowIssue(example.row, 'CUSTOMERS_NOT_MAPPED', 'warning', example.text));
}

/**
 * How a row's subscription is found. An invoice without any subscription ids is compared over all subscriptions
 * together, unless the reports know only one; a single row without one belongs to the only subscription that has
 * its SKU.
 */
function subscriptionResolver(
  rows: readonly ResolvedRow[],
  usage: UsageSource,
): (keys: ResolvedKeys) => IdKey | undefined {
  const known = [...usage.names.subscriptions.keys()];
  const onlyOne = known.length === 1 ? known[0] : undefined;
  const noneStated = rows.every(({ keys }) => keys.subscription === undefined);
  if (noneStated) return () => onlyOne;
  const bySku = new Map<IdKey, Set<IdKey>>();
  for (const level of usage.levels.slice(0, 1)) {
    for (const total of usage.totals(level, 'partner')) {
      const carriers = bySku.get(total.sku) ?? new Set<IdKey>();
      carriers.add(total.subscription);
      bySku.set(total.sku, carriers);
    }
  }
  return (keys) => {
    if (keys.subscription !== undefined) return keys.subscription;
    const carriers = [...(bySku.get(keys.sku) ?? [])];
    return carriers.length === 1 ? carriers[0] : undefined;
  };
}
