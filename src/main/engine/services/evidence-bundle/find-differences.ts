/** How many places are named: the first ones lead to the rest. */
const MOST_PLACES = 20;
/** What a replay may call otherwise without any figure being another. */
const UNCOUNTED = new Set(['sources', 'file']);

/** The places at which two documents differ, as paths with both values: `totals.invoiced: 10 -> 12`. */
export function findDifferences(stated: unknown, replayed: unknown): readonly string[] {
  const places: string[] = [];
  compare('', stated, replayed, places);
  return places.slice(0, MOST_PLACES);
}

function compare(path: string, stated: unknown, replayed: unknown, places: string[]): void {
  if (places.length >= MOST_PLACES || Object.is(stated, replayed)) return;
  if (isTree(stated) && isTree(replayed)) {
    const names = new Set([...Object.keys(stated), ...Object.keys(replayed)]);
    for (const name of names) {
      if (UNCOUNTED.has(name)) continue;
      compare(path === '' ? name : `${path}.${name}`, stated[name], replayed[name], places);
    }
    return;
  }
  places.push(`${path}: ${shown(stated)} -> ${shown(replayed)}`);
}

const isTree = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const shown = (value: unknown): string => (isTree(value) ? '…' : String(value));
