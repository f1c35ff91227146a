import { nameOfPath } from './files/classify-path.ts';
import type { Preferences } from './settings/preferences.ts';
import { withRecent } from './settings/recent-workspaces.ts';

/** The workspace that is open, and how to open another. */
export interface WorkspaceSwitch {
  readonly name: () => string;
  /** Where it lies; empty before one was opened. Stays in main. */
  readonly folder: () => string;
  /** Opens a folder's workspace, creating one in an empty folder, and remembers it. */
  readonly open: (folder: string) => void;
  /** The same for a workspace that is none of the person's own; resolves once the one of before is closed. */
  readonly openUnremembered: (folder: string) => Promise<void>;
  /** Forgets the open workspace, which is gone, and opens the one before it, or a new one at the usual place. */
  readonly openAfterRemoval: (usual: string) => Promise<void>;
}

/** Changes workspaces by way of the engine, which holds one at a time. */
export function workspaceSwitch(ports: {
  readonly openInEngine: (folder: string) => Promise<void>;
  readonly preferences: Preferences;
  readonly onOpened: () => void;
  readonly exists: (folder: string) => boolean;
}): WorkspaceSwitch {
  let current = '';
  const openUnremembered = async (folder: string): Promise<void> => {
    current = folder;
    await ports.openInEngine(folder);
    ports.onOpened();
  };
  const remember = (folder: string, recent: readonly string[]): void => {
    ports.preferences.change({ workspaceFolder: folder, recentWorkspaces: withRecent(recent, folder) });
  };
  return {
    openAfterRemoval: async (usual) => {
      const others = ports.preferences.get().recentWorkspaces.filter((folder) => folder !== current);
      const next = others.find((folder) => ports.exists(folder)) ?? usual;
      remember(next, others);
      await openUnremembered(next);
    },
    name: () => nameOfPath(current),
    folder: () => current,
    openUnremembered,
    open: (folder) => {
      const { recentWorkspaces } = ports.preferences.get();
      remember(folder, recentWorkspaces);
      void openUnremembered(folder);
    },
  };
}
