import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { secret, type Secret } from '../secret.ts';

/** A proof that the one who exchanges a code is the one who asked for it (RFC 7636, method S256). */
export interface CodeProof {
  /** 43 characters of the unreserved set. */
  readonly verifier: Secret;
  readonly challenge: string;
}

/** Makes a proof from 32 random bytes. */
export function createCodeProof(random: (size: number) => Buffer = randomBytes): CodeProof {
  const verifier = random(32).toString('base64url');
  return { verifier: secret(verifier), challenge: codeChallenge(verifier) };
}

/** The challenge of a verifier. */
export const codeChallenge = (verifier: string): string =>
  createHash('sha256').update(verifier, 'ascii').digest('base64url');

/** A value that comes back with the redirect and ties it to the request. */
export const createState = (random: (size: number) => Buffer = randomBytes): string =>
  random(32).toString('base64url');

/** Compares two texts in a time that does not tell where they differ. */
export function isSameText(a: string, b: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
