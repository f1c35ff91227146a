import { idKey, type IdKey } from '../ids.ts';
import type { ComparedRow } from '../invoice/invoice-row.ts';
import type { UsageNames } from '../usage/usage-source.ts';
import { remembered } from '../remember.ts';
import type { Alias } from './parameters.ts';

/** An invoice row's ids in the form in which the reports know them. */
export interface ResolvedKeys {
  readonly subscription: IdKey | undefined;
  readonly sku: IdKey;
  readonly customer: IdKey | undefined;
  readonly consumer: IdKey | undefined;
  /** Whether the reports know the customer that the row names. */
  readonly customerKnown: boolean;
  /** Whether an alias was needed for any of them. */
  readonly viaAlias: boolean;
  /** Set where the row's customer reference stands for several customers: it is then not resolved. */
  readonly customerAmbiguous: boolean;
}

type AliasField = Alias['field'];
/** Aliases by field and normalised name. */
export type AliasBook = Readonly<Record<AliasField, ReadonlyMap<IdKey, IdKey>>>;

/** Puts aliases into the form that look-ups need. Blank entries are the alias reader's business and are skipped here. */
export function aliasBook(aliases: readonly Alias[]): AliasBook {
  const book = {
    sku: new Map<IdKey, IdKey>(),
    customer: new Map<IdKey, IdKey>(),
    subscription: new Map<IdKey, IdKey>(),
  };
  for (const alias of aliases) {
    const from = idKey(alias.from);
    const to = idKey(alias.to);
    if (from !== undefined && to !== undefined) book[alias.field].set(from, to);
  }
  return book;
}

interface ResolvedCustomer {
  readonly key: IdKey | undefined;
  readonly known: boolean;
  readonly viaAlias: boolean;
  readonly ambiguous: boolean;
}

/** An invoice names few SKUs and subscriptions, again and again: one text stands for each key. */
const keyOfFew = remembered(idKey);

/**
 * Resolves the ids of an invoice row against what the reports know.
 *
 * An id that the reports know stands for itself (pass 1); otherwise a saved alias speaks for it (pass 3); a
 * customer may be named by org id, by the partner's external id, or by a name that an alias maps. Nothing is
 * resolved by similarity: that only ever yields suggestions.
 */
export function resolveKeys(
  row: ComparedRow,
  sku: string,
  names: UsageNames,
  aliases: AliasBook,
): ResolvedKeys | undefined {
  const skuKey = keyOfFew(sku);
  if (skuKey === undefined) return undefined;
  const skuAlias = names.skus.has(skuKey) ? undefined : aliases.sku.get(skuKey);
  const subscriptionKey = row.subscriptionId === undefined ? undefined : keyOfFew(row.subscriptionId);
  const subscriptionAlias =
    subscriptionKey === undefined || names.subscriptions.has(subscriptionKey)
      ? undefined
      : aliases.subscription.get(subscriptionKey);
  const customer = resolveCustomer(row, names, aliases);
  return {
    subscription: subscriptionAlias ?? subscriptionKey,
    sku: skuAlias ?? skuKey,
    customer: customer.key,
    customerKnown: customer.known,
    customerAmbiguous: customer.ambiguous,
    consumer: idKey(row.consumerId),
    viaAlias: skuAlias !== undefined || subscriptionAlias !== undefined || customer.viaAlias,
  };
}

function resolveCustomer(row: ComparedRow, names: UsageNames, aliases: AliasBook): ResolvedCustomer {
  const references = [idKey(row.customerId), idKey(row.customerName)].filter((key) => key !== undefined);
  const direct = references.map((reference) => customerOf(reference, names));
  const known = direct.find((customer) => customer.known);
  if (known) return { ...known, viaAlias: false };
  for (const reference of references) {
    const target = aliases.customer.get(reference);
    if (target !== undefined) return { ...customerOf(target, names), viaAlias: true };
  }
  const ambiguous = direct.find((customer) => customer.ambiguous);
  if (ambiguous) return { ...ambiguous, viaAlias: false };
  return { key: references[0], known: false, viaAlias: false, ambiguous: false };
}

function customerOf(reference: IdKey, names: UsageNames): Omit<ResolvedCustomer, 'viaAlias'> {
  if (names.customers.has(reference)) return { key: reference, known: true, ambiguous: false };
  const carriers = names.externalIds.get(reference) ?? [];
  if (carriers.length === 1) return { key: carriers[0], known: true, ambiguous: false };
  return { key: reference, known: false, ambiguous: carriers.length > 1 };
}
