import { join, resolve } from 'node:path';
import type { WebexHost } from '#engine/dispatch/webex/session.ts';
import { runEngineProcess } from '#engine/entry.ts';
import {
  fromEngineSchema,
  type EngineChannel,
  type EngineInput,
  type EngineOutput,
  type FromEngine,
  type ToEngine,
} from '#shared/engine-protocol.ts';
import type { JobSnapshot } from '#shared/ipc/contract/jobs.ts';
import type { WireResult } from '#shared/ipc/envelope.ts';
import { onTestFinished } from 'vitest';
import type { EngineQuestion } from '../../../src/main/shell/webex/answer-engine.ts';
import { temporaryFolder } from '../../support/workspace.ts';
import { until } from '../../support/until.ts';

/** The practice period's files. */
export const practice = (name: string): { path: string; name: string } => ({
  path: resolve(import.meta.dirname, '../../../resources/practice', name),
  name,
});

/** An engine on a real workspace, at the end of a line that copies every message as a real port does. */
export interface EngineLine {
  readonly told: FromEngine[];
  readonly exits: number[];
  readonly send: (message: ToEngine) => void;
  readonly sendRaw: (message: unknown) => void;
  readonly ask: <Name extends EngineChannel>(
    channel: Name,
    input: EngineInput<Name>,
  ) => Promise<WireResult<EngineOutput<Name>>>;
  /** The last snapshot of a job once it satisfies `check`. */
  readonly job: (jobId: string, check: (job: JobSnapshot) => boolean) => Promise<JobSnapshot>;
}

export function engineLine(
  options: {
    folder?: string;
    acknowledges?: boolean;
    firstSeq?: number;
    webex?: WebexHost;
    /** What main does when the engine asks; refuses unless told. */
    onQuestion?: (question: EngineQuestion) => boolean | Promise<boolean>;
  } = {},
): EngineLine {
  // First of all: what is made first is removed last.
  const workspaceFolder = options.folder ?? join(temporaryFolder(), 'workspace');
  const told: FromEngine[] = [];
  const exits: number[] = [];
  let listener: (message: unknown) => void = () => undefined;
  const sendRaw = (message: unknown): void => {
    listener(structuredClone(message));
  };
  const send = (message: ToEngine): void => {
    sendRaw(message);
  };
  runEngineProcess({
    port: {
      post: (message) => {
        const parsed = fromEngineSchema.parse(structuredClone(message));
        told.push(parsed);
        if (parsed.kind === 'open-browser' || parsed.kind === 'keep-tokens') {
          const { requestId } = parsed;
          void Promise.resolve(options.onQuestion?.(parsed) ?? false).then((isDone) => {
            send({ kind: 'answer', requestId, isDone });
          });
        }
        if (options.acknowledges === false || parsed.kind !== 'event' || parsed.event !== 'jobs:changed')
          return;
        const { jobId } = parsed.payload;
        queueMicrotask(() => {
          send({ kind: 'acknowledge', jobId });
        });
      },
      listen: (given) => {
        listener = given;
      },
    },
    webex: options.webex ?? {
      fetch: () => Promise.reject(new Error('no network in this test')),
      environment: {},
    },
    exit: (code) => {
      exits.push(code);
    },
  });
  let asked = 0;
  const ask: EngineLine['ask'] = async (channel, input) => {
    const requestId = `r${String(++asked)}`;
    send({ kind: 'request', requestId, channel, input });
    const response = await eventually(`an answer to ${channel}`, () =>
      told.find((message) => message.kind === 'response' && message.requestId === requestId),
    );
    if (response.kind !== 'response') throw new Error('not a response');
    return response.result as never;
  };
  onTestFinished(async () => {
    send({ kind: 'stop' });
    await until('the engine ends', () => exits.length > 0);
  });
  send({
    kind: 'start',
    workspaceFolder,
    appVersion: '9.9.9',
    firstSeq: options.firstSeq ?? 0,
  });
  return {
    told,
    exits,
    send,
    sendRaw,
    ask,
    job: (jobId, check) =>
      eventually(`job ${jobId}`, () =>
        told
          .flatMap((message) =>
            message.kind === 'event' && message.event === 'jobs:changed' ? [message.payload] : [],
          )
          .findLast((job) => job.jobId === jobId && check(job)),
      ),
  };
}

/** What `find` gives, once it gives something. */
async function eventually<Found>(what: string, find: () => Found | undefined): Promise<Found> {
  let found: Found | undefined;
  await until(what, () => (found = find()) !== undefined);
  return found as Found;
}

/** The value of an outcome that must be good. */
export function valueOf<Value>(result: WireResult<Value>): Value {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.error)}`);
  return result.value;
}

export const isOver = ({ state }: JobSnapshot): boolean =>
  state === 'completed' || state === 'failed' || state === 'cancelled';
