import { createHash } from 'node:crypto';
import type { ChainedEvent, EventEntry, EventKind, EventState, Sha256 } from '#core/events/event.ts';
import { chainEvent, findChainBreak, stateText, type ChainBreak } from '#core/events/event-chain.ts';
import type { ReadableDatabase, WritableDatabase } from '../db/handles.ts';

interface EventRecord {
  sequence: bigint;
  at: string;
  who: string;
  what: string;
  before_state: string;
  after_state: string;
  previous_hash: string;
  hash: string;
}

const sha256: Sha256 = (text) => createHash('sha256').update(text).digest('hex');

/** Appends an entry. Call it in the transaction of the act itself: an act without its entry must not be. */
export function appendEvent(database: WritableDatabase, entry: EventEntry): ChainedEvent {
  const last = database
    .prepare<{ sequence: bigint; hash: string }>(
      'SELECT sequence, hash FROM event ORDER BY sequence DESC LIMIT 1',
    )
    .get();
  const event = chainEvent(entry, last && { sequence: Number(last.sequence), hash: last.hash }, sha256);
  database
    .prepare(
      `INSERT INTO event (sequence, at, who, what, before_state, after_state, previous_hash, hash)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      event.sequence,
      event.at,
      event.who,
      event.what,
      stateText(event.before),
      stateText(event.after),
      event.previousHash,
      event.hash,
    );
  return event;
}

/** When the newest entry was made, UTC; undefined where the log is empty. */
export const lastEventAt = (database: ReadableDatabase): string | undefined =>
  database.prepare<{ at: string }>('SELECT at FROM event ORDER BY sequence DESC LIMIT 1').get()?.at;

/** The whole log, oldest first. */
export function* eachEvent(database: ReadableDatabase): IterableIterator<ChainedEvent> {
  const page = database.prepare<EventRecord>(
    'SELECT * FROM event WHERE sequence > ? ORDER BY sequence LIMIT 1000',
  );
  for (let last = 0n; ;) {
    const records = page.all(last);
    yield* records.map(toEvent);
    const end = records.at(-1);
    if (end === undefined) return;
    last = end.sequence;
  }
}

/** The batches that an import has superseded, by its entry in the log. */
export function supersededByImport(database: ReadableDatabase, batchId: number): readonly number[] {
  const record = database
    .prepare<{ before_state: string }>(
      `SELECT before_state FROM event WHERE what IN ('report-imported', 'invoice-imported')
       AND json_extract(after_state, '$.batch') = ? ORDER BY sequence DESC LIMIT 1`,
    )
    .get(batchId);
  const before = record && (JSON.parse(record.before_state) as EventState | null);
  const superseded = before?.['superseded'];
  return Array.isArray(superseded) ? superseded.map(Number) : [];
}

/** An entry by its place in the log, or undefined. */
export function findEvent(database: ReadableDatabase, sequence: number): ChainedEvent | undefined {
  const record = database.prepare<EventRecord>('SELECT * FROM event WHERE sequence = ?').get(sequence);
  return record && toEvent(record);
}

/** A page of the entries of some kinds, newest first, and how many there are. */
export function listEventsOf(
  database: ReadableDatabase,
  kinds: readonly EventKind[],
  page: { readonly offset: number; readonly limit: number },
): { readonly total: number; readonly events: readonly ChainedEvent[] } {
  const isOfKinds = `what IN (${kinds.map(() => '?').join(', ')})`;
  const counted = database
    .prepare<{ total: bigint }>(`SELECT count(*) AS total FROM event WHERE ${isOfKinds}`)
    .get(...kinds);
  const records = database
    .prepare<EventRecord>(`SELECT * FROM event WHERE ${isOfKinds} ORDER BY sequence DESC LIMIT ? OFFSET ?`)
    .all(...kinds, page.limit, page.offset);
  return { total: Number(counted?.total ?? 0n), events: records.map(toEvent) };
}

/** Checks the chain of hashes; undefined where the log is as it was written. */
export const verifyEvents = (database: ReadableDatabase): ChainBreak | undefined =>
  findChainBreak(eachEvent(database), sha256);

function toEvent(record: EventRecord): ChainedEvent {
  return {
    sequence: Number(record.sequence),
    at: record.at,
    who: record.who,
    what: record.what as EventKind,
    before: (JSON.parse(record.before_state) as EventState | null) ?? undefined,
    after: (JSON.parse(record.after_state) as EventState | null) ?? undefined,
    previousHash: record.previous_hash,
    hash: record.hash,
  };
}

/** The place of the newest entry in the log; 0 for an empty one. */
export const lastEventSequence = (database: ReadableDatabase): number =>
  Number(
    database.prepare<{ last: bigint }>('SELECT coalesce(max(sequence), 0) AS last FROM event').get()?.last ??
      0n,
  );
