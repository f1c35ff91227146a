import { z } from 'zod';
import { LONGEST_TOKEN } from '../../limits.ts';
import { SIGN_IN_METHODS } from '../../webex/sign-in-methods.ts';
import { wireErrorSchema } from '../envelope.ts';
import type { ChannelOf } from '../channels.ts';
import { done, moment, name, nothing, type ChannelContract } from './channel-contract.ts';

/** Whether something is allowed; `unknown` until Webex has said so. */
const permission = z.enum(['yes', 'no', 'unknown']);
export type WebexPermission = z.output<typeof permission>;

/** The last time that Webex was asked anything. */
const contact = z.object({
  at: moment,
  outcome: z.enum(['answered', 'refused', 'unreachable']),
  /** Why not; null where it answered. */
  error: wireErrorSchema.nullable(),
});

/** A sign-in that waits for a person, or that has failed. */
const signIn = z.discriminatedUnion('state', [
  z.object({ state: z.literal('waiting-browser'), redirectUri: z.string(), expiresAt: moment }),
  z.object({
    state: z.literal('waiting-device'),
    userCode: z.string(),
    /** The page's host and path, to be read by a person; it is opened by `webex:open-sign-in-page`. */
    page: z.string(),
    expiresAt: moment,
  }),
  z.object({ state: z.literal('failed'), error: wireErrorSchema }),
]);

/** The connection to Webex as a person may see it: no token and no secret ever comes back. */
export const webexConnection = z.object({
  /** `expired`: what is held can't be renewed any more, or was refused. */
  state: z.enum(['signed-out', 'connected', 'expired']),
  method: z.enum(SIGN_IN_METHODS).nullable(),
  /** Where tokens go, and nowhere else. */
  apiHost: z.string(),
  isDefaultApi: z.boolean(),
  /** `keyring`: encrypted by the operating system. `session-only`: no safe place here, gone when the app ends. */
  protection: z.enum(['keyring', 'session-only']),
  /** Whether something is kept that can't be read: damaged, or sealed for another person or computer. */
  isUnreadable: z.boolean(),
  /** The Integration that is kept for the next sign-in; its secret stays where it is. */
  integration: z.object({ clientId: z.string(), port: z.int() }).nullable(),
  /** What must be registered at the Integration. */
  redirectUri: z.string(),
  permissions: z.object({ read: permission, write: permission, subPartners: permission }),
  /** Whether the access is renewed by itself. */
  isRenewed: z.boolean(),
  /** Until when the access lasts without a person: the refresh token's end, else the access token's. */
  lastsUntil: moment.nullable(),
  contact: contact.nullable(),
  signIn: signIn.nullable(),
});
export type WebexConnectionState = z.output<typeof webexConnection>;

/** The Integration of a partner; null: the one that is kept. */
const integration = z.strictObject({
  clientId: z.string().trim().min(1).max(LONGEST_TOKEN),
  clientSecret: z.string().trim().min(1).max(LONGEST_TOKEN),
  port: z.int().min(1024).max(65_535),
});

export const WEBEX_CONTRACT = {
  'webex:get-connection': { input: nothing, output: webexConnection },
  /** Opens the browser, or asks for a code to show; `webex:changed` tells how it goes on. */
  'webex:start-sign-in': {
    input: z.strictObject({
      method: z.enum(['browser', 'device']),
      integration: integration.nullable(),
      /** What is asked for beside reading. */
      write: z.boolean(),
      subPartners: z.boolean(),
    }),
    output: webexConnection,
  },
  'webex:cancel-sign-in': { input: nothing, output: webexConnection },
  /** Opens the page of the sign-in that waits. */
  'webex:open-sign-in-page': { input: nothing, output: done },
  /** Uses a token from elsewhere until the app ends: it is never stored. */
  'webex:keep-token': {
    input: z.strictObject({ token: z.string().min(1).max(LONGEST_TOKEN) }),
    output: webexConnection,
  },
  /** Asks Webex whether the access works, and what it allows. */
  'webex:check-connection': { input: nothing, output: webexConnection },
  /** Forgets tokens; with `forgetIntegration` the Integration's id and secret as well. */
  'webex:sign-out': { input: z.strictObject({ forgetIntegration: z.boolean() }), output: webexConnection },
} as const satisfies Record<ChannelOf<'webex'>, ChannelContract>;

/** What travels with every question about the connection: what main keeps, without anything secret. */
export const keptAccess = z.strictObject({
  accountId: name.nullable(),
  method: z.enum(SIGN_IN_METHODS).nullable(),
  apiOrigin: z.string().nullable(),
  canRenew: z.boolean(),
  /** UTC milliseconds. */
  accessExpiresAt: z.number().nullable(),
  refreshExpiresAt: z.number().nullable(),
  scopes: z.array(z.string()).nullable(),
  integration: z.strictObject({ clientId: z.string(), port: z.int() }).nullable(),
  protection: z.enum(['keyring', 'session-only']),
  /** Whether something is kept that can't be read: damaged, or sealed for another person or computer. */
  isUnreadable: z.boolean(),
});
export type KeptAccess = z.output<typeof keptAccess>;
