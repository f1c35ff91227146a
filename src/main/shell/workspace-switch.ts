import { nameOfPath } from './files/classify-path.ts';
import type { Preferences } from './settings/preferences.ts';
import { withRecent } from './settings/recent-workspaces.ts';

/** The workspace that is open, and how to open another. */
export interface WorkspaceSwitch {
  readonly name: () => string;
  /** Opens a folder's workspace, creating one in an empty folder, and remembers it. */
  readonly open: (folder: string) => void;
}

/** Changes workspaces by way of the engine, which holds one at a time. */
export function workspaceSwitch(ports: {
  readonly openInEngine: (folder: string) => Promise<void>;
  readonly preferences: Preferences;
  readonly onOpened: () => void;
}): WorkspaceSwitch {
  let current = '';
  return {
    name: () => nameOfPath(current),
    open: (folder) => {
      current = folder;
      const { recentWorkspaces } = ports.preferences.get();
      ports.preferences.change({
        workspaceFolder: folder,
        recentWorkspaces: withRecent(recentWorkspaces, folder),
      });
      void ports.openInEngine(folder).then(ports.onOpened);
    },
  };
}
