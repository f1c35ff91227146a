import { idKey } from '#core/ids.ts';
import { MASK_PATTERN } from '#core/mask-text.ts';
import { parseLineKey } from '#core/reconcile/manual/line-key-text.ts';

/** What a masked text stands for; undefined where nobody knows. */
type Recall = (masked: string) => string | undefined;

/** Members that are taken as they are: secrets, addresses of files, and evidence, which must stay to the byte. */
const UNTOUCHED: ReadonlySet<string> = new Set([
  'path',
  'password',
  'text',
  'account',
  'kept',
  'integration',
]);

/** Every text of a request that may hold something masked. */
export function textsOf(value: unknown): readonly string[] {
  const texts: string[] = [];
  const collect = (text: string): string => {
    texts.push(text);
    return text;
  };
  eachText(value, collect);
  return texts;
}

/** A request with what was masked in it turned back. */
export const unmaskValue = (value: unknown, recall: Recall): unknown =>
  eachText(value, (text) => unmaskText(text, recall));

function eachText(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((element: unknown) => eachText(element, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]: [string, unknown]) => [
      name,
      UNTOUCHED.has(name) ? member : eachText(member, change),
    ]),
  );
}

function unmaskText(text: string, recall: Recall): string {
  const whole = recall(text);
  if (whole !== undefined) return whole;
  if (text.search(MASK_PATTERN) < 0) return text;
  const named = (shown: string): string => shown.replace(MASK_PATTERN, (mask) => recall(mask) ?? mask);
  if (parseLineKey(text) === undefined) return named(text);
  // A key holds ids in their form for comparison, whichever way they were written where they were shown.
  const parts = JSON.parse(text) as readonly (string | null)[];
  return JSON.stringify(
    parts.map((part) => {
      if (part === null) return null;
      const real = named(part);
      return real === part ? part : (idKey(real) ?? real);
    }),
  );
}
