import { CHANNELS, type Channel } from '#shared/ipc/channels.ts';
import type { WireResult } from '#shared/ipc/envelope.ts';
import type { ChannelHandlers } from '../../../src/main/ipc/handlers.ts';
import { registerChannels } from '../../../src/main/ipc/register.ts';
import type { Sender } from '../../../src/main/ipc/trusted-sender.ts';

type Answer = (event: Sender, payload: unknown) => Promise<WireResult<unknown>>;

/** The edge as it is registered, with handlers that record what reaches them. */
export interface Edge {
  readonly registered: ReadonlyMap<string, Answer>;
  /** Which channels' functions were called. */
  readonly reached: Channel[];
  readonly incidents: unknown[];
  /** Why requests were refused: `sender`, `size` or `input`. */
  readonly refusals: string[];
  /** Asks as the window does: what goes in and comes out is structured-cloned. */
  readonly ask: (channel: Channel, payload: unknown, sender?: Sender) => Promise<WireResult<unknown>>;
}

const frame = { url: 'app://tieout/index.html', parent: null };
/** The app's own page. */
export const OWN_PAGE: Sender = { senderFrame: frame, sender: { mainFrame: frame } };

export function edge(answerOf: (channel: Channel, input: unknown) => unknown): Edge {
  const registered = new Map<string, Answer>();
  const reached: Channel[] = [];
  const incidents: unknown[] = [];
  const refusals: string[] = [];
  const handlers = Object.fromEntries(
    CHANNELS.map((channel) => [
      channel,
      (input: unknown) => {
        reached.push(channel);
        return answerOf(channel, input);
      },
    ]),
  ) as unknown as ChannelHandlers;
  registerChannels(
    {
      handle: (channel, listener) => {
        if (registered.has(channel)) throw new Error(`${channel} is registered twice`);
        registered.set(channel, listener as unknown as Answer);
      },
    },
    handlers,
    {
      incident: (error) => {
        incidents.push(error);
        return 'abcd1234';
      },
      refused: (_channel, why) => refusals.push(why),
    },
  );
  return {
    registered,
    reached,
    incidents,
    refusals,
    ask: async (channel, payload, sender = OWN_PAGE) => {
      const answer = registered.get(channel);
      if (!answer) throw new Error(`${channel} is not registered`);
      return structuredClone(await answer(sender, structuredClone(payload)));
    },
  };
}
