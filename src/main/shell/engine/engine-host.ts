import {
  fromEngineSchema,
  type EngineChannel,
  type FromEngine,
  type ToEngine,
} from '#shared/engine-protocol.ts';
import type { EngineState } from '#shared/ipc/contract/engine.ts';
import type { JobSnapshot } from '#shared/ipc/contract/jobs.ts';
import type { WireError, WireResult } from '#shared/ipc/envelope.ts';
import type { EngineQuestion } from '../webex/answer-engine.ts';
import type { EngineProcess } from './engine-process.ts';
import { jobLedger } from './job-ledger.ts';
import { pendingRequests } from './pending-requests.ts';
import { restartPolicy } from './restart-policy.ts';
import { watchdog, type Ticker, type Watchdog } from './watchdog.ts';

/** What the host of the engine takes from the shell. */
export interface EngineHostPorts {
  readonly fork: () => EngineProcess;
  readonly newId: () => string;
  readonly ticker: Ticker;
  /** Calls back after a while; gives back how not to. */
  readonly later: (delayMs: number, action: () => void) => () => void;
  readonly appVersion: string;
  readonly onState: (state: EngineState) => void;
  readonly onJob: (snapshot: JobSnapshot) => void;
  readonly onData: (payload: { readonly seq: number }) => void;
  readonly onWebex: () => void;
  /** The engine asks for what only main may do; false refuses it. Never rejects. */
  readonly onQuestion: (question: EngineQuestion) => Promise<boolean>;
  readonly log: (
    level: 'info' | 'warn' | 'error',
    message: string,
    details?: Record<string, string | number>,
  ) => void;
}

/** The engine process, kept alive: whoever asks gets an answer, whatever becomes of the process. */
export interface EngineHost {
  /** Opens a workspace; an engine that has another one open is stopped first. */
  readonly open: (workspaceFolder: string) => Promise<void>;
  /** Asks the engine. Before it is ready, requests wait in order. Never rejects. */
  readonly request: (channel: EngineChannel, input: unknown) => Promise<WireResult<unknown>>;
  readonly state: () => EngineState;
  /** Jobs that died with an engine: they belong into every list of jobs. */
  readonly lostJobs: () => readonly JobSnapshot[];
  readonly isBusy: () => boolean;
  /** A person wants another try. */
  readonly restart: () => void;
  /** Stops the engine for good: it cancels its jobs, closes the workspace and ends; killed where it does not. */
  readonly stop: () => Promise<void>;
}

const plain = (code: WireError['code']): WireError => ({ code, params: {}, incidentId: null });
/** How long an engine that was told to stop may take to tidy up. */
const LONGEST_STOP_MS = 10_000;

/** One run of the engine process, from its start to its exit. */
interface Run {
  readonly process: EngineProcess;
  readonly watchdog: Watchdog;
  isReady: boolean;
  isStopping: boolean;
  /** The workspace can't be opened: no reason to try again by oneself. */
  failure: WireError | undefined;
  readonly exited: Promise<void>;
}

/** Keeps one engine process running on one workspace. */
export function engineHost(ports: EngineHostPorts): EngineHost {
  const pending = pendingRequests();
  const ledger = jobLedger();
  const policy = restartPolicy();
  /** Requests that came before the engine was ready. */
  let early: (() => void)[] = [];
  let state: EngineState = { state: 'starting', restarts: 0 };
  let restarts = 0;
  let folder: string | undefined;
  let lastOpening = 0;
  let run: Run | undefined;
  let cancelLater: (() => void) | undefined;

  const setState = (next: EngineState): void => {
    state = next;
    ports.onState(next);
  };

  const post = (message: ToEngine): void => {
    run?.process.post(message);
  };

  const fail = (error: WireError): void => {
    setState({ state: 'failed', restarts, error });
    const waiting = early;
    early = [];
    for (const send of waiting) send();
  };

  const start = (workspaceFolder: string): void => {
    const engine = ports.fork();
    let onExited: () => void = () => undefined;
    const current: Run = {
      process: engine,
      isReady: false,
      isStopping: false,
      failure: undefined,
      exited: new Promise((resolve) => {
        onExited = resolve;
      }),
      watchdog: watchdog({
        ticker: ports.ticker,
        expectation: () => {
          if (!current.isReady) return 'starting';
          return pending.size() > 0 || ledger.isBusy() ? 'working' : 'idle';
        },
        onSilence: () => {
          ports.log('error', 'the engine has been silent for too long and is ended');
          engine.kill();
        },
      }),
    };
    run = current;
    engine.onSpawn(() => {
      engine.post({
        kind: 'start',
        workspaceFolder,
        appVersion: ports.appVersion,
        firstSeq: ledger.lastSeq(),
      } satisfies ToEngine);
    });
    engine.onMessage((data) => {
      current.watchdog.feed();
      const parsed = fromEngineSchema.safeParse(data);
      if (parsed.success) take(current, parsed.data);
      else ports.log('error', 'a message from the engine is not understood');
    });
    engine.onExit((code) => {
      current.watchdog.stop();
      onExited();
      exited(current, code, workspaceFolder);
    });
  };

  const take = (current: Run, message: FromEngine): void => {
    switch (message.kind) {
      case 'ready': {
        current.isReady = true;
        setState({ state: 'ready', restarts });
        const waiting = early;
        early = [];
        for (const send of waiting) send();
        return;
      }
      case 'failed':
        current.failure = message.error;
        return;
      case 'response':
        pending.settle(message.requestId, message.result);
        return;
      case 'event':
        if (message.event === 'data:changed') {
          ports.onData(message.payload);
          return;
        }
        if (message.event === 'webex:changed') {
          ports.onWebex();
          return;
        }
        post({ kind: 'acknowledge', jobId: message.payload.jobId });
        ledger.see(message.payload);
        // It has worked through something: what went wrong before is over.
        if (message.payload.state === 'completed') policy.reset();
        ports.onJob(message.payload);
        return;
      case 'open-browser':
      case 'keep-tokens':
        void ports.onQuestion(message).then((isDone) => {
          current.process.post({ kind: 'answer', requestId: message.requestId, isDone } satisfies ToEngine);
        });
        return;
      case 'pulse':
        return;
      case 'log':
        ports.log(message.level, message.message, message.details);
        return;
    }
  };

  const exited = (current: Run, code: number, workspaceFolder: string): void => {
    if (run === current) run = undefined;
    const error = plain(current.isStopping ? 'ENGINE_SHUTTING_DOWN' : 'ENGINE_STOPPED');
    pending.rejectAll(error);
    for (const snapshot of ledger.failUnfinished(error)) ports.onJob(snapshot);
    if (current.isStopping) return;
    ports.log('error', 'the engine has ended', { code });
    if (current.failure) {
      fail(current.failure);
      return;
    }
    const delayMs = policy.next();
    if (delayMs === undefined) {
      fail(plain('ENGINE_FAILED'));
      return;
    }
    restarts += 1;
    setState({ state: 'restarting', restarts });
    cancelLater = ports.later(delayMs, () => {
      start(workspaceFolder);
    });
  };

  const send = (channel: EngineChannel, input: unknown): Promise<WireResult<unknown>> => {
    const requestId = ports.newId();
    const answer = pending.add(requestId);
    post({ kind: 'request', requestId, channel, input });
    return answer;
  };

  const stop = async (): Promise<void> => {
    cancelLater?.();
    cancelLater = undefined;
    const current = run;
    if (!current) return;
    current.isStopping = true;
    post({ kind: 'stop' });
    const cancelKill = ports.later(LONGEST_STOP_MS, () => {
      current.process.kill();
    });
    await current.exited;
    cancelKill();
  };

  const refusal = (): WireResult<never> | undefined => {
    if (state.state === 'failed') return { ok: false, error: state.error };
    if (folder === undefined || run?.isStopping === true) {
      return { ok: false, error: plain('ENGINE_SHUTTING_DOWN') };
    }
    return undefined;
  };

  return {
    open: async (workspaceFolder) => {
      lastOpening += 1;
      const opening = lastOpening;
      await stop();
      // Another workspace was asked for meanwhile: that one counts.
      if (opening !== lastOpening) return;
      folder = workspaceFolder;
      policy.reset();
      setState({ state: 'starting', restarts });
      start(workspaceFolder);
    },
    request: (channel, input) => {
      const refused = refusal();
      if (refused) return Promise.resolve(refused);
      if (run?.isReady === true) return send(channel, input);
      return new Promise((resolve) => {
        early.push(() => {
          const since = refusal();
          if (since) resolve(since);
          else void send(channel, input).then(resolve);
        });
      });
    },
    state: () => state,
    lostJobs: ledger.lost,
    isBusy: () => ledger.isBusy(),
    restart: () => {
      if (run || folder === undefined) return;
      cancelLater?.();
      policy.reset();
      setState({ state: 'starting', restarts });
      start(folder);
    },
    stop: async () => {
      lastOpening += 1;
      await stop();
      folder = undefined;
      fail(plain('ENGINE_SHUTTING_DOWN'));
    },
  };
}
