import type { IpcMain } from 'electron';
import { AppError } from '#core/errors.ts';
import { err } from '#core/result.ts';
import { CHANNELS, type Channel } from '#shared/ipc/channels.ts';
import { CONTRACT } from '#shared/ipc/contract/contract.ts';
import type { WireError, WireResult } from '#shared/ipc/envelope.ts';
import { internalError, toWireError } from '#shared/ipc/to-wire-error.ts';
import type { ChannelHandlers } from './handlers.ts';
import { isWithinLimits } from './payload-size.ts';
import { isTrustedSender, type Sender } from './trusted-sender.ts';

/** Where mistakes are written down. */
export interface RegisterPorts {
  /** Logs a mistake of ours and gives back its number. */
  readonly incident: (error: unknown) => string;
  readonly refused: (channel: Channel, why: 'sender' | 'size' | 'input') => void;
}

/**
 * The one place that calls `ipcMain.handle` (held by lint). Every request goes the same way: who sent it, is it small enough,
 * does it fit its schema, the channel's function, does the answer fit its schema, the envelope.
 */
export function registerChannels(
  ipcMain: Pick<IpcMain, 'handle'>,
  handlers: ChannelHandlers,
  ports: RegisterPorts,
): void {
  for (const channel of CHANNELS) {
    ipcMain.handle(channel, (event, payload: unknown) => answer(channel, event, payload, handlers, ports));
  }
}

/** Answers one request. Never rejects: a refusal is an outcome. */
async function answer(
  channel: Channel,
  event: Sender,
  payload: unknown,
  handlers: ChannelHandlers,
  ports: RegisterPorts,
): Promise<WireResult<unknown>> {
  const refuse = (why: 'sender' | 'size' | 'input'): WireResult<never> => {
    ports.refused(channel, why);
    return err(
      why === 'sender'
        ? { code: 'REQUEST_REFUSED', params: {}, incidentId: null }
        : { code: 'REQUEST_INVALID', params: { channel }, incidentId: null },
    );
  };
  try {
    if (!isTrustedSender(event)) return refuse('sender');
    if (!isWithinLimits(payload)) return refuse('size');
    const input = CONTRACT[channel].input.safeParse(payload);
    if (!input.success) return refuse('input');
    // The channel's own schema has just parsed it; the compiler can't follow a union through two maps.
    const handle = handlers[channel] as (given: unknown) => Promise<WireResult<unknown>>;
    const outcome = await handle(input.data);
    if (!outcome.ok) return outcome;
    // What the contract does not name stays here; an answer that does not fit is a mistake of ours.
    return { ok: true, value: CONTRACT[channel].output.parse(outcome.value) };
  } catch (error) {
    return err(wireErrorOf(error, ports));
  }
}

const wireErrorOf = (error: unknown, ports: RegisterPorts): WireError =>
  (error instanceof AppError ? toWireError(error) : undefined) ?? internalError(ports.incident(error));
