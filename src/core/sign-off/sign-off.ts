/** The parts that a period is signed in, in their order: each later one stands on the one before (domain rules 1.11). */
export const SIGN_OFF_ROLES = ['prepared', 'reviewed', 'approved'] as const;
export type SignOffRole = (typeof SIGN_OFF_ROLES)[number];

/** What a signature is about: the result, and what it was made from. */
export interface SignedContent {
  /** `sha256:` and 64 hex digits. */
  readonly resultHash: string;
  /** sha256 over the readings that the period has, lower-case hex. */
  readonly inputsHash: string;
  /** sha256 over the parameters that the workspace has, lower-case hex. */
  readonly parametersHash: string;
}

/** Why a sign-off is suspended: another result, other files, other parameters than those that were signed. */
export const SUSPENSIONS = ['result', 'inputs', 'parameters'] as const;
export type Suspension = (typeof SUSPENSIONS)[number];

/** A signature that has not been withdrawn. */
export interface SignOff extends SignedContent {
  readonly role: SignOffRole;
  /** As the person has signed. */
  readonly name: string;
}

/** How a period stands: the highest part that is signed, or `suspended` where any of them no longer holds. */
export const SIGN_OFF_STATES = ['none', 'prepared', 'reviewed', 'approved', 'suspended'] as const;
export type SignOffState = (typeof SIGN_OFF_STATES)[number];

/** What has changed since it was signed; empty where the signature holds. */
export function suspensionsOf(signed: SignedContent, now: SignedContent): readonly Suspension[] {
  const changed: Suspension[] = [];
  if (signed.resultHash !== now.resultHash) changed.push('result');
  if (signed.inputsHash !== now.inputsHash) changed.push('inputs');
  if (signed.parametersHash !== now.parametersHash) changed.push('parameters');
  return changed;
}

/** The state of a period from its standing signatures. */
export function signOffState(standing: readonly SignOff[], now: SignedContent | undefined): SignOffState {
  if (standing.length === 0) return 'none';
  if (now === undefined || standing.some((signed) => suspensionsOf(signed, now).length > 0)) {
    return 'suspended';
  }
  return SIGN_OFF_ROLES.findLast((role) => standing.some((signed) => signed.role === role)) ?? 'none';
}

/** The part that must be signed before this one; undefined for the first. */
export const roleBefore = (role: SignOffRole): SignOffRole | undefined =>
  SIGN_OFF_ROLES[SIGN_OFF_ROLES.indexOf(role) - 1];

/** This part and those that stand on it: withdrawn together. */
export const rolesFrom = (role: SignOffRole): readonly SignOffRole[] =>
  SIGN_OFF_ROLES.slice(SIGN_OFF_ROLES.indexOf(role));

/** Whether two names are one person's, as far as their letters tell: width, case and spaces don't. */
export const isSamePerson = (a: string, b: string): boolean => folded(a) === folded(b);

const folded = (name: string): string => name.normalize('NFKC').toLowerCase().replaceAll(/\s+/gu, '');
