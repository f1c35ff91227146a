import { shell } from 'electron';
import type { LinkName } from '#shared/ipc/contract/app.ts';

/** The pages that may be opened in the browser. The window names one; it never gives an address. */
const ADDRESSES: Readonly<Record<LinkName, string>> = {
  'webex-developer': 'https://developer.webex.com/docs/getting-your-personal-access-token',
  'webex-apps': 'https://developer.webex.com/my-apps',
  'webex-control-hub': 'https://admin.webex.com/',
};

const ALLOWED_HOSTS = new Set(['developer.webex.com', 'admin.webex.com']);

/** Whether an address may be given to the operating system: https, a known host, no user, the usual port. */
export function isAllowedExternal(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname, username, password, port } = new URL(url);
  return (
    protocol === 'https:' && ALLOWED_HOSTS.has(hostname) && username === '' && password === '' && port === ''
  );
}

/** Opens a page in the browser. The caller has checked it by its rule: this and `open-sign-in.ts` are the only ones. */
export const openInBrowser = (url: string): Promise<void> => shell.openExternal(url);

/** Opens one of the known pages. False where it was refused. */
export async function openExternal(
  link: LinkName,
  open: (url: string) => Promise<void> = openInBrowser,
): Promise<boolean> {
  const url = ADDRESSES[link];
  if (!isAllowedExternal(url)) return false;
  await open(url);
  return true;
}
