import { openWorkspace, type Workspace } from '#engine/context.ts';
import type { JobContext } from '#engine/jobs/job-context.ts';
import { nodePorts } from '#engine/ports.ts';
import { workspaceOf } from './desk-paths.ts';

/** An emulated Webex, as a process reaches it. */
export interface WebexLine {
  readonly apiUrl: string;
  readonly token: string;
}

/** A folder with a workspace, the files that a person has, and a folder for what is written. */
export interface Desk {
  readonly folder: string;
  readonly webex: WebexLine | undefined;
}

/** Opens the desk's workspace, works on it, and closes it whatever comes. */
export async function inWorkspace<Outcome>(
  desk: Desk,
  work: (workspace: Workspace) => Outcome | Promise<Outcome>,
): Promise<Outcome> {
  const workspace = openWorkspace({ folder: workspaceOf(desk), ports: nodePorts() });
  try {
    return await work(workspace);
  } finally {
    workspace.close();
  }
}

/** A job that nobody cancels. */
export const calmContext = (onCheckpoint: () => void = () => undefined): JobContext => ({
  signal: new AbortController().signal,
  checkpoint: () => {
    onCheckpoint();
    return Promise.resolve();
  },
  report: () => undefined,
});
