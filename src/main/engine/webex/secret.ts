/**
 * A text that must never be shown, stored or logged: an access token, a client secret, a signed link.
 *
 * The text lies beside the object, not in it: whatever prints, logs, clones or serialises a `Secret` gets nothing.
 * `reveal` is called at the one place that needs the text, just before it goes out.
 */
declare const secretBrand: unique symbol;

export interface Secret {
  readonly [secretBrand]: true;
}

const texts = new WeakMap<Secret, string>();

/** Wraps a text. */
export function secret(text: string): Secret {
  const wrapped = Object.freeze({
    toString: () => '[secret]',
    toJSON: () => '[secret]',
  }) as unknown as Secret;
  texts.set(wrapped, text);
  return wrapped;
}

/** The text of a secret. Its result goes into a request, never into a variable that lives on. */
export function reveal(wrapped: Secret): string {
  const text = texts.get(wrapped);
  if (text === undefined) throw new Error('Not a secret of this process');
  return text;
}
