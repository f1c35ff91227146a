import { readFile } from 'node:fs/promises';
import type { Request as PageRequest, Route } from 'playwright';
import { tell } from './control.ts';
import { toAppUrl, toPagePolicy, toPageUrl } from './page-urls.ts';
import { protocolHandler } from './protocol.ts';
import { requestHooks } from './session.ts';
import type { WebContentsStandIn } from './web-contents.ts';

const TYPES: Readonly<Record<string, string>> = {
  fetch: 'xhr',
  xhr: 'xhr',
  ping: 'ping',
  websocket: 'webSocket',
};

/** Answers a request of a page as Electron would: the app's hooks, then the handler of the scheme. */
export async function answerRequest(
  route: Route,
  contentsOf: (request: PageRequest) => WebContentsStandIn | undefined,
): Promise<void> {
  const request = route.request();
  const contents = contentsOf(request);
  // A window that the app did not open: it is about to be closed.
  if (!contents) return route.abort('blockedbyclient');
  const isMainFrame = request.frame() === request.frame().page().mainFrame();
  const url = toAppUrl(request.url());
  if (request.isNavigationRequest() && !contents.mayNavigate(url, request.frame(), isMainFrame)) {
    // The page stays what it was.
    return route.abort('aborted');
  }

  const type = request.resourceType();
  const details = {
    id: 0,
    url,
    method: request.method(),
    resourceType: type === 'document' ? (isMainFrame ? 'mainFrame' : 'subFrame') : (TYPES[type] ?? type),
    referrer: '',
    timestamp: Date.now(),
    webContents: contents,
    webContentsId: contents.id,
    frame: contents.mainFrame,
  };
  const before = await requestHooks.beforeRequest.ask(details);
  if (before.cancel === true) return route.abort('blockedbyclient');
  if (before.redirectURL !== undefined) {
    return route.fulfill({ status: 307, headers: { location: toPageUrl(before.redirectURL) } });
  }

  const scheme = url.slice(0, url.indexOf(':'));
  if (scheme === 'file')
    return route.fulfill({ body: await readFile(new URL(url)), contentType: mimeOf(url) });
  const handler = protocolHandler(scheme);
  if (!handler) {
    tell({ kind: 'problem', text: `A request left the app: ${request.method()} ${url}` });
    return route.abort('connectionrefused');
  }
  const body = request.postDataBuffer();
  const response = await handler(
    new Request(url, {
      method: request.method(),
      headers: request.headers(),
      ...(body ? { body: new Uint8Array(body) } : {}),
    }),
  );
  const responseHeaders: Record<string, string[]> = {};
  for (const [name, value] of response.headers) (responseHeaders[name] ??= []).push(value);
  const received = await requestHooks.headersReceived.ask({
    ...details,
    statusCode: response.status,
    statusLine: `HTTP/1.1 ${response.status}`,
    responseHeaders,
  } as never);
  if (received.cancel === true) return route.abort('blockedbyclient');
  await route.fulfill({
    status: response.status,
    headers: pageHeaders(received.responseHeaders ?? responseHeaders),
    body: Buffer.from(await response.arrayBuffer()),
  });
}

function pageHeaders(headers: Readonly<Record<string, string | readonly string[]>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => {
      const text = typeof value === 'string' ? value : value.join(', ');
      const isPolicy = name.toLowerCase() === 'content-security-policy';
      return [name, isPolicy ? toPagePolicy(text) : text];
    }),
  );
}

function mimeOf(url: string): string {
  if (url.endsWith('.html')) return 'text/html';
  return url.endsWith('.css') ? 'text/css' : 'text/javascript';
}
