import type { EngineChannel, EngineInput, EngineOutput } from '#shared/engine-protocol.ts';
import type { Workspace } from '../context.ts';
import { signOff, withdrawSignOff } from '../services/sign-off.ts';
import { exportOrder, fetchOrder, importOrder, reconcileOrder, reconcilePeriodOrder } from './job-orders.ts';
import type { JobRegistry } from './job-registry.ts';
import { pageOfPeriods, trend } from './list-periods.ts';
import { periodOf } from './wire-period.ts';
import { resultReader } from './read-results.ts';
import type { WorkspaceReader } from './read-workspace.ts';
import type { WebexHost } from './webex-connection.ts';

/**
 * One function a channel. Reads answer at once, short changes in their turn ({@link JobRegistry.exclusively}); whatever
 * takes time is a job.
 */
export type EngineHandlers = {
  readonly [Name in EngineChannel]: (
    input: EngineInput<Name>,
  ) => EngineOutput<Name> | Promise<EngineOutput<Name>>;
};

/** What the handlers work on. */
export interface HandlerContext {
  readonly workspace: Workspace;
  readonly reader: WorkspaceReader;
  readonly jobs: JobRegistry;
  readonly webex: WebexHost;
  readonly appVersion: string;
}

/** The functions of every channel that the engine answers. A channel without one does not compile. */
export function engineHandlers({
  workspace,
  reader,
  jobs,
  webex,
  appVersion,
}: HandlerContext): EngineHandlers {
  const results = resultReader(reader.database);
  return {
    'periods:list-periods': (input) => pageOfPeriods(reader.workspace, input),
    'periods:get-trend': () => trend(reader.workspace),
    'periods:sign-off': ({ period, ...rest }) =>
      jobs.exclusively(() => {
        signOff(workspace, { ...rest, period: periodOf(period) });
        return null;
      }),
    'periods:withdraw-sign-off': ({ period, ...rest }) =>
      jobs.exclusively(() => {
        withdrawSignOff(workspace, { ...rest, period: periodOf(period) });
        return null;
      }),
    ...results,
    'jobs:start-import': (input) => ({ jobId: jobs.start(importOrder(workspace, input)) }),
    'jobs:start-reconcile': (input) => ({ jobId: jobs.start(reconcileOrder(workspace, input)) }),
    'jobs:start-reconcile-period': (input) => ({
      jobId: jobs.start(reconcilePeriodOrder(workspace, input)),
    }),
    'jobs:start-export': (input) => ({ jobId: jobs.start(exportOrder(workspace, input, appVersion)) }),
    'jobs:start-fetch': (input) => ({ jobId: jobs.start(fetchOrder(workspace, input, webex)) }),
    'jobs:cancel-job': ({ jobId }) => {
      jobs.cancel(jobId);
      return null;
    },
    'jobs:list-jobs': () => jobs.list(),
  };
}
