/** An object of JSON, as a server sent it. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Whether a value is an object of JSON, not a list. */
export const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const SIGNED = /[?&](signature|x-amz-signature|key-pair-id|sig|token)=/i;

/**
 * A copy without anything that could be a signed link: by name, and by the look of the text, so that a link under a
 * new name does not slip through.
 */
export function withoutLinks(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutLinks);
  if (!isJsonObject(value)) return typeof value === 'string' && SIGNED.test(value) ? '[link]' : value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !/downloadurl$/i.test(name))
      .map(([name, inner]) => [name, withoutLinks(inner)]),
  );
}
