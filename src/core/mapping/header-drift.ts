import { headerKey } from './header-key.ts';

/** A column of a header, as a template remembers it. */
export interface HeaderColumn {
  readonly name: string;
  /** What its cells were: `number`, `date`, `text`, `empty`. */
  readonly content: string;
}

/** How a file's header differs from the one that a template was saved with. */
export interface HeaderDrift {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** A removed and an added column that seem to be the same: the one meaning by the dictionary, or the one place. */
  readonly renamed: readonly { readonly from: string; readonly to: string }[];
  /** Columns whose order among the others has changed. */
  readonly moved: readonly string[];
  readonly retyped: readonly { readonly name: string; readonly from: string; readonly to: string }[];
}

/** Whether nothing is different. */
export const isSameHeader = ({ added, removed, renamed, moved, retyped }: HeaderDrift): boolean =>
  added.length + removed.length + renamed.length + moved.length + retyped.length === 0;

interface Keyed extends HeaderColumn {
  readonly key: string;
}

/** Columns by a key of their own: of several with one name, the second is another one. */
function keyed(columns: readonly HeaderColumn[]): readonly Keyed[] {
  const seen = new Map<string, number>();
  return columns.flatMap((column) => {
    const base = headerKey(column.name);
    if (base === '') return [];
    const count = (seen.get(base) ?? 0) + 1;
    seen.set(base, count);
    return [{ ...column, key: count === 1 ? base : `${base} ${count}` }];
  });
}

/**
 * Compares two headers by the names of their columns. `meaningOf` says what the dictionary takes a name for. What is
 * called renamed is a proposal: nothing is read by it.
 */
export function compareHeaders(
  before: readonly HeaderColumn[],
  after: readonly HeaderColumn[],
  meaningOf: (name: string) => string | undefined,
): HeaderDrift {
  const [old, now] = [keyed(before), keyed(after)];
  const oldKeys = new Set(old.map(({ key }) => key));
  const nowByKey = new Map(now.map((column) => [column.key, column]));
  const removed = old.filter(({ key }) => !nowByKey.has(key));
  const added = now.filter(({ key }) => !oldKeys.has(key));
  const renamed = pairRenamed(removed, added, old, now, meaningOf);
  const isFrom = new Set(renamed.map(({ from }) => from));
  const isTo = new Set(renamed.map(({ to }) => to));
  const kept = old.filter(({ key }) => nowByKey.has(key));
  return {
    added: added.filter((column) => !isTo.has(column)).map(({ name }) => name),
    removed: removed.filter((column) => !isFrom.has(column)).map(({ name }) => name),
    renamed: renamed.map(({ from, to }) => ({ from: from.name, to: to.name })),
    moved: movedColumns(
      kept,
      now.filter(({ key }) => oldKeys.has(key)),
    ),
    retyped: kept.flatMap(({ key, name, content }) => {
      const to = nowByKey.get(key)?.content ?? content;
      // A column that is empty in one of the two months says nothing about its kind.
      return to === content || to === 'empty' || content === 'empty' ? [] : [{ name, from: content, to }];
    }),
  };
}

function pairRenamed(
  removed: readonly Keyed[],
  added: readonly Keyed[],
  old: readonly Keyed[],
  now: readonly Keyed[],
  meaningOf: (name: string) => string | undefined,
): readonly { readonly from: Keyed; readonly to: Keyed }[] {
  const pairs: { readonly from: Keyed; readonly to: Keyed }[] = [];
  const free = new Set(added);
  const pair = (from: Keyed, to: Keyed | undefined): boolean => {
    if (to === undefined) return false;
    free.delete(to);
    pairs.push({ from, to });
    return true;
  };
  for (const from of removed) {
    const meaning = meaningOf(from.name);
    const same = [...free].filter(({ name }) => meaning !== undefined && meaningOf(name) === meaning);
    if (same.length === 1 && pair(from, same[0])) continue;
    // Between the same neighbours, with the same kind of cells.
    const before = old[old.indexOf(from) - 1]?.key;
    const after = old[old.indexOf(from) + 1]?.key;
    const placed = [...free].filter((column) => {
      const index = now.indexOf(column);
      return (
        now[index - 1]?.key === before && now[index + 1]?.key === after && column.content === from.content
      );
    });
    if (placed.length === 1) pair(from, placed[0]);
  }
  return pairs;
}

/** The columns that leave the longest run of columns in their old order: the fewest that must have been moved. */
function movedColumns(old: readonly Keyed[], now: readonly Keyed[]): readonly string[] {
  const place = new Map(now.map(({ key }, index) => [key, index]));
  const places = old.map(({ key }) => place.get(key) ?? 0);
  const longest: number[] = [];
  const previous: number[] = [];
  let best = -1;
  for (const [index, at] of places.entries()) {
    longest[index] = 1;
    previous[index] = -1;
    for (let earlier = 0; earlier < index; earlier += 1) {
      if ((places[earlier] ?? 0) < at && (longest[earlier] ?? 0) + 1 > (longest[index] ?? 0)) {
        longest[index] = (longest[earlier] ?? 0) + 1;
        previous[index] = earlier;
      }
    }
    if (best < 0 || (longest[index] ?? 0) > (longest[best] ?? 0)) best = index;
  }
  const inOrder = new Set<number>();
  for (let index = best; index >= 0; index = previous[index] ?? -1) inOrder.add(index);
  return old.filter((_, index) => !inOrder.has(index)).map(({ name }) => name);
}
