import type { ErrorCode } from '#core/errors.ts';
import type { ErrorSentence } from './error-sentence.ts';

const NOTHING_CHANGED = 'Nothing was changed.';
const FETCHED_KEPT = 'What was fetched before is kept; nothing else was changed.';

/** Errors about Webex, in English. A part in [brackets] stands only where its values are known. */
export const WEBEX_ERRORS_EN = {
  FETCH_DATES_REVERSED: {
    happened: 'The period begins on {start}, after its end on {end}.',
    unchanged: NOTHING_CHANGED,
    remedy: 'Swap the two dates.',
  },
  FETCH_DATES_NOT_PAST: {
    happened: 'Webex makes reports of past days only; {start}..{end} reaches beyond {newest} (UTC).',
    unchanged: NOTHING_CHANGED,
    remedy: 'End the period on {newest} or earlier, or wait until the day is over in UTC.',
  },
  FETCH_DATES_TOO_OLD: {
    happened: 'Webex makes reports of the past five years only; {start}..{end} begins before {oldest}.',
    unchanged: NOTHING_CHANGED,
    remedy: 'Begin on {oldest} or later. Older reports that you have as files: "tieout import-report".',
  },
  API_URL_INVALID: {
    happened:
      'The address of the Webex API ({url}) cannot be used: it must begin with https:// and hold no name, password or query (plain http on this computer only).',
    unchanged: NOTHING_CHANGED,
    remedy: 'Correct TIEOUT_API_URL, or leave it out.',
  },
  TOKEN_MISSING: {
    happened: 'There is no Webex token to work with.',
    unchanged: NOTHING_CHANGED,
    remedy:
      'In the app: Settings, Connection. On the command line: set TIEOUT_ACCESS_TOKEN, or TIEOUT_CLIENT_ID, TIEOUT_CLIENT_SECRET and TIEOUT_REFRESH_TOKEN. Reports that you have as files need no token: "tieout import-report".',
  },
  TOKEN_MALFORMED: {
    happened: 'The Webex token holds spaces or characters that no token has.',
    unchanged: NOTHING_CHANGED,
    remedy: 'Copy it again, whole and without line breaks.',
  },
  LOOPBACK_PORT_BUSY: {
    happened: 'Port {port} of this computer is needed for the sign-in and is in use[ ({reason})].',
    unchanged: NOTHING_CHANGED,
    remedy: 'Close the program that uses it, or set another port here and at the Webex Integration.',
  },
  BROWSER_NOT_OPENED: {
    happened: 'The sign-in page could not be opened in the browser.',
    unchanged: NOTHING_CHANGED,
    remedy: 'Use the sign-in with a code instead: it can be confirmed on any device.',
  },
  INTEGRATION_MISSING: {
    happened: 'To sign in, Tieout needs the client id and the client secret of your Webex Integration.',
    unchanged: NOTHING_CHANGED,
    remedy: 'Enter both. You find them at developer.webex.com, in "My Webex Apps".',
  },
  SIGN_IN_NOT_RUNNING: {
    happened: 'The sign-in is no longer running: it was cancelled, or another one has begun.',
    unchanged: NOTHING_CHANGED,
    remedy: 'Start it again.',
  },
  REPORT_UNKNOWN: {
    happened: 'There is no such report here, or no earlier version to compare it with.',
    unchanged: NOTHING_CHANGED,
    remedy: 'Refresh the list of reports.',
  },
  REPORT_IS_POINT_IN_TIME: {
    happened: 'Report {report} is a point-in-time report: it counts the users of one moment, not user-days.',
    unchanged: NOTHING_CHANGED,
    remedy: 'It cannot be held against an invoice. Fetch the reconciliation report of the period.',
  },
  CONFIRMATION_NEEDED: {
    happened: 'Deleting {what} needs a confirmation, and nobody is at the terminal to give it.',
    unchanged: NOTHING_CHANGED,
    remedy: 'Add --yes to the command.',
  },
  WEBEX_UNREACHABLE: {
    happened: 'Webex could not be reached at {host}[ ({reason})].',
    unchanged: FETCHED_KEPT,
    remedy: 'Check the network, the proxy and TIEOUT_API_URL, then try again.',
  },
  WEBEX_UNAVAILABLE: {
    happened:
      'Webex could not serve the request "{operation}"[ (HTTP {status})][: {detail}][ – Webex code {code}][ – trackingId {trackingId}].',
    unchanged: FETCHED_KEPT,
    remedy: 'Try again later; it goes on where it stopped.',
  },
  WEBEX_RATE_LIMITED: {
    happened:
      'Webex asks to wait before "{operation}"[ (HTTP {status})][: {detail}][ – Webex code {code}][ – trackingId {trackingId}].',
    unchanged: FETCHED_KEPT,
    remedy: 'Try again later[, after {seconds} s at the earliest].',
  },
  WEBEX_UNAUTHORIZED: {
    happened:
      'Webex does not accept the token for "{operation}"[ (HTTP {status})][: {detail}][ – Webex code {code}][ – trackingId {trackingId}].',
    unchanged: FETCHED_KEPT,
    remedy: 'The token has expired or was withdrawn: sign in again or set a new one, then try again.',
  },
  WEBEX_SCOPE_MISSING: {
    happened:
      'Webex refused "{operation}": the token lacks the scope {scope}, or its user is no partner administrator[ (HTTP {status})][: {detail}][ – Webex code {code}][ – trackingId {trackingId}].',
    unchanged: FETCHED_KEPT,
    remedy:
      'Use a token with the scope {scope}. With a read-only token, existing reports can still be listed, shown and downloaded.',
  },
  WEBEX_NOT_FOUND: {
    happened:
      'Webex does not know what "{operation}" asked for[ (HTTP {status})][: {detail}][ – Webex code {code}][ – trackingId {trackingId}].',
    unchanged: FETCHED_KEPT,
    remedy: 'It may have been deleted. "tieout reports list" shows what there is.',
  },
  WEBEX_CONFLICT: {
    happened:
      'Webex refused "{operation}", because such a report exists[ (HTTP {status})][: {detail}][ – Webex code {code}][ – trackingId {trackingId}].',
    unchanged: FETCHED_KEPT,
    remedy:
      '"tieout reports list" shows it; "tieout fetch" uses it, and "tieout fetch --regenerate" replaces it.',
  },
  WEBEX_REFUSED: {
    happened:
      'Webex refused "{operation}"[ (HTTP {status})][: {detail}][ – Webex code {code}][ – trackingId {trackingId}].',
    unchanged: FETCHED_KEPT,
    remedy:
      'Check the dates, the sub-partner and the rights of the user[; give trackingId {trackingId} to Webex support].',
  },
  WEBEX_REDIRECTED: {
    happened:
      'Instead of answering "{operation}", the server pointed elsewhere[ ({host})][ (HTTP {status})]. Tieout does not take the token there.',
    unchanged: FETCHED_KEPT,
    remedy:
      'A proxy or a network sign-in page may be in between: open a page in the browser, then run the command again.',
  },
  WEBEX_LINK_REFUSED: {
    happened:
      'An answer to "{operation}" pointed to another server ({host}). Tieout does not take the token there.',
    unchanged: FETCHED_KEPT,
    remedy: 'Check TIEOUT_API_URL; if it is right, tell Webex support.',
  },
  WEBEX_ANSWER_UNREADABLE: {
    happened:
      'The answer to "{operation}" is not what the Webex API sends ({detail})[ (HTTP {status})][ – trackingId {trackingId}].',
    unchanged: FETCHED_KEPT,
    remedy:
      'A proxy or a network sign-in page may answer in its place: check the network and TIEOUT_API_URL.',
  },
  AUTHORIZATION_REFUSED: {
    happened:
      'Webex refused the sign-in[ (HTTP {status})][: {detail}][ – Webex code {code}][ – trackingId {trackingId}].',
    unchanged: FETCHED_KEPT,
    remedy:
      'Check client id, client secret, scopes and redirect address of the Integration; a refresh token that has expired must be made anew.',
  },
  AUTHORIZATION_TIMED_OUT: {
    happened: 'The sign-in was not completed in time.',
    unchanged: FETCHED_KEPT,
    remedy: 'Start it again.',
  },
  REPORT_FAILED: {
    happened: 'Webex could not make the report {type} {report}[: {detail}][ – code {code}].',
    unchanged: FETCHED_KEPT,
    remedy:
      'Run "tieout fetch" again: a failed report is made anew. If it fails again, give the id and the code to Webex support.',
  },
  REPORT_NOT_COMPLETED: {
    happened: 'The report {type} {report} is not ready yet (status {status}).',
    unchanged: FETCHED_KEPT,
    remedy: 'Try again in some minutes; "tieout fetch" waits for it.',
  },
  REPORT_STILL_RUNNING: {
    happened: 'Webex has not finished the report {type} {report} (status {status}) in {minutes} minutes.',
    unchanged: FETCHED_KEPT,
    remedy: 'Try again later: it goes on with this report and does not make another.',
  },
  REPORT_CONTENT_DIFFERS: {
    happened: 'Report {report} was asked for as {expected}, but its content is {found}.',
    unchanged: FETCHED_KEPT,
    remedy: 'It was not used. Run "tieout fetch --regenerate"; if it stays so, tell Webex support.',
  },
  DOWNLOAD_FAILED: {
    happened: 'Report {report} could not be downloaded ({reason}).',
    unchanged: FETCHED_KEPT,
    remedy: 'Check network and proxy (they must allow the host of the reports), then try again.',
  },
  DOWNLOAD_LINK_EXPIRED: {
    happened: 'The download of report {report} was refused, with fresh links as well ({reason}).',
    unchanged: FETCHED_KEPT,
    remedy: 'Check the clock of this computer and the proxy, then try again.',
  },
  DOWNLOAD_HOST_REFUSED: {
    happened: 'Webex names a host for the download[, {host},] that Tieout does not know as one of its hosts.',
    unchanged: FETCHED_KEPT,
    remedy: 'If the host is right, add it to TIEOUT_DOWNLOAD_HOSTS.',
  },
} as const satisfies Partial<Record<ErrorCode, ErrorSentence>>;
