import type { Workspace } from '../context.ts';
import { DEFAULT_API_URL, parseApiUrl } from '../webex/client/api-url.ts';
import { connectByEnvironment, type WebexConnection, type WebexEnvironment } from '../webex/connection.ts';
import { nodeWebexPorts, type FetchFunction } from '../webex/webex-ports.ts';
import { guardTokenOrigin } from './token-origin-guard.ts';

/** What the host of the engine process lends for Webex. */
export interface WebexHost {
  /** Electron's `net.fetch` in the app: the operating system's certificates and proxy. */
  readonly fetch: FetchFunction;
  /** `TIEOUT_API_URL` and `TIEOUT_DOWNLOAD_HOSTS` of the process, as an administrator may set them. */
  readonly environment: WebexEnvironment;
}

/** A connection with the token that main has handed over for one job. Throws API_URL_INVALID or TOKEN_MALFORMED. */
export function webexConnection(
  workspace: Workspace,
  accessToken: string,
  { fetch, environment }: WebexHost,
): WebexConnection {
  const given = environment['TIEOUT_API_URL']?.trim();
  const apiUrl = parseApiUrl(given === undefined || given === '' ? DEFAULT_API_URL : given);
  const guarded = guardTokenOrigin(fetch, apiUrl.origin);
  return connectByEnvironment(
    {
      TIEOUT_API_URL: environment['TIEOUT_API_URL'],
      TIEOUT_DOWNLOAD_HOSTS: environment['TIEOUT_DOWNLOAD_HOSTS'],
      TIEOUT_ACCESS_TOKEN: accessToken,
    },
    { ...nodeWebexPorts(workspace.ports), fetch: guarded },
  );
}
