import type { FetchFunction } from '../../webex/webex-ports.ts';

/**
 * A fetch that sends a bearer token to the API's origin and nowhere else. The Webex client keeps to that by itself;
 * this is the second lock, at the door of the process: a mistake anywhere in the client becomes a failed call and not
 * a token on somebody else's server.
 */
export const guardTokenOrigin =
  (send: FetchFunction, apiOrigin: string): FetchFunction =>
  async (url, init) => {
    const carriesToken = new Headers(init.headers).has('authorization');
    if (carriesToken && new URL(url).origin !== apiOrigin) {
      throw new Error('A request with a token was about to leave for another host than the API.');
    }
    return send(url, init);
  };
