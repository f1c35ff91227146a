import { z } from 'zod';
import { ERROR_KIND_OF, type ErrorCode } from '#core/errors.ts';
import type { Result } from '#core/result.ts';

/** Every code, as data: what is no code is no error of ours. */
const ERROR_CODES = Object.keys(ERROR_KIND_OF) as [ErrorCode, ...ErrorCode[]];

/** An error as it crosses a process boundary: no stack, no path, no SQL. */
export const wireErrorSchema = z.strictObject({
  code: z.enum(ERROR_CODES),
  /** What its sentence names. */
  params: z.record(z.string(), z.string()),
  /** The entry in the log where the whole story stands; null for expected failures. */
  incidentId: z.string().nullable(),
});
export type WireError = z.output<typeof wireErrorSchema>;

/** The outcome of a request: a refusal is an error, never `undefined`. */
export type WireResult<Value> = Result<Value, WireError>;

/** An outcome whose value has not been looked at yet. */
export const wireResultSchema = z.discriminatedUnion('ok', [
  z.strictObject({ ok: z.literal(true), value: z.unknown() }),
  z.strictObject({ ok: z.literal(false), error: wireErrorSchema }),
]);
