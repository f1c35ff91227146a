import type { EngineChannel, EngineInput, EngineOutput } from '#shared/engine-protocol.ts';
import type { Workspace } from '../context.ts';
import { signOffWithCopy, withdrawSignOff } from '../services/sign-off.ts';
import {
  exportCsvOrder,
  exportOrder,
  importOrder,
  reconcileOrder,
  reconcilePeriodOrder,
} from './job-orders.ts';
import type { DraftStore } from '../services/drafts/draft-store.ts';
import type { ScreenMasks } from '../services/privacy/screen-masks.ts';
import {
  acceptOrder,
  fitUnitsOrder,
  inspectOrder,
  inspectPastedOrder,
  replayOrder,
} from './imports/draft-orders.ts';
import { importHandlers } from './imports/import-handlers.ts';
import type { JobRegistry } from './job-registry.ts';
import { pageOfPeriods, trend } from './list-periods.ts';
import { exportPreview } from './export-preview.ts';
import { parameterHandlers } from './parameter-handlers.ts';
import { privacyHandlers } from './privacy-handlers.ts';
import { backupOrder, moveOrder, practiceOrder, restoreOrder } from './workspace-orders.ts';
import { workspaceState } from './workspace-state.ts';
import { checkTarget } from '../exporters/target-file.ts';
import { periodOf } from './wire-period.ts';
import { resultReader } from './read-results.ts';
import type { WorkspaceReader } from './read-workspace.ts';
import { compareVersions, pageOfHoldings, pageOfReports, subPartners } from './read-reports.ts';
import type { WebexSession } from './webex/session.ts';
import { createOrder, deleteOrder, fetchOrder, listOrder } from './webex-orders.ts';
import { workHandlers } from './work-handlers.ts';

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
  readonly webex: WebexSession;
  readonly drafts: DraftStore;
  readonly masks: ScreenMasks;
  /** What the window shows is to be fetched anew, though nothing was written. */
  readonly tellChanged: () => void;
  /** Ends all jobs and lets go of the workspace: nothing but its removal comes after. */
  readonly closeForGood: () => Promise<void>;
  readonly appVersion: string;
}

/** The functions of every channel that the engine answers. A channel without one does not compile. */
export function engineHandlers({
  workspace,
  reader,
  jobs,
  webex,
  drafts,
  masks,
  tellChanged,
  closeForGood,
  appVersion,
}: HandlerContext): EngineHandlers {
  const results = resultReader(reader.database);
  const online = { workspace, session: webex, jobs };
  return {
    'periods:list-periods': (input) => pageOfPeriods(reader.workspace, input),
    'periods:get-trend': () => trend(reader.workspace),
    'periods:sign-off': ({ period, ...rest }) =>
      jobs.exclusively(async () => {
        await signOffWithCopy(workspace, { ...rest, period: periodOf(period) });
        return null;
      }),
    'periods:withdraw-sign-off': ({ period, ...rest }) =>
      jobs.exclusively(() => {
        withdrawSignOff(workspace, { ...rest, period: periodOf(period) });
        return null;
      }),
    ...results,
    ...workHandlers({ workspace, reader, jobs }),
    ...importHandlers({ workspace, reader, jobs, drafts }),
    'jobs:start-inspect': (input) => ({ jobId: jobs.start(inspectOrder(workspace, drafts, input)) }),
    'jobs:start-inspect-pasted': (input) => ({
      jobId: jobs.start(inspectPastedOrder(workspace, drafts, input)),
    }),
    'jobs:start-accept-draft': (input) => ({ jobId: jobs.start(acceptOrder(workspace, drafts, input)) }),
    'jobs:start-fit-units': (input) => ({ jobId: jobs.start(fitUnitsOrder(workspace, drafts, input)) }),
    'jobs:start-replay-template': (input) => ({
      jobId: jobs.start(replayOrder(workspace, drafts, input)),
    }),
    'jobs:start-import': (input) => ({ jobId: jobs.start(importOrder(workspace, input)) }),
    'jobs:start-reconcile': (input) => ({ jobId: jobs.start(reconcileOrder(workspace, input)) }),
    'jobs:start-reconcile-period': (input) => ({
      jobId: jobs.start(reconcilePeriodOrder(workspace, input)),
    }),
    'jobs:start-export': (input) => ({ jobId: jobs.start(exportOrder(workspace, input, appVersion)) }),
    'jobs:start-export-csv': (input) => ({ jobId: jobs.start(exportCsvOrder(workspace, input)) }),
    'jobs:start-backup': (input) => ({ jobId: jobs.start(backupOrder(workspace, input)) }),
    'jobs:start-restore': (input) => ({ jobId: jobs.start(restoreOrder(workspace, input)) }),
    'jobs:start-move': (input) => ({ jobId: jobs.start(moveOrder(workspace, input)) }),
    'jobs:start-practice': () => ({ jobId: jobs.start(practiceOrder(workspace)) }),
    'exports:get-preview': ({ runId }) => exportPreview(reader.database, runId),
    'exports:check-target': async ({ output }) => {
      await checkTarget(output.path);
      return null;
    },
    ...parameterHandlers(workspace, reader, jobs),
    ...privacyHandlers({ workspace, reader, jobs, masks, tellChanged, closeForGood }),
    'workspace:get-state': () => workspaceState(reader),
    'jobs:start-fetch': (input) => ({
      jobId: jobs.start((input.createOnly === true ? createOrder : fetchOrder)(online, input)),
    }),
    'jobs:start-list': (input) => ({ jobId: jobs.start(listOrder(online, input)) }),
    'jobs:start-delete': (input) => ({ jobId: jobs.start(deleteOrder(online, input)) }),
    'webex:get-connection': ({ kept }) => webex.describe(kept),
    'webex:start-sign-in': async (wish) => {
      await webex.startSignIn(wish);
      return webex.describe(wish.kept);
    },
    'webex:cancel-sign-in': ({ kept }) => {
      webex.cancelSignIn();
      return webex.describe(kept);
    },
    'webex:open-sign-in-page': async () => {
      await webex.openSignInPage();
      return null;
    },
    'webex:keep-token': ({ kept }) => {
      webex.takeToken();
      return webex.describe(kept);
    },
    'webex:check-connection': async ({ kept, account }) => {
      await webex.check(account);
      return webex.describe(kept);
    },
    'webex:sign-out': ({ kept }) => {
      webex.signOut();
      return webex.describe(kept);
    },
    'reports:list-holdings': (input) => pageOfHoldings(reader.workspace, input),
    'reports:list-reports': (input) => pageOfReports(reader.workspace, input),
    'reports:list-sub-partners': () => subPartners(reader.database),
    'reports:compare-versions': (input) => compareVersions(reader.workspace, input),
    'jobs:cancel-job': ({ jobId }) => {
      jobs.cancel(jobId);
      return null;
    },
    'jobs:list-jobs': () => jobs.list(),
  };
}
