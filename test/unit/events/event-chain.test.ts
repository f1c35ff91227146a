import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chainEvent, findChainBreak, stateText } from '#core/events/event-chain.ts';
import type { ChainedEvent, EventEntry } from '#core/events/event.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

const entry = fc.record<EventEntry>({
  at: fc.constant('2026-11-02T01:00:00.000Z'),
  who: fc.string({ maxLength: 8 }),
  what: fc.constantFrom('report-imported', 'reconciled'),
  before: fc.option(fc.dictionary(fc.string({ maxLength: 4 }), fc.string({ maxLength: 4 })), {
    nil: undefined,
  }),
  after: fc.option(fc.dictionary(fc.string({ maxLength: 4 }), fc.integer()), { nil: undefined }),
});
const log = fc.array(entry, { minLength: 1, maxLength: 6 }).map((entries) => {
  const events: ChainedEvent[] = [];
  for (const one of entries) events.push(chainEvent(one, events.at(-1), sha256));
  return events;
});

describe('the chain of the audit log', () => {
  it('holds for a log as it was written', () => {
    fc.assert(
      fc.property(log, (events) => {
        expect(findChainBreak(events, sha256)).toBeUndefined();
      }),
    );
  });

  it('breaks at an entry whose content was changed', () => {
    const changes: ((event: ChainedEvent) => ChainedEvent)[] = [
      (event) => ({ ...event, who: `${event.who}!` }),
      (event) => ({ ...event, at: '2026-11-02T01:00:00.001Z' }),
      (event) => ({ ...event, what: 'backup-written' }),
      (event) => ({ ...event, before: { ...event.before, added: 1 } }),
      (event) => ({ ...event, after: { ...event.after, added: 1 } }),
    ];
    fc.assert(
      fc.property(log, fc.nat(), fc.constantFrom(...changes), (events, at, change) => {
        const index = at % events.length;
        const altered = events.map((event, position) => (position === index ? change(event) : event));
        expect(findChainBreak(altered, sha256)).toEqual({ sequence: index + 1, reason: 'hash' });
      }),
    );
  });

  it('breaks where an entry was taken out', () => {
    fc.assert(
      fc.property(log, fc.nat(), (events, at) => {
        const index = at % events.length;
        fc.pre(index < events.length - 1);
        const shortened = events.filter((_, position) => position !== index);
        expect(findChainBreak(shortened, sha256)).toEqual({ sequence: index + 1, reason: 'gap' });
      }),
    );
  });

  it('breaks where an entry was written anew with a hash of its own', () => {
    fc.assert(
      fc.property(log, (events) => {
        const [first, ...rest] = events;
        fc.pre(rest.length > 0);
        if (first === undefined) return;
        const forged = chainEvent({ ...first, who: `${first.who}!` }, undefined, sha256);
        expect(findChainBreak([forged, ...rest], sha256)).toEqual({ sequence: 2, reason: 'previous-hash' });
      }),
    );
  });

  it('writes the same state as the same text, whatever the order of its keys', () => {
    expect(stateText({ b: 1, a: '2' })).toBe(stateText({ a: '2', b: 1 }));
  });
});
