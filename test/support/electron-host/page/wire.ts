/** Turns values that the structured clone algorithm accepts into text and back. */
export interface Wire {
  readonly encode: (value: unknown) => string;
  readonly decode: (text: string) => unknown;
}

/**
 * Makes the pair. The function holds all that it uses, because it also runs inside the page, from its source text.
 * A value that the structured clone algorithm refuses is refused here in the same way: by its own error.
 */
export function createWire(): Wire {
  const clone = structuredClone;
  const special = new Map<number, string>([
    [Infinity, 'Infinity'],
    [-Infinity, '-Infinity'],
  ]);
  const toBase64 = (buffer: ArrayBuffer): string => {
    let binary = '';
    for (const byte of new Uint8Array(buffer)) binary += String.fromCharCode(byte);
    return btoa(binary);
  };
  const fromBase64 = (text: string): ArrayBuffer => {
    const binary = atob(text);
    const bytes = new Uint8Array(binary.length);
    for (let index = 0; index < binary.length; index += 1) bytes[index] = binary.charCodeAt(index);
    return bytes.buffer;
  };
  const tag = (name: string, value?: unknown): unknown => ({ $: name, v: value });

  const pack = (value: unknown, above: readonly unknown[]): unknown => {
    if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
    if (value === undefined) return tag('undefined');
    if (typeof value === 'bigint') return tag('bigint', value.toString());
    if (typeof value === 'number') {
      if (Number.isNaN(value)) return tag('number', 'NaN');
      if (Object.is(value, -0)) return tag('number', '-0');
      return special.has(value) ? tag('number', special.get(value)) : value;
    }
    if (above.includes(value))
      throw new Error('The stand-in for electron carries no value that contains itself.');
    const inside = [...above, value];
    if (Array.isArray(value)) return value.map((item) => pack(item, inside));
    if (value instanceof Date) return tag('Date', value.getTime());
    if (value instanceof RegExp) return tag('RegExp', [value.source, value.flags]);
    if (value instanceof Map) return tag('Map', pack([...value.entries()], inside));
    if (value instanceof Set) return tag('Set', pack([...value.values()], inside));
    if (value instanceof Error) return tag('Error', [value.name, value.message]);
    if (value instanceof ArrayBuffer) return tag('ArrayBuffer', toBase64(value));
    if (ArrayBuffer.isView(value)) {
      const bytes = new Uint8Array(value.buffer, value.byteOffset, value.byteLength).slice();
      return tag('view', [value.constructor.name, toBase64(bytes.buffer)]);
    }
    const entries = Object.entries(value).map(([key, item]) => [key, pack(item, inside)]);
    return tag('object', entries);
  };

  const unpack = (packed: unknown): unknown => {
    if (Array.isArray(packed)) return packed.map(unpack);
    if (packed === null || typeof packed !== 'object') return packed;
    const { $: name, v: value } = packed as { $: string; v: never };
    switch (name) {
      case 'undefined':
        return undefined;
      case 'bigint':
        return BigInt(value);
      case 'number':
        return Number(value);
      case 'Date':
        return new Date(value);
      case 'RegExp':
        return new RegExp(value[0], value[1]);
      case 'Map':
        return new Map(unpack(value) as [unknown, unknown][]);
      case 'Set':
        return new Set(unpack(value) as unknown[]);
      case 'Error': {
        const error = new Error(value[1]);
        error.name = value[0];
        return error;
      }
      case 'ArrayBuffer':
        return fromBase64(value);
      case 'view': {
        const View = (globalThis as unknown as Record<string, new (buffer: ArrayBuffer) => unknown>)[
          value[0]
        ];
        return View ? new View(fromBase64(value[1])) : new Uint8Array(fromBase64(value[1]));
      }
      case 'object': {
        const result: Record<string, unknown> = {};
        for (const [key, item] of value as [string, unknown][]) {
          // As the structured clone does: `__proto__` is a property like any other.
          Object.defineProperty(result, key, {
            value: unpack(item),
            enumerable: true,
            configurable: true,
            writable: true,
          });
        }
        return result;
      }
      default:
        throw new Error(`Unknown tag ${name}`);
    }
  };

  return {
    encode: (value) => JSON.stringify(pack(clone(value), [])),
    decode: (text) => unpack(JSON.parse(text)),
  };
}
