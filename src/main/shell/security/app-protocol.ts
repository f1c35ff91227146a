import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { protocol, type Session } from 'electron';
import { contentSecurityPolicy } from './content-security-policy.ts';
import { resolveAppFile } from './resolve-app-file.ts';

/** Where the page carries its nonce; replaced in each answer. */
const NONCE_PLACE = '__CSP_NONCE__';

/** Makes `app:` a scheme like https: with an origin of its own. Only before the app is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

/** Serves the built page at `app://tieout/`. Pages from files would have an origin that sees the whole disk. */
export function serveApp(session: Pick<Session, 'protocol'>, rootFolder: string): void {
  session.protocol.handle('app', (request) => answer(request, rootFolder));
}

/** Answers a request for a part of the page; 404 for everything that is none. */
export async function answer(
  request: { readonly url: string; readonly method: string },
  rootFolder: string,
): Promise<Response> {
  const nonce = randomBytes(16).toString('base64url');
  const file = request.method === 'GET' ? resolveAppFile(request.url, rootFolder) : undefined;
  const body = file && (await readFile(file.path).catch(() => undefined));
  if (!file || !body) return new Response(null, { status: 404, headers: headers(nonce, 'text/plain') });
  const isPage = file.mimeType.startsWith('text/html');
  const content = isPage ? body.toString('utf8').replaceAll(NONCE_PLACE, nonce) : new Uint8Array(body);
  return new Response(content, { headers: headers(nonce, file.mimeType) });
}

const headers = (nonce: string, mimeType: string): Record<string, string> => ({
  'content-type': mimeType,
  'content-security-policy': contentSecurityPolicy(nonce),
  'x-content-type-options': 'nosniff',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
});
