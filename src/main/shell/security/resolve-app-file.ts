import { isAbsolute, relative, resolve, sep } from 'node:path';

/** What the app serves, by extension. A file of any other kind is no part of a page of ours. */
const MIME_TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  woff2: 'font/woff2',
};

/** A file of the built page. */
export interface AppFile {
  readonly path: string;
  readonly mimeType: string;
}

/**
 * The file that an `app://tieout/...` address means, or undefined. The path is resolved first and then compared with
 * the folder by `path.relative`: a comparison of texts would let `renderer-other/` pass for `renderer/`.
 */
export function resolveAppFile(url: string, rootFolder: string): AppFile | undefined {
  const asked = pathOf(url);
  if (asked === undefined) return undefined;
  const path = resolve(rootFolder, `.${asked === '/' ? '/index.html' : asked}`);
  const inside = relative(rootFolder, path);
  if (inside === '' || inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside))
    return undefined;
  const mimeType = MIME_TYPES[/\.([a-z0-9]+)$/.exec(inside)?.[1] ?? ''];
  return mimeType === undefined ? undefined : { path, mimeType };
}

/** The decoded path of an address of ours. A NUL, a backslash or a broken escape belongs to no file of ours. */
function pathOf(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  const { protocol, host, pathname } = new URL(url);
  if (protocol !== 'app:' || host !== 'tieout') return undefined;
  try {
    const path = decodeURIComponent(pathname);
    return /[\0\\]/.test(path) || !path.startsWith('/') ? undefined : path;
  } catch {
    return undefined;
  }
}
