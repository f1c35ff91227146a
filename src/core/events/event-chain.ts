import { compareText } from '../compare.ts';
import {
  FIRST_PREVIOUS_HASH,
  type ChainedEvent,
  type EventEntry,
  type EventState,
  type Sha256,
} from './event.ts';

/** Puts an entry behind the last one of the log. */
export function chainEvent(
  entry: EventEntry,
  last: Pick<ChainedEvent, 'sequence' | 'hash'> | undefined,
  sha256: Sha256,
): ChainedEvent {
  const linked = {
    ...entry,
    sequence: (last?.sequence ?? 0) + 1,
    previousHash: last?.hash ?? FIRST_PREVIOUS_HASH,
  };
  return { ...linked, hash: sha256(eventDigestText(linked)) };
}

/** Where a log was tampered with. */
export interface ChainBreak {
  readonly sequence: number;
  readonly reason: 'gap' | 'previous-hash' | 'hash';
}

/** Checks a log from its first entry; returns the first break, or undefined where every entry is as it was written. */
export function findChainBreak(events: Iterable<ChainedEvent>, sha256: Sha256): ChainBreak | undefined {
  let sequence = 0;
  let previousHash = FIRST_PREVIOUS_HASH;
  for (const event of events) {
    sequence += 1;
    if (event.sequence !== sequence) return { sequence, reason: 'gap' };
    if (event.previousHash !== previousHash) return { sequence, reason: 'previous-hash' };
    if (event.hash !== sha256(eventDigestText(event))) return { sequence, reason: 'hash' };
    previousHash = event.hash;
  }
  return undefined;
}

/** The text whose hash an entry carries: every field, in one order, with sorted keys. */
function eventDigestText(event: Omit<ChainedEvent, 'hash'>): string {
  const { sequence, at, who, what, before, after, previousHash } = event;
  return JSON.stringify([sequence, at, who, what, stateText(before), stateText(after), previousHash]);
}

/** A state as JSON with sorted keys, so that the same state is always the same text. */
export function stateText(state: EventState | undefined): string {
  if (state === undefined) return 'null';
  const sorted = Object.entries(state).sort(([a], [b]) => compareText(a, b));
  return JSON.stringify(Object.fromEntries(sorted));
}
