/** Goes to a place of the navigation. */
export function goThere(hash: string): void;
/** From an act until the rows that it asks for are painted, in milliseconds. */
export function untilRow(act: {
  readonly hash?: string;
  readonly head?: string;
  readonly toggle?: boolean;
}): Promise<number>;
/** The longest time that a row in sight was blank while scrolling, and the times until rows are there after jumps. */
export function scrollThrough(
  scrollMs: number,
): Promise<{ readonly worstBlankMs: number; readonly jumps: readonly number[] }>;
