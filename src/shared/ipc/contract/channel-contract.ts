import { z } from 'zod';
import { parsePlainDate } from '#core/period.ts';
import { LONGEST_NAME, MOST_FILES, MOST_ROWS_A_PAGE } from '../../limits.ts';

/** What goes into a channel and what comes out. Both are plain data that a structured clone keeps. */
export interface ChannelContract {
  readonly input: z.ZodType;
  readonly output: z.ZodType;
}

/** A channel that takes nothing. */
export const nothing = z.undefined();
/** A channel that has nothing to say but that it is done. */
export const done = z.null();

/** A name or an id. */
export const name = z.string().min(1).max(LONGEST_NAME);
/** A UTC moment, ISO 8601. */
export const moment = z.string();
/** A decimal in plain notation: never a float. */
export const decimalText = z.string();

/** `YYYY-MM-DD`, a day that the calendar has. */
export const day = z.string().refine((text) => parsePlainDate(text) !== undefined);

/** A span of days; both ends belong to it. */
export const period = z
  .strictObject({ start: day, end: day })
  .refine(({ start, end }) => start <= end, { error: 'start after end' });
export type WirePeriod = z.output<typeof period>;

/** A file by its opaque token: the window never names a path. */
export const fileToken = z.uuid();
/** A file as the window sees it. */
export const fileHandle = z.strictObject({ token: fileToken, name });
export type FileHandle = z.output<typeof fileHandle>;

/** Some files by their tokens. */
export const fileTokens = z.array(fileToken).max(MOST_FILES);

/** Which rows of a list. */
export const page = z.strictObject({
  offset: z.int().min(0),
  limit: z.int().min(1).max(MOST_ROWS_A_PAGE),
});

/** A page of a list, and how long the list is. */
export const pageOf = <Row extends z.ZodType>(
  row: Row,
): z.ZodObject<{ total: z.ZodInt; rows: z.ZodArray<Row> }> =>
  z.object({ total: z.int(), rows: z.array(row).max(MOST_ROWS_A_PAGE) });
