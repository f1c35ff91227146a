import { AppError } from '#core/errors.ts';
import { err, ok } from '#core/result.ts';
import { ENGINE_CONTRACT, type EngineChannel } from '#shared/engine-protocol.ts';
import type { WireError, WireResult } from '#shared/ipc/envelope.ts';
import type { EngineHandlers } from './dispatch/handlers.ts';

/** An answer in its envelope: reads are answered at once, changes when their turn has come. */
export type Answer = WireResult<unknown> | Promise<WireResult<unknown>>;

/** Answers requests: parses the input, calls the channel's function, puts the outcome into the envelope. */
export type Dispatcher = (channel: EngineChannel, input: unknown) => Answer;

/** A dispatcher over the handlers. `toWire` logs what is a bug. Never throws, and its promises never reject. */
export const dispatcher =
  (handlers: EngineHandlers, toWire: (error: unknown) => WireError): Dispatcher =>
  (channel, input) => {
    try {
      const given = answer(handlers, channel, input);
      return given instanceof Promise ? given.then(ok, (error: unknown) => err(toWire(error))) : ok(given);
    } catch (error) {
      return err(toWire(error));
    }
  };

function answer(handlers: EngineHandlers, channel: EngineChannel, input: unknown): unknown {
  const parsed = ENGINE_CONTRACT[channel].input.safeParse(input);
  if (!parsed.success) throw new AppError('REQUEST_INVALID', { channel });
  // The channel's own schema has just parsed it; the compiler can't follow a union through two maps.
  const handle = handlers[channel] as (given: unknown) => unknown;
  return handle(parsed.data);
}
