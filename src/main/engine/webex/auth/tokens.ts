import { z } from 'zod';
import { secret, type Secret } from '../secret.ts';

/** What an authorisation leaves: both tokens, and how long they last. */
export interface Tokens {
  readonly accessToken: Secret;
  /** UTC milliseconds; undefined where the server did not say. */
  readonly accessExpiresAt: number | undefined;
  readonly refreshToken: Secret | undefined;
  readonly refreshExpiresAt: number | undefined;
  /** Undefined where the server did not say. */
  readonly scopes: readonly string[] | undefined;
}

/** Where tokens live between runs: the operating system's key store in the app, memory alone on the command line. */
export interface TokenStore {
  readonly load: () => Promise<Tokens | undefined>;
  /** Resolves once they are safe; both tokens are saved together on every renewal. */
  readonly save: (tokens: Tokens) => Promise<void>;
  readonly clear: () => Promise<void>;
}

/** Keeps tokens for this process only. */
export function memoryTokenStore(initial?: Tokens): TokenStore {
  let held = initial;
  return {
    load: () => Promise.resolve(held),
    save: (tokens) => {
      held = tokens;
      return Promise.resolve();
    },
    clear: () => {
      held = undefined;
      return Promise.resolve();
    },
  };
}

/** The id and secret of a partner's own Webex Integration. PKCE does not replace the secret. */
export interface IntegrationCredentials {
  readonly clientId: string;
  readonly clientSecret: Secret;
}

const seconds = z
  .union([z.number(), z.string().regex(/^\d+$/).transform(Number)])
  .pipe(z.number().nonnegative());

/** The answer of a token endpoint. */
const tokenAnswer = z.object({
  access_token: z.string().regex(/^[\x21-\x7e]+$/),
  expires_in: seconds.optional().catch(undefined),
  refresh_token: z.string().min(1).optional().catch(undefined),
  refresh_token_expires_in: seconds.optional().catch(undefined),
  scope: z.string().optional().catch(undefined),
});

/** Reads the answer of a token endpoint; undefined where it is none. */
export function readTokens(json: unknown, nowMs: number): Tokens | undefined {
  const parsed = tokenAnswer.safeParse(json);
  if (!parsed.success) return undefined;
  const { data } = parsed;
  const at = (lasts: number | undefined): number | undefined =>
    lasts === undefined ? undefined : nowMs + lasts * 1000;
  return {
    accessToken: secret(data.access_token),
    accessExpiresAt: at(data.expires_in),
    refreshToken: data.refresh_token === undefined ? undefined : secret(data.refresh_token),
    refreshExpiresAt: at(data.refresh_token_expires_in),
    scopes: data.scope?.split(/\s+/).filter((scope) => scope !== ''),
  };
}
