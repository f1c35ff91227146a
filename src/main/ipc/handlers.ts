import type { Channel } from '#shared/ipc/channels.ts';
import type { InputOf, OutputOf } from '#shared/ipc/contract/contract.ts';
import type { WireResult } from '#shared/ipc/envelope.ts';

/** Answers a channel with an outcome, or throws an AppError. */
export type ChannelHandler<Name extends Channel> = (
  input: InputOf<Name>,
) => WireResult<OutputOf<Name>> | Promise<WireResult<OutputOf<Name>>>;

/** One function a channel: a channel without one does not compile. */
export type ChannelHandlers = { readonly [Name in Channel]: ChannelHandler<Name> };
