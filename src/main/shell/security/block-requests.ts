import type { Session } from 'electron';

/** Whether the window may ask for this address at all. The protocol decides whether there is anything to get. */
export const isOwnRequest = (url: string): boolean =>
  URL.canParse(url) && (new URL(url).protocol === 'app:' || new URL(url).protocol === 'devtools:');

/**
 * Cancels every request of a window for anything but the app's own files: whatever gets into a page, it can't call
 * home. The engine's requests to Webex come from another process and don't pass here.
 */
export function blockForeignRequests(session: Pick<Session, 'webRequest'>): void {
  session.webRequest.onBeforeRequest((details, answer) => {
    answer({ cancel: !isOwnRequest(details.url) });
  });
}
