import type { IdKey } from '../ids.ts';
import type { UsageLevel } from '../usage/usage-row.ts';
import type { LineKey } from './line.ts';

/**
 * What is held for keys, each at a grain: the same as a map by `keyTextAt`, without a text for every question. A month
 * asks some million times.
 */
export interface LineKeyMap<Value> {
  readonly get: (key: LineKey, level: UsageLevel) => Value | undefined;
  readonly set: (key: LineKey, level: UsageLevel, value: Value) => void;
}

type Held<Value> = Map<IdKey | undefined, Value>;

/** What a customer has: one value of its own, as a rule, and one for each of its consumers. */
interface OfCustomer<Value> {
  own: Value | undefined;
  consumers: Held<Value> | undefined;
}

/** Opens an empty map. `undefined` can't be held. */
export function lineKeyMap<Value>(): LineKeyMap<Value> {
  const subscriptions: Held<Held<Held<OfCustomer<Value>>>> = new Map();
  const find = (key: LineKey, level: UsageLevel): OfCustomer<Value> | undefined =>
    subscriptions
      .get(key.subscription)
      ?.get(key.sku)
      ?.get(level === 'partner' ? undefined : key.customer);
  const add = (key: LineKey, level: UsageLevel): OfCustomer<Value> => {
    const skus = subscriptions.get(key.subscription) ?? new Map<IdKey | undefined, Held<OfCustomer<Value>>>();
    subscriptions.set(key.subscription, skus);
    const customers = skus.get(key.sku) ?? new Map<IdKey | undefined, OfCustomer<Value>>();
    skus.set(key.sku, customers);
    const added: OfCustomer<Value> = { own: undefined, consumers: undefined };
    customers.set(level === 'partner' ? undefined : key.customer, added);
    return added;
  };
  return {
    get: (key, level) => {
      const found = find(key, level);
      return level === 'user' && key.consumer !== undefined
        ? found?.consumers?.get(key.consumer)
        : found?.own;
    },
    set: (key, level, value) => {
      const held = find(key, level) ?? add(key, level);
      if (level === 'user' && key.consumer !== undefined) {
        held.consumers ??= new Map<IdKey | undefined, Value>();
        held.consumers.set(key.consumer, value);
        return;
      }
      held.own = value;
    },
  };
}
