import { assertNever } from '#core/assert.ts';
import type { ErrorKind } from '#core/errors.ts';
import type { Verdict } from '#core/reconcile/result-document.ts';

/** Exit codes of the command line; part of its contract. */
export const EXIT = {
  done: 0,
  /** `reconcile` did its work, and the invoice does not tie out. */
  notTied: 1,
  /** Wrong usage, bad input, or something around the program. */
  input: 2,
  remote: 3,
  workspace: 4,
  bug: 70,
  cancelled: 130,
} as const;

/** The exit code of an error's kind. */
export function exitCodeOf(kind: ErrorKind): number {
  switch (kind) {
    case 'user-input':
    case 'environment':
      return EXIT.input;
    case 'remote':
      return EXIT.remote;
    case 'workspace':
      return EXIT.workspace;
    case 'cancelled':
      return EXIT.cancelled;
    case 'bug':
      return EXIT.bug;
    default:
      return assertNever(kind);
  }
}

/** The exit code of a reconciliation. */
export const exitCodeOfVerdict = (verdict: Verdict): number =>
  verdict === 'tied' ? EXIT.done : EXIT.notTied;
