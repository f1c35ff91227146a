import { EVENT_CHANNEL, type EventName } from '#shared/ipc/channels.ts';
import { EVENT_CONTRACT, type EventPayload } from '#shared/ipc/contract/events.ts';

/** A window that may be told something. Electron's `WebContents` fits. */
export interface EventTarget {
  readonly send: (channel: string, message: unknown) => void;
  readonly isDestroyed: () => boolean;
}

/** Tells the windows of an event. */
export type Emit = <Name extends EventName>(event: Name, payload: EventPayload<Name>) => void;

/** The one place that sends to a window. What the contract does not name is left out. */
export const emitter =
  (targets: () => readonly EventTarget[]): Emit =>
  (event, payload) => {
    const message = { event, payload: EVENT_CONTRACT[event].parse(payload) };
    for (const target of targets()) if (!target.isDestroyed()) target.send(EVENT_CHANNEL, message);
  };
