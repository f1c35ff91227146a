import type { Channel, ChannelOf, Domain, EventName, MethodOf } from './channels.ts';
import type { InputOf, OutputOf } from './contract/contract.ts';
import type { EventPayload } from './contract/events.ts';
import type { WireResult } from './envelope.ts';

/** What a method takes. A dropped file is given as such: the preload script alone turns it into a path. */
type ArgumentsOf<Name extends Channel, DroppedFile> = Name extends 'files:accept-dropped'
  ? [file: DroppedFile]
  : undefined extends InputOf<Name>
    ? []
    : [input: InputOf<Name>];

/** The methods of a domain. */
type DomainApi<Name extends Domain, DroppedFile> = {
  readonly [Entry in ChannelOf<Name> as MethodOf<Entry>]: (
    ...input: ArgumentsOf<Entry, DroppedFile>
  ) => Promise<WireResult<OutputOf<Entry>>>;
};

/** Listens to an event; gives back how to stop. */
export type Subscribe = <Name extends EventName>(
  event: Name,
  listener: (payload: EventPayload<Name>) => void,
) => () => void;

/** `window.api`: all that the window can do outside of itself. `DroppedFile` is the browser's `File`. */
export type WindowApi<DroppedFile> = {
  readonly [Name in Domain]: DomainApi<Name, DroppedFile>;
} & { readonly events: { readonly on: Subscribe } };
