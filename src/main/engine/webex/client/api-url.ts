import { AppError } from '#core/errors.ts';

const LOOPBACK_HOST = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/** Whether a URL points at this machine itself. */
export const isLoopback = (url: URL): boolean => LOOPBACK_HOST.test(url.hostname);

/** Whether something secret may travel to a URL: over https, or in the clear within this machine. */
export const isTransportSafe = (url: URL): boolean =>
  url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url));

/**
 * Reads the address of the API. Throws API_URL_INVALID for anything but https (plain http on a loopback address
 * only), and for an address that carries credentials, a query or a fragment.
 */
export function parseApiUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isUsable =
    url !== undefined &&
    isTransportSafe(url) &&
    url.username === '' &&
    url.password === '' &&
    url.search === '' &&
    url.hash === '';
  if (!isUsable) {
    // Credentials written into the address are a secret like any other.
    const shown = url === undefined ? text.replace(/\/\/[^/]*@/, '//') : `${url.protocol}//${url.host}`;
    throw new AppError('API_URL_INVALID', { url: shown });
  }
  url.pathname = url.pathname.replace(/\/+$/, '');
  return url;
}

/** The address of a call: the API's address, a path with encoded parts, and the given query parameters. */
export function apiCallUrl(
  apiUrl: URL,
  path: readonly string[],
  query: Readonly<Record<string, string | undefined>> = {},
): URL {
  const url = new URL(apiUrl);
  const base = url.pathname === '/' ? '' : url.pathname;
  url.pathname = [base, ...path.map((part) => encodeURIComponent(part))].join('/');
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) url.searchParams.set(name, value);
  }
  return url;
}
