import { randomUUID } from 'node:crypto';
import { homedir } from 'node:os';
import { PULSE_EVERY_MS, toEngineSchema, type FromEngine, type ToEngine } from '#shared/engine-protocol.ts';
import type { WireError, WireResult } from '#shared/ipc/envelope.ts';
import { internalError, toWireError } from '#shared/ipc/to-wire-error.ts';
import { describeError } from '#shared/log/describe-error.ts';
import { openWorkspace, type Workspace } from './context.ts';
import { engineHandlers } from './dispatch/handlers.ts';
import { jobPublisher } from './dispatch/job-publisher.ts';
import { jobRegistry, type JobRegistry } from './dispatch/job-registry.ts';
import { maskedEdge } from './dispatch/masks/masked-edge.ts';
import { openReader } from './dispatch/read-workspace.ts';
import { inTurns } from './dispatch/unhurried.ts';
import { hostLine, type HostLine } from './dispatch/webex/host-line.ts';
import { webexSession, type WebexHost } from './dispatch/webex/session.ts';
import { dispatcher, type Dispatcher } from './dispatcher.ts';
import { draftStore } from './services/drafts/draft-store.ts';
import { makeDailyCopy } from './services/kept-copies.ts';
import { readMaskChoices, wishOf } from './services/privacy/mask-choices.ts';
import { screenMasks } from './services/privacy/screen-masks.ts';
import { lookUpMasks } from './services/privacy/unmask.ts';
import { keepHeapModest } from './modest-heap.ts';
import { nodePorts, type EngineLog } from './ports.ts';

/** The engine's end of the line to main: Electron's `process.parentPort`, or a test's. */
export interface EnginePort {
  readonly post: (message: FromEngine) => void;
  readonly listen: (listener: (message: unknown) => void) => void;
}

/** What the process around the engine lends. */
export interface EngineProcessHost {
  readonly port: EnginePort;
  readonly webex: WebexHost;
  readonly exit: (code: number) => void;
}

/** An engine with its workspace open. */
interface Running {
  readonly dispatch: Dispatcher;
  readonly jobs: JobRegistry;
  readonly acknowledge: (jobId: string) => void;
  readonly host: HostLine;
  readonly close: () => void;
}

/** Exit codes that main tells apart: a workspace that can't be opened is no reason to try again. */
const EXIT_STOPPED = 0;
const EXIT_FAILED = 3;

/** Runs the engine behind a port: opens the workspace that main names, then answers until told to stop. */
export function runEngineProcess({ port, webex, exit }: EngineProcessHost): void {
  keepHeapModest();
  const log = portLog(port);
  const toWire = (error: unknown): WireError => toWireError(error) ?? logged(error, log);
  let running: Running | undefined;

  const start = (message: Extract<ToEngine, { kind: 'start' }>): void => {
    try {
      running = openEngine(message, { port, webex, log, toWire });
      port.post({ kind: 'ready' });
    } catch (error) {
      port.post({ kind: 'failed', error: toWire(error) });
      exit(EXIT_FAILED);
    }
  };

  const stop = async (): Promise<void> => {
    try {
      await running?.jobs.stop();
      running?.close();
    } catch (error) {
      // The process ends in any case; the next start tidies up.
      logged(error, log);
    }
    exit(EXIT_STOPPED);
  };

  const answer = (requestId: string, result: WireResult<unknown> | Promise<WireResult<unknown>>): void => {
    if (result instanceof Promise) {
      // Never rejects: the dispatcher turns what is thrown into an answer.
      void result.then((settled) => {
        answer(requestId, settled);
      });
      return;
    }
    port.post({ kind: 'response', requestId, result });
  };

  port.listen((data) => {
    const parsed = toEngineSchema.safeParse(data);
    if (!parsed.success) {
      log.error('a message from main is not understood');
      return;
    }
    const message = parsed.data;
    switch (message.kind) {
      case 'start':
        if (!running) start(message);
        return;
      case 'request':
        // Main asks only after `ready`; what comes without is a mistake there, and is answered as such.
        answer(
          message.requestId,
          running?.dispatch(message.channel, message.input) ?? {
            ok: false,
            error: logged(new Error('a request before the workspace was open'), log),
          },
        );
        return;
      case 'cancel':
        // Reads are answered within their own turn, and a change that waits for its turn is made: what a person has
        // asked for is not dropped. Main forgets by itself what it no longer waits for.
        return;
      case 'acknowledge':
        running?.acknowledge(message.jobId);
        return;
      case 'answer':
        running?.host.settle(message.requestId, message.isDone);
        return;
      case 'stop':
        void stop();
        return;
    }
  });
}

function openEngine(
  { workspaceFolder, appVersion, firstSeq }: Extract<ToEngine, { kind: 'start' }>,
  {
    port,
    webex,
    log,
    toWire,
  }: {
    readonly port: EnginePort;
    readonly webex: WebexHost;
    readonly log: EngineLog;
    readonly toWire: (error: unknown) => WireError;
  },
): Running {
  const workspace: Workspace = openWorkspace({ folder: workspaceFolder, ports: nodePorts(log) });
  const reader = openReader(workspace);
  const drafts = draftStore();
  const { screen } = readMaskChoices(reader.database);
  const masks = screenMasks(workspace.folder, reader.database, wishOf(screen));
  const edge = maskedEdge({
    masks,
    database: reader.database,
    drafts,
    toWire,
    lookUp: (wanted) => lookUpMasks(reader.workspace, wanted, inTurns()),
  });
  const publisher = jobPublisher((snapshot) => {
    port.post({ kind: 'event', event: 'jobs:changed', payload: edge.snapshot(snapshot) });
  });
  const tellChanged = (seq: number): void => {
    port.post({ kind: 'event', event: 'data:changed', payload: { seq } });
  };
  const jobs: JobRegistry = jobRegistry({
    newId: workspace.ports.newId,
    clock: workspace.ports.clock,
    toWire,
    firstSeq,
    onChange: (snapshot) => {
      publisher.publish(snapshot);
      if (snapshot.state !== 'completed') return;
      tellChanged(snapshot.seq);
      if (snapshot.kind === 'import' || snapshot.kind === 'reconcile') copyOfTheDay();
    },
    onWritten: () => {
      tellChanged(jobs.nextSeq());
    },
  });
  const host = hostLine(port.post, workspace.ports.newId);
  const session = webexSession({
    ports: workspace.ports,
    webex,
    host,
    toWire,
    onChange: () => {
      port.post({ kind: 'event', event: 'webex:changed', payload: {} });
    },
  });
  /** After the first work of a day, and in its turn: nobody waits for it, and a failure is no failure of the job. */
  const copyOfTheDay = (): void => {
    jobs.exclusively(() => makeDailyCopy(workspace)).catch((error: unknown) => void logged(error, log));
  };
  const pulse = setInterval(() => {
    if (jobs.isBusy()) port.post({ kind: 'pulse' });
  }, PULSE_EVERY_MS);
  let isClosed = false;
  const close = (): void => {
    if (isClosed) return;
    isClosed = true;
    clearInterval(pulse);
    session.stop();
    reader.close();
    workspace.close();
  };
  return {
    dispatch: edge.around(
      dispatcher(
        engineHandlers({
          workspace,
          reader,
          jobs,
          webex: session,
          drafts,
          masks,
          tellChanged: () => {
            tellChanged(jobs.nextSeq());
          },
          closeForGood: async () => {
            await jobs.stop();
            close();
          },
          appVersion,
        }),
        toWire,
      ),
    ),
    jobs,
    acknowledge: publisher.acknowledge,
    host,
    close,
  };
}

/** The log of the engine is main's: one file, one redaction. */
const portLog = (port: EnginePort): EngineLog => {
  const at =
    (level: 'info' | 'warn' | 'error'): EngineLog['info'] =>
    (message, details = {}) => {
      port.post({ kind: 'log', level, message, details });
    };
  return { info: at('info'), warn: at('warn'), error: at('error') };
};

/** A bug: its story goes to the log under a number, the number to the window. */
function logged(error: unknown, log: EngineLog): WireError {
  const incidentId = randomUUID().slice(0, 8);
  log.error(`incident ${incidentId}\n${describeError(error, homedir()).join('\n')}`);
  return internalError(incidentId);
}
