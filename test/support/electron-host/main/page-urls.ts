/**
 * Chromium knows no scheme of ours, so the page runs under a host name that no server can have: `app://tieout/x` is
 * `https://tieout.app.invalid/x` in the page, with the same rules of origin. The app sees its own URLs only.
 */
const schemes = new Set<string>();
const SUFFIX = '.invalid';

/** Makes a scheme one that the page can be served from. */
export function addScheme(scheme: string): void {
  schemes.add(scheme);
}

/** The page's URL of one of the app. */
export function toPageUrl(url: string): string {
  const match = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)(.*)$/is.exec(url);
  const [, scheme = '', host = '', rest = ''] = match ?? [];
  return schemes.has(scheme.toLowerCase()) ? `https://${host}.${scheme.toLowerCase()}${SUFFIX}${rest}` : url;
}

/** The app's URL of one of the page. */
export function toAppUrl(url: string): string {
  if (!URL.canParse(url)) return url;
  const { protocol, hostname, port } = new URL(url);
  if (protocol !== 'https:' || port !== '' || !hostname.endsWith(SUFFIX)) return url;
  const parts = hostname.slice(0, -SUFFIX.length).split('.');
  const scheme = parts.pop() ?? '';
  if (!schemes.has(scheme)) return url;
  return `${scheme}://${parts.join('.')}${url.slice(`https://${hostname}`.length)}`;
}

/** A content security policy with the app's schemes put into the page's terms. */
export function toPagePolicy(policy: string): string {
  let result = policy;
  for (const scheme of schemes) {
    result = result
      .replace(new RegExp(`\\b${scheme}://([\\w.-]+)`, 'g'), `https://$1.${scheme}${SUFFIX}`)
      .replace(new RegExp(`(^|[\\s;])${scheme}:(?=[\\s;]|$)`, 'g'), `$1https://*.${scheme}${SUFFIX}`);
  }
  return result;
}
