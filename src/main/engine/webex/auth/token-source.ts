import { AppError } from '#core/errors.ts';
import { cleanTokenText } from '#shared/webex/token-text.ts';
import { secret, type Secret } from '../secret.ts';

/** Where the client gets its access token. */
export interface TokenSource {
  /** A token that is good for a while; throws where none can be had. */
  readonly token: (signal: AbortSignal) => Promise<Secret>;
  /**
   * After a refusal: another token than the refused one, or undefined where there is no other. Many calls that were
   * refused with one token share one renewal.
   */
  readonly renew: (refused: Secret, signal: AbortSignal) => Promise<Secret | undefined>;
}

/** Wraps a token that came from outside; throws TOKEN_MALFORMED for what can't stand in a header. */
export function tokenFromText(text: string): Secret {
  const cleaned = cleanTokenText(text);
  if (cleaned === undefined) throw new AppError('TOKEN_MALFORMED');
  return secret(cleaned);
}

/** A token that was pasted for this run: used as it is, never stored, never renewed. */
export function pastedToken(text: string): TokenSource {
  const token = tokenFromText(text);
  return { token: () => Promise.resolve(token), renew: () => Promise.resolve(undefined) };
}
