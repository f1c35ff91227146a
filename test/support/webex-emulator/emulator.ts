import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { randomBytes, randomUUID } from 'node:crypto';
import { answerApi, type ApiState, callOf, type EmulatedSubPartner } from './api.ts';
import { type ContentSource, inventedContent } from './content.ts';
import { type EmulatedCall, type Fault, type FaultQueue, faultQueue } from './faults.ts';
import { type Answer, failure, json, page, readBody, type RecordedRequest, send } from './http.ts';
import { type EmulatedIntegration, type OAuthServer, oauthServer } from './oauth.ts';
import { type EmulatedReport, type NewEmulatedReport, type ReportStore, reportStore } from './reports.ts';
import { DEFAULT_SETTINGS, type EmulatorSettings } from './settings.ts';

export interface EmulatorOptions {
  readonly now?: () => Date;
  readonly content?: ContentSource;
  /** 0: any free port. */
  readonly apiPort?: number;
  readonly settings?: Partial<EmulatorSettings>;
  readonly redirectUris?: readonly string[];
}

/** A running emulator. */
export interface Emulator {
  /** What TIEOUT_API_URL is set to. */
  readonly apiUrl: string;
  readonly contentOrigin: string;
  readonly settings: EmulatorSettings;
  readonly faults: FaultQueue;
  readonly reports: ReportStore;
  readonly subPartners: EmulatedSubPartner[];
  readonly oauth: OAuthServer;
  readonly integration: EmulatedIntegration;
  /** Every request to any of its servers, in order. */
  readonly requests: RecordedRequest[];
  /** Every signature that was ever minted: what must be found nowhere. */
  readonly signatures: () => readonly string[];
  /** Resolves when a request of this kind arrives from now on. */
  readonly arrival: (call: EmulatedCall) => Promise<RecordedRequest>;
  readonly close: () => Promise<void>;
}

const listen = (server: Server, port: number): Promise<string> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      resolve(`http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : port}`);
    });
  });

/** Starts an emulator: an API server, a content server, and a server that nothing should ever call. */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const now = options.now ?? (() => new Date());
  const content = options.content ?? inventedContent;
  const settings: EmulatorSettings = { ...DEFAULT_SETTINGS, failures: [], ...options.settings };
  const integration: EmulatedIntegration = {
    clientId: `C${randomBytes(16).toString('hex')}`,
    clientSecret: randomBytes(32).toString('hex'),
    redirectUris: options.redirectUris ?? ['http://localhost:4200/authorize'],
  };
  const faults = faultQueue();
  const requests: RecordedRequest[] = [];
  const links = new Map<string, { report: EmulatedReport; expiresAt: number }>();
  const waiting: { call: EmulatedCall; resolve: (request: RecordedRequest) => void }[] = [];
  const origins = { api: '', content: '', stranger: '' };

  const state: ApiState = {
    settings,
    reports: reportStore(now),
    subPartners: [],
    oauth: oauthServer(integration, settings, now),
    now,
    origin: () => origins.api,
    strangerOrigin: () => origins.stranger,
    mintLink: (report) => {
      const signature = randomBytes(96).toString('base64url');
      const expiresAt = now().getTime() + settings.linkLifeMs;
      links.set(signature, { report, expiresAt });
      const query = `Expires=${Math.floor(expiresAt / 1000)}&Signature=${signature}&Key-Pair-Id=APKAEMULATED`;
      return `${origins.content}/${randomUUID()}/WHOLESALE/${randomUUID()}.csv?${query}`;
    },
  };

  const record = async (
    server: RecordedRequest['server'],
    request: IncomingMessage,
  ): Promise<RecordedRequest> => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const recorded: RecordedRequest = {
      server,
      method: request.method ?? '',
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
      headers: request.headers,
      body: await readBody(request),
      answer: undefined,
    };
    return recorded;
  };

  const announce = (call: EmulatedCall, recorded: RecordedRequest): void => {
    requests.push(recorded);
    for (const entry of waiting.splice(0)) {
      if (entry.call === call) entry.resolve(recorded);
      else waiting.push(entry);
    }
  };

  const reply = (response: ServerResponse, recorded: RecordedRequest, answer: Answer): void => {
    const body = answer.body ?? '';
    recorded.answer = { status: answer.status, headers: answer.headers ?? {}, body: body.toString() };
    send(response, answer);
  };

  /** The answer of a fault; undefined where it does without one. */
  const faulty = (fault: Fault | undefined, proper: () => Answer): Answer | undefined => {
    switch (fault?.kind) {
      case undefined:
      case 'break':
        return proper();
      case 'status': {
        const made =
          fault.html === true
            ? page(fault.status, `${fault.status}`)
            : failure(fault.status, 'Emulated failure');
        const body = fault.body === undefined ? {} : { body: JSON.stringify(fault.body) };
        return { ...made, ...body, headers: { ...made.headers, ...fault.headers } };
      }
      case 'proxy-page':
        return page(200, 'Sign in to the network');
      case 'lost-answer':
        proper();
        return undefined;
      case 'reset':
      case 'hang':
        return undefined;
    }
  };

  const apiServer = createServer((request, response) => {
    void (async () => {
      const recorded = await record('api', request);
      const control = answerControl(recorded);
      if (control) {
        send(response, control);
        return;
      }
      const path = recorded.path.replace(/^\/v1/, '');
      const call = callOf(recorded.method, path);
      if (call === undefined) {
        requests.push(recorded);
        reply(response, recorded, failure(404, 'No such resource'));
        return;
      }
      const fault = faults.take(call);
      announce(call, recorded);
      const answer = faulty(fault, () => answerApi(state, call, { ...recorded, path }));
      if (answer) reply(response, recorded, answer);
      else if (fault?.kind !== 'hang') request.socket.destroy();
    })();
  });

  function answerControl(recorded: RecordedRequest): Answer | undefined {
    if (!recorded.path.startsWith('/_emulator/')) return undefined;
    const name = recorded.path.slice('/_emulator/'.length);
    if (name === 'requests') return json(200, requests);
    const body = JSON.parse(recorded.body === '' ? '{}' : recorded.body) as unknown;
    if (name === 'faults') faults.add(...([body].flat() as Fault[]));
    if (name === 'settings') Object.assign(settings, body);
    if (name === 'reports') state.reports.add(body as NewEmulatedReport);
    if (name === 'sub-partners') state.subPartners.push(body as EmulatedSubPartner);
    const { subPartners } = state;
    return json(200, { settings, faults: faults.left(), reports: state.reports.list(), subPartners });
  }

  const contentServer = createServer((request, response) => {
    void (async () => {
      const recorded = await record('content', request);
      const fault = faults.take('download');
      announce('download', recorded);
      const link = links.get(recorded.query['Signature'] ?? '');
      const isValid = link !== undefined && link.expiresAt > now().getTime();
      if (fault !== undefined && fault.kind !== 'break') {
        const answer = faulty(fault, () => ({ status: 200 }));
        if (answer) reply(response, recorded, answer);
        else if (fault.kind !== 'hang') request.socket.destroy();
        return;
      }
      if (!isValid) {
        const body = '<?xml version="1.0" encoding="UTF-8"?><Error><Code>AccessDenied</Code></Error>';
        reply(response, recorded, { status: 403, headers: { 'content-type': 'text/xml' }, body });
        return;
      }
      const bytes = content(link.report);
      const cut = fault === undefined ? bytes.length : Math.min(fault.afterBytes, bytes.length);
      recorded.answer = { status: 200, headers: { 'content-type': 'text/csv' }, body: '' };
      if (settings.framing === 'close') {
        // As an old proxy does: neither a length nor chunks, the file ends where the connection does.
        response.useChunkedEncodingByDefault = false;
        response.shouldKeepAlive = false;
      }
      const length = settings.framing === 'length' ? { 'content-length': bytes.length } : {};
      response.writeHead(200, { 'content-type': 'text/csv', ...length });
      response.write(bytes.subarray(0, cut), () => {
        if (fault === undefined) response.end();
        else if (settings.framing === 'close') request.socket.end();
        else request.socket.destroy();
      });
    })();
  });

  const strangerServer = createServer((request, response) => {
    void record('stranger', request).then((recorded) => {
      requests.push(recorded);
      reply(response, recorded, json(200, { items: [] }));
    });
  });

  const servers = [apiServer, contentServer, strangerServer];
  origins.api = await listen(apiServer, options.apiPort ?? 0);
  origins.content = await listen(contentServer, 0);
  origins.stranger = await listen(strangerServer, 0);

  return {
    apiUrl: `${origins.api}/v1`,
    contentOrigin: origins.content,
    settings,
    faults,
    reports: state.reports,
    subPartners: state.subPartners,
    oauth: state.oauth,
    integration,
    requests,
    signatures: () => [...links.keys()],
    arrival: (call) =>
      new Promise((resolve) => {
        waiting.push({ call, resolve });
      }),
    close: async () => {
      for (const server of servers) {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      }
    },
  };
}
