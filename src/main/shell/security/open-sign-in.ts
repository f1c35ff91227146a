import { openInBrowser } from './open-external.ts';

/** The pages on which a code of the device grant is confirmed (developer.webex.com, "Login with Webex"). */
const CONFIRMATION_HOSTS: readonly string[] = ['wbx2.com', 'webex.com'];
const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/**
 * Whether a page of a sign-in may be given to the operating system: the authorization page of the configured API (in
 * the clear on this computer alone, for an emulator), or Webex's own page for codes. No user, no password, no fragment.
 */
export function isAllowedSignInPage(url: string, apiUrl: string): boolean {
  if (!URL.canParse(url) || !URL.canParse(apiUrl)) return false;
  const page = new URL(url);
  const api = new URL(apiUrl);
  if (page.username !== '' || page.password !== '' || page.hash !== '') return false;
  const isSafe = page.protocol === 'https:' || (page.protocol === 'http:' && LOOPBACK.test(page.hostname));
  if (!isSafe) return false;
  if (page.origin === api.origin) return page.pathname === `${api.pathname.replace(/\/$/, '')}/authorize`;
  const isConfirmation = CONFIRMATION_HOSTS.some((host) => page.hostname.endsWith(`.${host}`));
  return isConfirmation && page.protocol === 'https:' && page.port === '';
}

/** Opens a page of a sign-in in the system's browser. False where it was refused. */
export async function openSignInPage(
  url: string,
  apiUrl: string,
  open: (url: string) => Promise<void> = openInBrowser,
): Promise<boolean> {
  if (!isAllowedSignInPage(url, apiUrl)) return false;
  await open(url);
  return true;
}
