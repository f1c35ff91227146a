/** The origin of the app's own pages. */
export const APP_ORIGIN = 'app://tieout';

/** Who sent a message, as far as it decides anything. Electron's `IpcMainInvokeEvent` fits. */
export interface Sender {
  readonly senderFrame: { readonly url: string; readonly parent: unknown } | null;
  readonly sender: { readonly mainFrame: unknown };
}

/**
 * Whether a message comes from the main frame of a page of ours. A frame within a page, a page from elsewhere, and a
 * frame that is gone already are refused. The origin is compared as a whole: look-alikes such as
 * `app://tieout.example` or `https://x/?app://tieout` are other origins.
 * https://www.electronjs.org/docs/latest/tutorial/security#17-validate-the-sender-of-all-ipc-messages
 */
export function isTrustedSender({ senderFrame, sender }: Sender): boolean {
  if (senderFrame?.parent !== null || senderFrame !== sender.mainFrame) return false;
  return originOf(senderFrame.url) === APP_ORIGIN;
}

/** Browsers call the origin of a scheme of one's own `null`: scheme and host say it. */
function originOf(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  const { protocol, host, username, password } = new URL(url);
  return username === '' && password === '' ? `${protocol}//${host}` : undefined;
}
