import { AppError } from '#core/errors.ts';
import type {
  EngineAccount,
  EngineChannel,
  EngineFile,
  EngineInput,
  EngineIntegration,
  EngineOutput,
} from '#shared/engine-protocol.ts';
import type { KeptAccess } from '#shared/ipc/contract/webex.ts';
import type { JobSnapshot } from '#shared/ipc/contract/jobs.ts';
import type { WireResult } from '#shared/ipc/envelope.ts';
import type { Language } from '#shared/messages/language.ts';
import { cleanTokenText } from '#shared/webex/token-text.ts';
import type { ChannelHandlers } from './handlers.ts';

/** The secrets of Webex, as far as requests need or change them. */
export interface WebexSecrets {
  readonly kept: () => Promise<KeptAccess>;
  /** Undefined where nobody is signed in. */
  readonly account: () => Promise<EngineAccount | undefined>;
  readonly integration: () => Promise<EngineIntegration | undefined>;
  readonly keepIntegration: (integration: EngineIntegration) => Promise<void>;
  readonly useToken: (token: string) => Promise<void>;
  readonly signOut: (forgetIntegration: boolean) => Promise<void>;
}

/** What the router takes from the shell. */
export interface EngineRouterPorts {
  readonly request: (channel: EngineChannel, input: unknown) => Promise<WireResult<unknown>>;
  /** The file of a token. Throws FILE_TOKEN_UNKNOWN. */
  readonly inputFile: (token: string) => EngineFile;
  readonly outputFile: (token: string) => EngineFile;
  /** Where the secrets of Webex lie. */
  readonly webex: WebexSecrets;
  /** The folder that a person has chosen for a workspace. */
  readonly folder: (token: string) => EngineFile;
  readonly language: () => Language;
  /** The open workspace was removed, or could be removed only in part: another is opened, or the same again. */
  readonly workspaceGone: (isRemoved: boolean) => Promise<void>;
  /** Jobs that died with an engine. */
  readonly lostJobs: () => readonly JobSnapshot[];
}

/** Refusals of a wipe before anything was closed or removed. */
const WIPE_REFUSALS: ReadonlySet<string> = new Set([
  'BAD_OPTION',
  'WORKSPACE_NOT_WRITABLE',
  'REQUEST_INVALID',
]);

/** The channels that the engine answers. */
export type EngineRouter = Pick<ChannelHandlers, EngineChannel>;

/**
 * Takes requests of the window to the engine. Here, and nowhere else, tokens of files become paths, and what the
 * window must not hold is added.
 */
export function engineRouter(ports: EngineRouterPorts): EngineRouter {
  const ask = <Name extends EngineChannel>(
    channel: Name,
    input: EngineInput<Name>,
  ): Promise<WireResult<EngineOutput<Name>>> =>
    // The edge parses the answer with the channel's own schema before the window gets it.
    ports.request(channel, input) as Promise<WireResult<EngineOutput<Name>>>;

  const { webex } = ports;
  const account = async (): Promise<EngineAccount> => {
    const held = await webex.account();
    if (held === undefined) throw new AppError('TOKEN_MISSING');
    return held;
  };

  return {
    'periods:list-periods': (input) => ask('periods:list-periods', input),
    'periods:get-trend': () => ask('periods:get-trend', undefined),
    'periods:sign-off': (input) => ask('periods:sign-off', input),
    'periods:withdraw-sign-off': (input) => ask('periods:withdraw-sign-off', input),
    'results:get-summary': (input) => ask('results:get-summary', input),
    'results:list-lines': (input) => ask('results:list-lines', input),
    'results:get-facets': (input) => ask('results:get-facets', input),
    'results:list-clusters': (input) => ask('results:list-clusters', input),
    'results:get-proof': (input) => ask('results:get-proof', input),
    'results:list-proof-usage': (input) => ask('results:list-proof-usage', input),
    'results:get-checks': (input) => ask('results:get-checks', input),
    'results:list-check-failures': (input) => ask('results:list-check-failures', input),
    'imports:get-draft': (input) => ask('imports:get-draft', input),
    'imports:change-draft': (input) => ask('imports:change-draft', input),
    'imports:apply-template': (input) => ask('imports:apply-template', input),
    'imports:list-draft-rows': (input) => ask('imports:list-draft-rows', input),
    'imports:discard-draft': (input) => ask('imports:discard-draft', input),
    'imports:list-imports': (input) => ask('imports:list-imports', input),
    'imports:undo-import': (input) => ask('imports:undo-import', input),
    'imports:redo-import': (input) => ask('imports:redo-import', input),
    'templates:list-templates': (input) => ask('templates:list-templates', input),
    'templates:save-template': (input) => ask('templates:save-template', input),
    'templates:rename-template': (input) => ask('templates:rename-template', input),
    'templates:delete-template': (input) => ask('templates:delete-template', input),
    'jobs:start-inspect': ({ files, ...opening }) =>
      ask('jobs:start-inspect', { ...opening, files: files.map(ports.inputFile) }),
    'jobs:start-inspect-pasted': (input) => ask('jobs:start-inspect-pasted', input),
    'jobs:start-accept-draft': (input) => ask('jobs:start-accept-draft', input),
    'jobs:start-fit-units': (input) => ask('jobs:start-fit-units', input),
    'jobs:start-replay-template': (input) => ask('jobs:start-replay-template', input),
    'work:judge-lines': (input) => ask('work:judge-lines', input),
    'work:match-lines': (input) => ask('work:match-lines', input),
    'work:split-row': (input) => ask('work:split-row', input),
    'work:exclude-rows': (input) => ask('work:exclude-rows', input),
    'work:reclassify-rows': (input) => ask('work:reclassify-rows', input),
    'work:learn-alias': (input) => ask('work:learn-alias', input),
    'work:withdraw-rules': (input) => ask('work:withdraw-rules', input),
    'work:undo': (input) => ask('work:undo', input),
    'work:redo': (input) => ask('work:redo', input),
    'work:get-history': (input) => ask('work:get-history', input),
    'work:get-progress': (input) => ask('work:get-progress', input),
    'work:list-states': (input) => ask('work:list-states', input),
    'work:list-rules': (input) => ask('work:list-rules', input),
    'work:get-last-reason': (input) => ask('work:get-last-reason', input),
    'jobs:start-import': ({ files, dateOrder }) =>
      ask('jobs:start-import', { files: files.map(ports.inputFile), dateOrder }),
    'jobs:start-reconcile': ({ invoices, reports, priceBook, ...rest }) =>
      ask('jobs:start-reconcile', {
        ...rest,
        invoices: invoices.map(ports.inputFile),
        reports: reports.map(ports.inputFile),
        ...(priceBook === undefined ? {} : { priceBook: ports.inputFile(priceBook) }),
      }),
    'jobs:start-reconcile-period': (input) => ask('jobs:start-reconcile-period', input),
    'jobs:start-export': ({ output, language = ports.language(), ...rest }) =>
      ask('jobs:start-export', { ...rest, output: ports.outputFile(output), language }),
    'jobs:start-export-csv': ({ output, language = ports.language(), ...rest }) =>
      ask('jobs:start-export-csv', { ...rest, output: ports.outputFile(output), language }),
    'jobs:start-backup': ({ output, ...rest }) =>
      ask('jobs:start-backup', output === undefined ? rest : { ...rest, output: ports.outputFile(output) }),
    'jobs:start-restore': ({ source, folder }) =>
      ask('jobs:start-restore', {
        source: 'file' in source ? { file: ports.inputFile(source.file) } : source,
        folder: ports.folder(folder),
      }),
    'jobs:start-move': ({ folder }) => ask('jobs:start-move', { folder: ports.folder(folder) }),
    'jobs:start-practice': () => ask('jobs:start-practice', undefined),
    'exports:get-preview': (input) => ask('exports:get-preview', input),
    'exports:check-target': ({ output }) => ask('exports:check-target', { output: ports.outputFile(output) }),
    'parameters:get-parameters': () => ask('parameters:get-parameters', undefined),
    'parameters:set-tolerance': (input) => ask('parameters:set-tolerance', input),
    'parameters:set-unit-basis': (input) => ask('parameters:set-unit-basis', input),
    'parameters:import-price-book': ({ file }) =>
      ask('parameters:import-price-book', { file: ports.inputFile(file) }),
    'parameters:remove-price-book': () => ask('parameters:remove-price-book', undefined),
    'parameters:list-prices': (input) => ask('parameters:list-prices', input),
    'parameters:list-aliases': (input) => ask('parameters:list-aliases', input),
    'parameters:save-alias': (input) => ask('parameters:save-alias', input),
    'parameters:remove-alias': (input) => ask('parameters:remove-alias', input),
    'parameters:list-history': (input) => ask('parameters:list-history', input),
    'privacy:get-state': () => ask('privacy:get-state', undefined),
    'privacy:set-masks': (input) => ask('privacy:set-masks', input),
    'privacy:reveal-mask': (input) => ask('privacy:reveal-mask', input),
    'privacy:hide-revealed': () => ask('privacy:hide-revealed', undefined),
    'privacy:wipe-workspace': async (input) => {
      const answer = await ask('privacy:wipe-workspace', input);
      const isRefused = !answer.ok && WIPE_REFUSALS.has(answer.error.code);
      // Its engine has let go of the folder: whatever became of it, an engine must hold a workspace again.
      if (!isRefused) await ports.workspaceGone(answer.ok);
      return answer;
    },
    'workspace:get-state': () => ask('workspace:get-state', undefined),
    'jobs:start-fetch': async (input) => ask('jobs:start-fetch', { ...input, account: await account() }),
    'jobs:start-list': async () => ask('jobs:start-list', { account: await account() }),
    'jobs:start-delete': async (input) => ask('jobs:start-delete', { ...input, account: await account() }),
    'webex:get-connection': async () => ask('webex:get-connection', { kept: await webex.kept() }),
    'webex:start-sign-in': async ({ integration: given, ...rest }) => {
      if (given !== null) await webex.keepIntegration(given);
      const integration = await webex.integration();
      if (integration === undefined) throw new AppError('INTEGRATION_MISSING');
      const kept = await webex.kept();
      return ask('webex:start-sign-in', { ...rest, integration, kept, language: ports.language() });
    },
    'webex:cancel-sign-in': async () => ask('webex:cancel-sign-in', { kept: await webex.kept() }),
    'webex:open-sign-in-page': () => ask('webex:open-sign-in-page', undefined),
    'webex:keep-token': async ({ token }) => {
      const cleaned = cleanTokenText(token);
      if (cleaned === undefined) throw new AppError('TOKEN_MALFORMED');
      await webex.useToken(cleaned);
      return ask('webex:keep-token', { kept: await webex.kept() });
    },
    'webex:check-connection': async () =>
      ask('webex:check-connection', { account: await account(), kept: await webex.kept() }),
    'webex:sign-out': async ({ forgetIntegration }) => {
      await webex.signOut(forgetIntegration);
      return ask('webex:sign-out', { kept: await webex.kept() });
    },
    'reports:list-holdings': (input) => ask('reports:list-holdings', input),
    'reports:list-reports': (input) => ask('reports:list-reports', input),
    'reports:list-sub-partners': () => ask('reports:list-sub-partners', undefined),
    'reports:compare-versions': (input) => ask('reports:compare-versions', input),
    'jobs:cancel-job': (input) => ask('jobs:cancel-job', input),
    'jobs:list-jobs': async () => {
      const listed = await ask('jobs:list-jobs', undefined);
      const lost = ports.lostJobs();
      if (!listed.ok) return listed;
      const seq = lost.reduce((highest, job) => Math.max(highest, job.seq), listed.value.seq);
      return { ok: true, value: { seq, jobs: [...lost, ...listed.value.jobs] } };
    },
  };
}
