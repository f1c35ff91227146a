import type { IncomingMessage, ServerResponse } from 'node:http';
import { randomUUID } from 'node:crypto';

/** A request as it arrived. */
export interface RecordedRequest {
  /** `api`: where tokens belong; `content`: the download host; `stranger`: where nothing at all should arrive. */
  readonly server: 'api' | 'content' | 'stranger';
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
  /** What it was answered with; undefined where the connection was broken instead. */
  answer: RecordedAnswer | undefined;
}

export interface RecordedAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** An answer before it is sent. */
export interface Answer {
  status: number;
  headers?: Record<string, string>;
  body?: string | Buffer;
}

/** JSON as Webex sends it. */
export const json = (status: number, value: unknown, headers: Record<string, string> = {}): Answer => ({
  status,
  headers: { 'content-type': 'application/json;charset=UTF-8', ...headers },
  body: JSON.stringify(value),
});

/** A failure as Webex describes it. */
export function failure(status: number, message: string, code?: number): Answer {
  const trackingId = `EMULATOR_${randomUUID().toUpperCase()}`;
  const error = { description: message, ...(code === undefined ? {} : { errorCode: code }) };
  return json(status, { message, errors: [error], trackingId }, { trackingid: trackingId });
}

/** A page as a gateway or a proxy sends it. */
export const page = (status: number, title: string): Answer => ({
  status,
  headers: { 'content-type': 'text/html' },
  body: `<!DOCTYPE html><html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`,
});

/** Reads a request to its end. */
export async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

/** Sends an answer. */
export function send(response: ServerResponse, answer: Answer): void {
  const body = answer.body ?? '';
  response.writeHead(answer.status, {
    ...(answer.status === 204 ? {} : { 'content-length': Buffer.byteLength(body) }),
    ...answer.headers,
  });
  response.end(answer.status === 204 ? undefined : body);
}
