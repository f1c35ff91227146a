import { z } from 'zod';
import {
  engineAccount,
  type EngineAccount,
  type EngineIntegration,
  type EngineTokens,
} from '#shared/engine-protocol.ts';
import type { KeptAccess } from '#shared/ipc/contract/webex.ts';
import { SIGN_IN_METHODS } from '#shared/webex/sign-in-methods.ts';
import { isProtected, sealedFile, type Keyring, type SealedFile } from './keyring.ts';

/** Where the secrets of Webex lie. They leave main for one purpose: work of the engine. */
export interface WebexVault {
  /** What is kept, without anything secret. */
  readonly kept: () => Promise<KeptAccess>;
  /** The access, for one piece of work; undefined where nobody is signed in. */
  readonly account: () => Promise<EngineAccount | undefined>;
  /** The Integration of the last sign-in. */
  readonly integration: () => Promise<EngineIntegration | undefined>;
  readonly keepIntegration: (integration: EngineIntegration) => Promise<void>;
  /** Somebody has signed in. */
  readonly signIn: (account: SignedIn) => Promise<void>;
  /** Uses a token from elsewhere until the app ends: it is never stored. */
  readonly useToken: (token: string, apiOrigin: string) => Promise<void>;
  /** Webex has replaced the tokens. False where that account is no longer the one that is signed in. */
  readonly renew: (accountId: string, tokens: EngineTokens) => Promise<boolean>;
  readonly signOut: (forgetIntegration: boolean) => Promise<void>;
}

/** A sign-in that has come to its end. */
export interface SignedIn {
  readonly id: string;
  readonly method: 'browser' | 'device';
  readonly apiOrigin: string;
  readonly tokens: EngineTokens;
}

/** What the file holds once the operating system has opened it. */
const contentSchema = z.object({
  integration: engineAccount.shape.integration,
  account: engineAccount
    .omit({ integration: true })
    .extend({ method: z.enum(SIGN_IN_METHODS) })
    .nullable(),
});
type Content = z.output<typeof contentSchema>;

const NOTHING: Content = { integration: null, account: null };
/** What was there before could not be read. Signing in or out writes anew, and it is forgotten. */
const UNREADABLE: Content = { ...NOTHING };

/**
 * Keeps secrets encrypted by the operating system, or, where that protects nothing, in memory until the app ends:
 * never in plain text on a disk, and the window says which of the two it is.
 */
export function webexVault(ports: {
  readonly keyring: Keyring;
  readonly platform: NodeJS.Platform;
  readonly path: string;
  readonly newId: () => string;
}): WebexVault {
  const file = sealedFile(ports.path, ports.keyring);
  const canKeep = (): Promise<boolean> => isProtected(ports.keyring, ports.platform);
  let held: Promise<Content> | undefined;
  /** Writes one after the other: the newest content is the last on the disk. */
  let writing: Promise<void> = Promise.resolve();

  const read = (): Promise<Content> => (held ??= readContent());
  const readContent = async (): Promise<Content> =>
    (await canKeep()) ? parseContent(await file.read()) : NOTHING;

  const change = async (work: (content: Content) => Content): Promise<void> => {
    const next = read().then(work);
    held = next;
    writing = writing.then(store, store);
    await writing;
  };
  const store = async (): Promise<void> => {
    const current = await read();
    // Nothing has changed: what can't be read today may be readable again when its keyring is.
    if (current === UNREADABLE) return;
    const content = toStore(current);
    if (content === undefined || !(await canKeep())) await file.remove();
    else await file.write(JSON.stringify(content));
  };

  return {
    kept: async () => {
      const content = await read();
      const { integration, account } = content;
      return {
        accountId: account?.id ?? null,
        method: account?.method ?? null,
        apiOrigin: account?.apiOrigin ?? null,
        canRenew: account !== null && account.method !== 'token' && account.tokens.refreshToken !== null,
        accessExpiresAt: account?.tokens.accessExpiresAt ?? null,
        refreshExpiresAt: account?.tokens.refreshExpiresAt ?? null,
        scopes: account?.tokens.scopes ?? null,
        integration: integration === null ? null : { clientId: integration.clientId, port: integration.port },
        protection: (await canKeep()) ? 'keyring' : 'session-only',
        isUnreadable: content === UNREADABLE,
      };
    },
    account: async () => {
      const { integration, account } = await read();
      if (account === null) return undefined;
      const { id, apiOrigin, tokens, method } = account;
      return { id, apiOrigin, tokens, integration: method === 'token' ? null : integration };
    },
    integration: async () => (await read()).integration ?? undefined,
    keepIntegration: (integration) => change((content) => ({ ...content, integration })),
    signIn: ({ id, method, apiOrigin, tokens }) =>
      change((content) => ({ ...content, account: { id, method, apiOrigin, tokens } })),
    useToken: (token, apiOrigin) =>
      change((content) => ({
        ...content,
        account: {
          id: ports.newId(),
          method: 'token',
          apiOrigin,
          tokens: {
            accessToken: token,
            accessExpiresAt: null,
            refreshToken: null,
            refreshExpiresAt: null,
            scopes: null,
          },
        },
      })),
    renew: async (accountId, tokens) => {
      let isCurrent = false;
      await change((content) => {
        isCurrent = content.account?.id === accountId;
        if (content.account === null || !isCurrent) return content;
        // An answer need not repeat the scopes: then they are what they were.
        const scopes = tokens.scopes ?? content.account.tokens.scopes;
        return { ...content, account: { ...content.account, tokens: { ...tokens, scopes } } };
      });
      return isCurrent;
    },
    signOut: (forgetIntegration) =>
      change(({ integration }) => ({ integration: forgetIntegration ? null : integration, account: null })),
  };
}

/** What goes to the disk: a token from elsewhere never does. Undefined: nothing. */
function toStore({ integration, account }: Content): Content | undefined {
  const stored = account?.method === 'token' ? null : account;
  return integration === null && stored === null ? undefined : { integration, account: stored };
}

function parseContent(read: Awaited<ReturnType<SealedFile['read']>>): Content {
  if (read === undefined) return NOTHING;
  try {
    return read === 'unreadable' ? UNREADABLE : contentSchema.parse(JSON.parse(read.text));
  } catch {
    return UNREADABLE;
  }
}
