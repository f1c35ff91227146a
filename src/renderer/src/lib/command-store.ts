import { useEffect } from 'react';
import { create } from 'zustand';

/** The groups of the palette and of the list of shortcuts, in their order. */
export const COMMAND_GROUPS = ['go', 'work', 'view', 'help'] as const;
export type CommandGroup = (typeof COMMAND_GROUPS)[number];

/** Something that a person can have done: from the palette, by its keys, from the menu. */
export interface Command {
  /** `domain:verb`, unique. */
  readonly id: string;
  readonly group: CommandGroup;
  /** In the language of the window. */
  readonly title: string;
  /**
   * `mod+K`, `shift+F6`, `J`, `?`: `mod` is Ctrl, on a Mac Cmd. A key without `mod` or `alt` is not heard while a person
   * types, or while a dialog is open.
   */
  readonly keys?: string;
  /** Not in the palette: moves of the cursor, which make sense by key alone. */
  readonly isKeyOnly?: boolean;
  readonly isDisabled?: boolean;
  readonly run: () => void;
}

interface CommandState {
  readonly byOwner: ReadonlyMap<string, readonly Command[]>;
}

const useStore = create<CommandState>(() => ({ byOwner: new Map() }));

const withOwner = (owner: string, commands: readonly Command[] | undefined): void => {
  useStore.setState(({ byOwner }) => {
    const next = new Map(byOwner);
    // Deleted first: what comes last is heard first.
    next.delete(owner);
    if (commands) next.set(owner, commands);
    return { byOwner: next };
  });
};

/** Offers commands while the component stands. Pass a list that changes only when its commands do (`useMemo`). */
export function useCommands(owner: string, commands: readonly Command[]): void {
  useEffect(() => {
    withOwner(owner, commands);
  }, [owner, commands]);
  useEffect(
    () => () => {
      withOwner(owner, undefined);
    },
    [owner],
  );
}

/** All that can be done now; what was offered last stands first. */
export const listCommands = (): readonly Command[] =>
  [...useStore.getState().byOwner.values()].toReversed().flat();

/** The same, followed. */
export function useAllCommands(): readonly Command[] {
  const byOwner = useStore((state) => state.byOwner);
  return [...byOwner.values()].toReversed().flat();
}
