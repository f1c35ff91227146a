/** What went wrong with an input: a rule of the program that it broke. */
export class FindingError extends Error {}

/** Holds a rule; the message says what was expected, and what was there. */
export function hold(isHeld: boolean, message: () => string): void {
  if (!isHeld) throw new FindingError(message());
}
