const DAY_MS = 86_400_000;

/** Whole days since a moment, by the days of the calendar in UTC. */
export function ageInDays(moment: string, now: number = Date.now()): number {
  const day = (ms: number): number => Math.floor(ms / DAY_MS);
  return Math.max(0, day(now) - day(Date.parse(moment)));
}

/** How many days after the end of a period a report was made; negative where the period was not over. */
export const daysAfterEnd = (moment: string, end: string): number =>
  Math.floor((Date.parse(moment.slice(0, 10)) - Date.parse(end)) / DAY_MS);
