/** The outcome of something that may fail in an expected way. Expected failures are values, not exceptions. */
export type Result<T, E> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E };

/** A successful outcome. */
export const ok = <T>(value: T): Result<T, never> => ({ ok: true, value });

/** A failed outcome. */
export const err = <E>(error: E): Result<never, E> => ({ ok: false, error });
