import { compareSourceRefs, type SourceRef } from '../../source.ts';
import { USAGE_LEVELS } from '../../usage/usage-row.ts';
import { keyText, keyTextAt, type LineKey, type PairedLine } from '../line.ts';

/** Finds the unreadable charges that bill what a line is about. In source order. */
export function unreadableIndex(
  rows: readonly { readonly key: LineKey; readonly ref: SourceRef }[],
): (line: PairedLine) => readonly SourceRef[] {
  const byKey = new Map<string, SourceRef[]>();
  for (const { key, ref } of rows) {
    for (const id of new Set(USAGE_LEVELS.map((level) => keyTextAt(key, level)))) {
      const held = byKey.get(id);
      if (held) held.push(ref);
      else byKey.set(id, [ref]);
    }
  }
  return (line) => (byKey.get(keyText(line.key)) ?? []).toSorted(compareSourceRefs);
}
