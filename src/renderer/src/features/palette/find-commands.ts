import { COMMAND_GROUPS, type Command } from '../../lib/command-store.ts';

/** A text as people type it: without case, width or marks. */
const folded = (text: string): string => text.normalize('NFKC').toLowerCase();

/** The commands whose title has every word of the text; by group, in the order in which they are offered. */
export function findCommands(commands: readonly Command[], text: string): readonly Command[] {
  const words = folded(text).split(/\s+/).filter(Boolean);
  const found = commands.filter(({ title, isKeyOnly, isDisabled }) => {
    const name = folded(title);
    return isKeyOnly !== true && isDisabled !== true && words.every((word) => name.includes(word));
  });
  return found.toSorted((a, b) => COMMAND_GROUPS.indexOf(a.group) - COMMAND_GROUPS.indexOf(b.group));
}
