/** How many are offered. */
const MOST_RECENT = 10;

/** The list with a folder at its head, once. */
export const withRecent = (recent: readonly string[], folder: string): string[] =>
  [folder, ...recent.filter((other) => other !== folder)].slice(0, MOST_RECENT);
