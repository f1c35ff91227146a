import { AppError, type ErrorCode } from '#core/errors.ts';
import type { WebexConnectionState, WebexPermission } from '#shared/ipc/contract/webex.ts';
import { toWireError } from '#shared/ipc/to-wire-error.ts';
import { WEBEX_OPERATIONS, type WebexOperation } from '../../webex/client/operations.ts';
import type { WebexClient } from '../../webex/client/webex-client.ts';

/** What was learned of Webex from its own answers: whether it can be reached, and what the account may do. */
export interface WebexContact {
  /** The client, listened to. */
  readonly observe: (client: WebexClient) => WebexClient;
  readonly last: () => WebexConnectionState['contact'];
  /** `unknown` until a call with that scope was allowed or refused. */
  readonly permission: (scope: string) => WebexPermission;
  /** Another account: what was learned is no longer true. */
  readonly reset: () => void;
}

type Outcome = NonNullable<WebexConnectionState['contact']>['outcome'];

/** No answer of Webex itself: the network, a proxy in between, or a server in trouble. */
const NOT_REACHED: ReadonlySet<ErrorCode> = new Set([
  'WEBEX_UNREACHABLE',
  'WEBEX_UNAVAILABLE',
  'WEBEX_REDIRECTED',
  'WEBEX_ANSWER_UNREADABLE',
]);
const REFUSED: ReadonlySet<ErrorCode> = new Set([
  'WEBEX_UNAUTHORIZED',
  'AUTHORIZATION_REFUSED',
  'TOKEN_MISSING',
]);

/** Listens to the calls of clients. `onChange` is called when Webex answers otherwise than before. */
export function webexContact(clock: () => string, onChange: () => void): WebexContact {
  let last: WebexConnectionState['contact'] = null;
  const permissions = new Map<string, WebexPermission>();

  const see = (operation: WebexOperation, outcome: Outcome, error: AppError | undefined): void => {
    const { scope } = operation;
    const learned = permissionOf(outcome, error);
    const before = scope === undefined ? undefined : permissions.get(scope);
    const isNews = last?.outcome !== outcome || (learned !== undefined && before !== learned);
    if (scope !== undefined && learned !== undefined) permissions.set(scope, learned);
    const wire = outcome === 'answered' || error === undefined ? null : (toWireError(error) ?? null);
    last = { at: clock(), outcome, error: wire };
    if (isNews) onChange();
  };

  const listen = async <Answer>(operation: WebexOperation, call: () => Promise<Answer>): Promise<Answer> => {
    try {
      const answer = await call();
      see(operation, 'answered', undefined);
      return answer;
    } catch (error) {
      if (error instanceof AppError && error.code !== 'CANCELLED')
        see(operation, outcomeOf(error.code), error);
      throw error;
    }
  };

  return {
    observe: (client) => ({
      ...client,
      call: (call) => listen(call.operation, () => client.call(call)),
      follow: (operation, url, signal) => listen(operation, () => client.follow(operation, url, signal)),
    }),
    last: () => last,
    permission: (scope) => permissions.get(scope) ?? 'unknown',
    reset: () => {
      last = null;
      permissions.clear();
    },
  };
}

const outcomeOf = (code: ErrorCode): Outcome =>
  NOT_REACHED.has(code) ? 'unreachable' : REFUSED.has(code) ? 'refused' : 'answered';

/** What an answer says about a scope; undefined where it says nothing. */
function permissionOf(outcome: Outcome, error: AppError | undefined): WebexPermission | undefined {
  if (error?.code === 'WEBEX_SCOPE_MISSING') return 'no';
  return outcome === 'answered' ? 'yes' : undefined;
}

/** The operations whose scopes a person is told about. */
export const SCOPE_OF = {
  read: WEBEX_OPERATIONS.listReports.scope,
  write: WEBEX_OPERATIONS.createReport.scope,
  subPartners: WEBEX_OPERATIONS.listSubPartners.scope,
} as const;
