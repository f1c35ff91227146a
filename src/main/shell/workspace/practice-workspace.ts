import { rmSync } from 'node:fs';
import type { WorkspaceSwitch } from '../workspace-switch.ts';

/** The practice workspace: a folder of the app's own, apart from every workspace of the person. */
export interface PracticeWorkspace {
  /** Opens it, making it where there is none. */
  readonly open: () => Promise<void>;
  /** Goes back to the person's workspace; `remove` throws the practice one away. Harmless where it is not open. */
  readonly leave: (remove: boolean) => Promise<void>;
}

/** Practice has a workspace of its own: an audit log can't be cleared, so it must never be in a person's. */
export function practiceWorkspace(ports: {
  /** Where it lies: within the app's own data, and used for nothing else. */
  readonly folder: string;
  readonly workspace: WorkspaceSwitch;
  /** The workspace that the person had open last. */
  readonly own: () => string | undefined;
}): PracticeWorkspace {
  const { folder, workspace, own } = ports;
  return {
    open: () => workspace.openUnremembered(folder),
    leave: async (remove) => {
      const back = own();
      if (workspace.folder() !== folder || back === undefined) return;
      await workspace.openUnremembered(back);
      if (remove) rmSync(folder, { recursive: true, force: true });
    },
  };
}
