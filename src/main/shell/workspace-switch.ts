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
}

/** Changes workspaces by way of the engine, which holds one at a time. */
export function workspaceSwitch(ports: {
  readonly openInEngine: (folder: string) => Promise<void>;
  readonly preferences: Preferences;
  readonly onOpened: () => void;
}): WorkspaceSwitch {
  let current = '';
  const openUnremembered = async (folder: string): Promise<void> => {
    current = folder;
    await ports.openInEngine(folder);
    ports.onOpened();
  };
  return {
    name: () => nameOfPath(current),
    folder: () => current,
    openUnremembered,
    open: (folder) => {
      const { recentWorkspaces } = ports.preferences.get();
      ports.preferences.change({
        workspaceFolder: folder,
        recentWorkspaces: withRecent(recentWorkspaces, folder),
      });
      void openUnremembered(folder);
    },
  };
}
