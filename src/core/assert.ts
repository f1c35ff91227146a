/** Closes a switch over a union: a case that is missing does not compile, and one that slips through at run time throws. */
export function assertNever(value: never): never {
  throw new Error(`Unhandled case: ${String(value)}`);
}

/** Unwraps a value that the surrounding code has made sure of; `why` says how it is known. */
export function defined<T>(value: T | undefined | null, why: string): T {
  if (value === undefined || value === null) throw new Error(`Expected a value: ${why}`);
  return value;
}
