/** How often a condition is looked at. */
const POLL_MS = 10;

/** Waits until a condition holds, looking at it again and again; throws after `limitMs`. */
export async function until(what: string, condition: () => boolean, limitMs = 30_000): Promise<void> {
  const end = performance.now() + limitMs;
  while (!condition()) {
    if (performance.now() > end) throw new Error(`It never came to this: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
