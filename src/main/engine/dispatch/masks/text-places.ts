import type { z } from 'zod';
import { day, decimalText, moment } from '#shared/ipc/contract/channel-contract.ts';

/** Where texts may stand in a value of a schema. */
export interface TextPlaces {
  /** Whether a free text may stand here. */
  readonly isText: boolean;
  /** Words of closed lists that may stand here: never masked. */
  readonly words: ReadonlySet<string>;
  /** Members of objects, by their names. */
  readonly members: ReadonlyMap<string, TextPlaces>;
  /** Elements of lists, and values of objects with any names. */
  readonly elements: TextPlaces | undefined;
}

const NOTHING: TextPlaces = { isText: false, words: new Set(), members: new Map(), elements: undefined };
/** Texts that hold a figure or a point in time by contract. */
const FIGURES: ReadonlySet<unknown> = new Set([decimalText, day, moment]);

/** What zod's own `def` says of the kinds of schema that answers are made of. */
type Definition =
  | { readonly type: 'object'; readonly shape: Readonly<Record<string, Schema>> }
  | { readonly type: 'array'; readonly element: Schema }
  | { readonly type: 'record'; readonly valueType: Schema }
  | { readonly type: 'nullable' | 'optional' | 'readonly' | 'default'; readonly innerType: Schema }
  | { readonly type: 'union'; readonly options: readonly Schema[] }
  | { readonly type: 'enum'; readonly entries: Readonly<Record<string, string>> }
  | { readonly type: 'literal'; readonly values: readonly unknown[] }
  | { readonly type: 'string' | 'number' | 'int' | 'boolean' | 'null' | 'undefined' };
interface Schema {
  readonly def: Definition;
}

/** Finds the texts of a schema. Throws for a kind of schema that it does not know: nothing passes unseen. */
export const textPlaces = (schema: z.ZodType): TextPlaces => placesOf(schema as unknown as Schema);

function placesOf(schema: Schema): TextPlaces {
  if (FIGURES.has(schema)) return NOTHING;
  const { def } = schema;
  switch (def.type) {
    case 'object':
      return {
        ...NOTHING,
        members: new Map(Object.entries(def.shape).map(([name, member]) => [name, placesOf(member)])),
      };
    case 'array':
      return { ...NOTHING, elements: placesOf(def.element) };
    case 'record':
      return { ...NOTHING, elements: placesOf(def.valueType) };
    case 'nullable':
    case 'optional':
    case 'readonly':
    case 'default':
      return placesOf(def.innerType);
    case 'union':
      return def.options.map(placesOf).reduce(either, NOTHING);
    case 'enum':
      return { ...NOTHING, words: new Set(Object.values(def.entries)) };
    case 'literal':
      return { ...NOTHING, words: new Set(def.values.filter((value) => typeof value === 'string')) };
    case 'string':
      return { ...NOTHING, isText: true };
    case 'number':
    case 'int':
    case 'boolean':
    case 'null':
    case 'undefined':
      return NOTHING;
    default:
      throw new Error(`Nobody knows where texts stand in a schema of type ${(def as { type: string }).type}`);
  }
}

/** What may stand there when either of two schemas applies. */
function either(one: TextPlaces, other: TextPlaces): TextPlaces {
  const members = new Map(one.members);
  for (const [name, places] of other.members) {
    const held = members.get(name);
    members.set(name, held === undefined ? places : either(held, places));
  }
  return {
    isText: one.isText || other.isText,
    words: new Set([...one.words, ...other.words]),
    members,
    elements:
      one.elements === undefined || other.elements === undefined
        ? (one.elements ?? other.elements)
        : either(one.elements, other.elements),
  };
}
