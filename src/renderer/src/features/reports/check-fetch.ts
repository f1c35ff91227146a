import { parsePlainDate, type PlainDate } from '#core/period.ts';

/** What a person has typed into the form. */
export interface FetchWish {
  readonly start: string;
  readonly end: string;
  readonly levels: readonly string[];
  readonly owner: 'own' | 'all' | 'some';
  readonly subPartners: readonly string[];
}

/** What is wrong, field by field; the words stand in the locales. */
export interface FetchProblems {
  readonly start?: 'day' | 'reversed' | 'old' | undefined;
  readonly end?: 'day' | 'future' | undefined;
  readonly levels?: 'levels' | undefined;
  readonly subPartners?: 'subPartners' | undefined;
}

/** The days of which Webex makes reports now. */
export interface FetchDates {
  readonly oldest: string;
  readonly newest: string;
}

/**
 * Checks a wish as it is typed, by the rule that the engine applies again (Webex help: the past five years, not the
 * current day). The days come from the engine, as the window's clock may stand in another time zone.
 */
export function checkFetch(wish: FetchWish, dates: FetchDates): FetchProblems {
  const start = parsePlainDate(wish.start);
  const end = parsePlainDate(wish.end);
  return {
    start: startProblem(start, end, dates),
    end: end === undefined ? 'day' : end > dates.newest ? 'future' : undefined,
    levels: wish.levels.length === 0 ? 'levels' : undefined,
    subPartners: wish.owner === 'some' && wish.subPartners.length === 0 ? 'subPartners' : undefined,
  };
}

function startProblem(
  start: PlainDate | undefined,
  end: PlainDate | undefined,
  { oldest }: FetchDates,
): FetchProblems['start'] {
  if (start === undefined) return 'day';
  if (start < oldest) return 'old';
  return end !== undefined && start > end ? 'reversed' : undefined;
}

/** Whether nothing is wrong. */
export const isSound = (problems: FetchProblems): boolean =>
  Object.values(problems).every((problem) => problem === undefined);

/** The last whole months before a day, newest first, as periods. */
export function lastMonths(
  newest: string,
  count: number,
): readonly { readonly start: string; readonly end: string }[] {
  const [year = 0, month = 0, day = 0] = newest.split('-').map(Number);
  const isWhole = day === lastDay(year, month);
  return Array.from({ length: count }, (_month, index) => {
    const back = year * 12 + (month - 1) - index - (isWhole ? 0 : 1);
    const [y, m] = [Math.floor(back / 12), (back % 12) + 1];
    const name = `${String(y).padStart(4, '0')}-${String(m).padStart(2, '0')}`;
    return { start: `${name}-01`, end: `${name}-${String(lastDay(y, m)).padStart(2, '0')}` };
  });
}

const lastDay = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();

/** How many days a period has, both ends counted; undefined where it is none. */
export function countDays(start: string, end: string): number | undefined {
  if (parsePlainDate(start) === undefined || parsePlainDate(end) === undefined || start > end)
    return undefined;
  return Math.round((Date.parse(end) - Date.parse(start)) / 86_400_000) + 1;
}
