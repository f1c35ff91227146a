import { createServer, type ServerResponse } from 'node:http';
import { AppError } from '#core/errors.ts';
import { networkReason } from '../client/exchange.ts';

/** Waits on this machine for the one redirect that ends a sign-in. */
export interface LoopbackServer {
  /** What the Integration must have registered, to the letter. */
  readonly redirectUri: string;
  /** The parameters of the redirect; throws AUTHORIZATION_TIMED_OUT or CANCELLED. */
  readonly wait: (timeoutMs: number, signal: AbortSignal) => Promise<URLSearchParams>;
  readonly close: () => void;
}

/** What the person reads in the browser once they may go back to Tieout. */
export interface LoopbackPage {
  readonly title: string;
  readonly text: string;
}

const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

function answerPage(response: ServerResponse, status: number, page: LoopbackPage): void {
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': "default-src 'none'",
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
    connection: 'close',
  });
  response.end(
    `<!doctype html><meta charset="utf-8"><title>${escapeHtml(page.title)}</title><h1>${escapeHtml(page.title)}</h1><p>${escapeHtml(page.text)}</p>`,
  );
}

/**
 * Listens on a fixed port of the loopback address; nothing of the network can reach it. Only a GET of the agreed
 * path that carries the expected `state` ends the wait: other pages of the browser can call local ports as well.
 * Throws LOOPBACK_PORT_BUSY.
 */
export async function openLoopbackServer(options: {
  readonly port: number;
  /** `/authorize` */
  readonly path: string;
  readonly isExpected: (parameters: URLSearchParams) => boolean;
  readonly page: LoopbackPage;
}): Promise<LoopbackServer> {
  const redirect = Promise.withResolvers<URLSearchParams>();
  const server = createServer((request, response) => {
    const url = URL.canParse(request.url ?? '', 'http://localhost')
      ? new URL(request.url ?? '', 'http://localhost')
      : undefined;
    const isRedirect =
      request.method === 'GET' && url?.pathname === options.path && options.isExpected(url.searchParams);
    if (!isRedirect) {
      answerPage(response, 404, { title: 'Tieout', text: '404' });
      return;
    }
    answerPage(response, 200, options.page);
    redirect.resolve(url.searchParams);
  });
  const port = await new Promise<number>((resolve, reject) => {
    server.once('error', (error) => {
      const params = { port: String(options.port), reason: networkReason(error) };
      reject(new AppError('LOOPBACK_PORT_BUSY', params));
    });
    // `localhost` of the redirect may mean ::1 in a browser; browsers fall back to 127.0.0.1 when ::1 refuses.
    server.listen(options.port, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : options.port);
    });
  });
  const close = (): void => {
    server.close();
    server.closeAllConnections();
  };
  return {
    redirectUri: `http://localhost:${port}${options.path}`,
    close,
    wait: async (timeoutMs, signal) => {
      const cancel = (): void => {
        redirect.reject(new AppError('CANCELLED'));
      };
      if (signal.aborted) cancel();
      signal.addEventListener('abort', cancel, { once: true });
      const timer = setTimeout(() => {
        redirect.reject(new AppError('AUTHORIZATION_TIMED_OUT'));
      }, timeoutMs);
      try {
        return await redirect.promise;
      } finally {
        clearTimeout(timer);
        signal.removeEventListener('abort', cancel);
      }
    },
  };
}
