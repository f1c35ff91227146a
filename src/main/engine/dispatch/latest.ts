/** The few things that were asked for last, by a key. */
export interface Latest<Value> {
  readonly get: (key: string, open: () => Value) => Value;
  /** Lets go of a value without closing it: it came to nothing. */
  readonly forget: (key: string, value: Value) => void;
}

/** Holds at most so many values; the one that was not asked for the longest is closed first. */
export function latest<Value>(most: number, close: (value: Value) => void = () => undefined): Latest<Value> {
  const held = new Map<string, Value>();
  return {
    get: (key, open) => {
      const known = held.get(key);
      const value = known ?? open();
      // The order of a map is that of insertion: what is asked for goes to its end.
      held.delete(key);
      held.set(key, value);
      for (const [oldest, old] of held) {
        if (held.size <= most) break;
        held.delete(oldest);
        close(old);
      }
      return value;
    },
    forget: (key, value) => {
      if (held.get(key) === value) held.delete(key);
    },
  };
}
