import type { Chance } from '../../support/truth/prng.ts';
import { mutant, type Mutator } from './mutant.ts';

const VALUES: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  1e21,
  '',
  'x',
  [],
  {},
  'amount',
  'constructor',
  '__proto__',
  'x'.repeat(5000),
  [[]],
  'US',
  'USD',
  'dmy',
  ';',
  ';;',
];

/** Every object and array of a document. */
function containersOf(value: unknown): object[] {
  if (typeof value !== 'object' || value === null) return [];
  return [value, ...Object.values(value).flatMap(containersOf)];
}

const ownKeys = (container: object): string[] => Object.keys(container);

/** What happens to a JSON file: values of another type, missing and additional keys, deep nesting, broken text. */
export const mutateJson: Mutator = (bytes, chance: Chance) => {
  let document: unknown;
  try {
    document = JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
  const containers = containersOf(document);
  if (containers.length === 0) return undefined;
  const container = chance.pick(containers) as Record<string, unknown>;
  const keys = ownKeys(container);
  const key =
    keys.length === 0 || chance.maybe(0.1)
      ? chance.pick(['x', '__proto__', 'schema', '0'])
      : chance.pick(keys);
  const what = chance.pick(['set', 'delete', 'nest', 'copy'] as const);
  if (what === 'delete') Reflect.deleteProperty(container, key);
  else if (what === 'copy') container[key] = structuredClone(container[chance.pick([...keys, key])]);
  else if (what === 'nest') return mutant(Buffer.from('['.repeat(chance.int(1, 20_000))), 'deep nesting');
  else
    Object.defineProperty(container, key, {
      value: chance.pick(VALUES),
      enumerable: true,
      configurable: true,
      writable: true,
    });
  return mutant(Buffer.from(JSON.stringify(document)), `${what} ${key}`);
};
