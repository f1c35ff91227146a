import { describe, expect, test } from 'vitest';
import type { FromEngine, ToEngine } from '#shared/engine-protocol.ts';
import type { EngineState } from '#shared/ipc/contract/engine.ts';
import type { JobSnapshot } from '#shared/ipc/contract/jobs.ts';
import { engineHost, type EngineHost } from '../../../src/main/shell/engine/engine-host.ts';
import type { EngineProcess } from '../../../src/main/shell/engine/engine-process.ts';

/** A process that does nothing by itself: the test decides what it says and when it ends. */
interface FakeProcess extends EngineProcess {
  readonly heard: ToEngine[];
  readonly spawn: () => void;
  readonly say: (message: unknown) => void;
  readonly exit: (code: number) => void;
  readonly wasKilled: () => boolean;
}

function fakeProcess(): FakeProcess {
  const heard: ToEngine[] = [];
  let onSpawn: () => void = () => undefined;
  let onMessage: (message: unknown) => void = () => undefined;
  let onExit: (code: number) => void = () => undefined;
  let killed = false;
  return {
    heard,
    post: (message) => {
      heard.push(structuredClone(message) as ToEngine);
    },
    onSpawn: (listener) => {
      onSpawn = listener;
    },
    onMessage: (listener) => {
      onMessage = listener;
    },
    onExit: (listener) => {
      onExit = listener;
    },
    kill: () => {
      if (killed) return;
      killed = true;
      onExit(137);
    },
    spawn: () => {
      onSpawn();
    },
    say: (message) => {
      onMessage(structuredClone(message));
    },
    exit: (code) => {
      onExit(code);
    },
    wasKilled: () => killed,
  };
}

interface Setup {
  readonly host: EngineHost;
  readonly processes: FakeProcess[];
  readonly states: EngineState[];
  readonly jobs: JobSnapshot[];
  readonly current: () => FakeProcess;
  /** Runs what is to happen later, as if its time had come. */
  readonly elapse: () => void;
  readonly tick: (times: number) => void;
}

function setUp(): Setup {
  const processes: FakeProcess[] = [];
  const states: EngineState[] = [];
  const jobs: JobSnapshot[] = [];
  const later = new Set<() => void>();
  const tickers = new Set<() => void>();
  let ids = 0;
  const host = engineHost({
    fork: () => {
      const made = fakeProcess();
      processes.push(made);
      return made;
    },
    newId: () => `id-${String(++ids)}`,
    ticker: {
      every: (_everyMs, tick) => {
        tickers.add(tick);
        return () => tickers.delete(tick);
      },
    },
    later: (_delayMs, action) => {
      later.add(action);
      return () => later.delete(action);
    },
    appVersion: '1.0.0',
    onState: (state) => states.push(state),
    onJob: (job) => jobs.push(job),
    onData: () => undefined,
    onWebex: () => undefined,
    onQuestion: () => Promise.resolve(true),
    log: () => undefined,
  });
  return {
    host,
    processes,
    states,
    jobs,
    current: () => processes.at(-1)!,
    elapse: () => {
      const due = [...later];
      later.clear();
      for (const action of due) action();
    },
    tick: (times) => {
      for (let index = 0; index < times; index += 1) for (const tick of [...tickers]) tick();
    },
  };
}

async function ready(): Promise<Setup> {
  const setup = setUp();
  await setup.host.open('/books');
  setup.current().spawn();
  setup.current().say({ kind: 'ready' });
  return setup;
}

const requestsOf = (process: FakeProcess): Extract<ToEngine, { kind: 'request' }>[] =>
  process.heard.filter((message) => message.kind === 'request');

const job = (changes: Partial<JobSnapshot>): JobSnapshot => ({
  jobId: 'j1',
  kind: 'import',
  files: ['a.csv'],
  state: 'running',
  progress: null,
  outcome: null,
  error: null,
  startedAt: '2026-11-02T01:00:00.000Z',
  seq: 7,
  ...changes,
});
const jobEvent = (changes: Partial<JobSnapshot> = {}): FromEngine => ({
  kind: 'event',
  event: 'jobs:changed',
  payload: job(changes),
});

describe('the host of the engine', () => {
  test('names the workspace only once the process is there', async () => {
    const setup = setUp();
    await setup.host.open('/books');
    expect(setup.current().heard).toEqual([]);
    setup.current().spawn();
    expect(setup.current().heard).toEqual([
      { kind: 'start', workspaceFolder: '/books', appVersion: '1.0.0', firstSeq: 0 },
    ]);
  });

  test('keeps early requests, in their order, until the engine is ready', async () => {
    const setup = setUp();
    await setup.host.open('/books');
    void setup.host.request('jobs:list-jobs', undefined);
    void setup.host.request('periods:list-periods', { offset: 0, limit: 1 });
    setup.current().spawn();
    expect(requestsOf(setup.current())).toEqual([]);
    setup.current().say({ kind: 'ready' });
    expect(requestsOf(setup.current()).map(({ channel }) => channel)).toEqual([
      'jobs:list-jobs',
      'periods:list-periods',
    ]);
  });

  test('gives each of two overlapping requests its own answer, once', async () => {
    const setup = await ready();
    const first = setup.host.request('jobs:list-jobs', undefined);
    const second = setup.host.request('jobs:list-jobs', undefined);
    const [one, two] = requestsOf(setup.current());
    const answer = (requestId: string, value: unknown): void => {
      setup.current().say({ kind: 'response', requestId, result: { ok: true, value } });
    };
    answer(two!.requestId, 'second');
    answer(two!.requestId, 'again');
    answer(one!.requestId, 'first');
    expect(await first).toEqual({ ok: true, value: 'first' });
    expect(await second).toEqual({ ok: true, value: 'second' });
  });

  test.each([0, 1, 137])('answers what is under way when the engine ends with code %i', async (code) => {
    const setup = await ready();
    const request = setup.host.request('jobs:list-jobs', undefined);
    setup.current().exit(code);
    expect(await request).toMatchObject({ ok: false, error: { code: 'ENGINE_STOPPED' } });
    expect(setup.host.state()).toEqual({ state: 'restarting', restarts: 1 });
  });

  test('starts a new engine on the same workspace, and requests meanwhile reach it', async () => {
    const setup = await ready();
    setup.current().exit(1);
    const request = setup.host.request('jobs:list-jobs', undefined);
    setup.elapse();
    expect(setup.processes).toHaveLength(2);
    setup.current().spawn();
    setup.current().say({ kind: 'ready' });
    const [asked] = requestsOf(setup.current());
    setup.current().say({ kind: 'response', requestId: asked!.requestId, result: { ok: true, value: 1 } });
    expect(await request).toEqual({ ok: true, value: 1 });
    expect(setup.host.state()).toEqual({ state: 'ready', restarts: 1 });
  });

  test('tells that the jobs of a dead engine have failed, and counts on from them', async () => {
    const setup = await ready();
    setup.current().say(jobEvent({ seq: 41 }));
    setup.current().exit(1);
    expect(setup.jobs.at(-1)).toMatchObject({
      jobId: 'j1',
      state: 'failed',
      seq: 42,
      error: { code: 'ENGINE_STOPPED' },
    });
    expect(setup.host.lostJobs()).toHaveLength(1);
    setup.elapse();
    setup.current().spawn();
    expect(setup.current().heard[0]).toMatchObject({ kind: 'start', firstSeq: 42 });
  });

  test('acknowledges each snapshot of a job', async () => {
    const setup = await ready();
    setup.current().say(jobEvent());
    expect(setup.current().heard.at(-1)).toEqual({ kind: 'acknowledge', jobId: 'j1' });
  });

  test('gives up after five deaths in a row, answers everything, and starts anew when a person says so', async () => {
    const setup = await ready();
    for (let death = 0; death < 6; death += 1) {
      setup.current().exit(1);
      setup.elapse();
    }
    expect(setup.processes).toHaveLength(6);
    expect(setup.host.state()).toMatchObject({ state: 'failed', error: { code: 'ENGINE_FAILED' } });
    expect(await setup.host.request('jobs:list-jobs', undefined)).toMatchObject({
      error: { code: 'ENGINE_FAILED' },
    });
    setup.host.restart();
    expect(setup.processes).toHaveLength(7);
  });

  test('does not try again where the workspace can not be opened, and answers early requests with why', async () => {
    const setup = setUp();
    await setup.host.open('/books');
    const early = setup.host.request('jobs:list-jobs', undefined);
    setup.current().spawn();
    setup.current().say({
      kind: 'failed',
      error: { code: 'WORKSPACE_LOCKED', params: {}, incidentId: null },
    });
    setup.current().exit(3);
    setup.elapse();
    expect(setup.processes).toHaveLength(1);
    expect(await early).toMatchObject({ ok: false, error: { code: 'WORKSPACE_LOCKED' } });
  });

  test('ends an engine that is silent while it should be working', async () => {
    const setup = await ready();
    void setup.host.request('jobs:list-jobs', undefined);
    setup.tick(24);
    expect(setup.current().wasKilled()).toBe(true);
    expect(setup.host.state().state).toBe('restarting');
  });

  test('leaves an engine alone that has nothing to do, or that is heard of', async () => {
    const setup = await ready();
    setup.tick(100);
    setup.current().say(jobEvent());
    for (let round = 0; round < 10; round += 1) {
      setup.tick(20);
      setup.current().say({ kind: 'pulse' });
    }
    expect(setup.current().wasKilled()).toBe(false);
  });

  test('gives a workspace that is being opened more time', async () => {
    const setup = setUp();
    await setup.host.open('/books');
    setup.tick(100);
    expect(setup.current().wasKilled()).toBe(false);
    setup.tick(80);
    expect(setup.current().wasKilled()).toBe(true);
  });

  test('is not disturbed by messages that it does not understand', async () => {
    const setup = await ready();
    for (const message of [null, 5, { kind: 'event' }, { kind: 'response', requestId: 'x' }]) {
      setup.current().say(message);
    }
    expect(setup.host.state().state).toBe('ready');
  });

  test('opening another workspace waits for the first engine to end', async () => {
    const setup = await ready();
    const opened = setup.host.open('/other');
    expect(setup.current().heard.at(-1)).toEqual({ kind: 'stop' });
    expect(setup.processes).toHaveLength(1);
    setup.current().exit(0);
    await opened;
    expect(setup.processes).toHaveLength(2);
    setup.current().spawn();
    expect(setup.current().heard[0]).toMatchObject({ workspaceFolder: '/other' });
  });

  test('of two workspaces opened in a row only the last gets an engine', async () => {
    const setup = await ready();
    const opened = Promise.all([setup.host.open('/one'), setup.host.open('/two')]);
    setup.current().exit(0);
    await opened;
    expect(setup.processes).toHaveLength(2);
    setup.current().spawn();
    expect(setup.current().heard[0]).toMatchObject({ workspaceFolder: '/two' });
  });

  test('an engine that does not stop is ended, and is not started again', async () => {
    const setup = await ready();
    const stopped = setup.host.stop();
    setup.elapse();
    await stopped;
    expect(setup.current().wasKilled()).toBe(true);
    setup.elapse();
    expect(setup.processes).toHaveLength(1);
    expect(await setup.host.request('jobs:list-jobs', undefined)).toMatchObject({
      error: { code: 'ENGINE_SHUTTING_DOWN' },
    });
  });
});
