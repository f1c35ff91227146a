/**
 * Work in steps of a few milliseconds: whoever runs it may let other work in, or give up, between two of them. The core
 * itself waits for nothing and knows no clock.
 */
export type Steps<Outcome> = Generator<undefined, Outcome>;

/** Runs the steps one after the other, to the end. */
export function finish<Outcome>(steps: Generator<unknown, Outcome>): Outcome {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** `items.map(change)`, with a step after every `size` items. */
export function* mapInSteps<Item, Changed>(
  items: readonly Item[],
  size: number,
  change: (item: Item) => Changed,
): Steps<Changed[]> {
  const changed: Changed[] = [];
  for (const item of items) {
    changed.push(change(item));
    if (changed.length % size === 0) yield;
  }
  return changed;
}

/** `items.toSorted(compare)`, stable as that is: runs of `size` items are sorted one a step, then merged pair by pair. */
export function* sortInSteps<Item>(
  items: readonly Item[],
  size: number,
  compare: (a: Item, b: Item) => number,
): Steps<Item[]> {
  let runs: Item[][] = [];
  for (let from = 0; from < items.length; from += size) {
    runs.push(items.slice(from, from + size).sort(compare));
    yield;
  }
  while (runs.length > 1) {
    const merged: Item[][] = [];
    for (let at = 0; at < runs.length; at += 2) {
      merged.push(yield* mergeInSteps(runs[at] ?? [], runs[at + 1] ?? [], size, compare));
    }
    runs = merged;
  }
  return runs[0] ?? [];
}

/** Of equal items those of `first` come first. */
function* mergeInSteps<Item>(
  first: readonly Item[],
  second: readonly Item[],
  size: number,
  compare: (a: Item, b: Item) => number,
): Steps<Item[]> {
  const merged: Item[] = [];
  let at = 0;
  for (const item of second) {
    for (let other = first[at]; at < first.length && other !== undefined; other = first[at]) {
      if (compare(other, item) > 0) break;
      merged.push(other);
      at += 1;
      if (merged.length % size === 0) yield;
    }
    merged.push(item);
    if (merged.length % size === 0) yield;
  }
  for (; at < first.length; at += 1) {
    const other = first[at];
    if (other !== undefined) merged.push(other);
  }
  return merged;
}
