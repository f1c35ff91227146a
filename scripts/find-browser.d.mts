/** A browser: its path, and in words where it comes from. */
export interface FoundBrowser {
  readonly path: string;
  readonly how: string;
}
/** Why there is none, and whether that is an error on this machine. */
export interface NoBrowser {
  readonly reason: string;
  readonly mustFail: boolean;
}
export function presentBrowser(
  environment?: Readonly<Record<string, string | undefined>>,
): FoundBrowser | undefined;
export function findBrowser(
  environment?: Readonly<Record<string, string | undefined>>,
): FoundBrowser | NoBrowser;
