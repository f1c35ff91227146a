import { createHash } from 'node:crypto';
import { AppError } from '#core/errors.ts';
import { finish, type Steps } from '#core/steps.ts';
import type { ReadableDatabase, WritableDatabase } from '../db/handles.ts';
import { eachPage } from './content-pages.ts';
import { CONTENT_PARTS, pagesOfPart, type ContentPart } from './content-parts.ts';
import { digestReading } from './reading-digest.ts';
import { digestRun } from './run-digest.ts';
import type { LinesDigest } from './row-texts.ts';

/** A part of the workspace whose rows are held against a digest. */
export interface Content {
  readonly part: ContentPart;
  /** The batch, the run's position, or the version of the price book; 0 for the others. */
  readonly id: number;
}

/** What large parts come to as far as that was taken while they were written. */
export interface KnownDigests {
  /** The rows of readings, by batch. */
  readonly readingRows?: ReadonlyMap<number, string>;
  /** The lines of runs, by the position of the run. */
  readonly runLines?: ReadonlyMap<number, LinesDigest>;
}

interface ContentRecord {
  part: ContentPart;
  part_id: bigint;
}

/** Parts that are written as a whole by a job, and may be large: read in steps. */
const LARGE: readonly ContentPart[] = ['reading', 'run'];

const DUE = 'SELECT part, part_id FROM content_digest_due ORDER BY part, part_id';
/** Every part that there is, by what the workspace holds. */
const HELD = `SELECT 'reading' AS part, id AS part_id FROM batch WHERE status <> 'pending'
  UNION ALL SELECT 'run', position FROM run UNION ALL SELECT 'price-book', version FROM price_book
  UNION ALL VALUES ('settings', 0), ('imports', 0), ('decisions', 0)`;

/** sha256 over the rows of a part, as they stand, step by step. */
function* digestOf(
  database: ReadableDatabase,
  { part, id }: Content,
  known: KnownDigests = {},
): Steps<string> {
  if (part === 'reading') return yield* digestReading(database, id, known.readingRows?.get(id));
  if (part === 'run') return yield* digestRun(database, id, known.runLines?.get(id));
  const hash = createHash('sha256').update(`${part} ${String(id)}\n`);
  for (const table of pagesOfPart(part, id)) {
    hash.update('\f');
    for (const text of eachPage(database, table)) {
      hash.update(text);
      yield;
    }
  }
  return hash.digest('hex');
}

/** The same; undefined where rows can't be read at all. */
function* digestIfReadable(database: ReadableDatabase, content: Content): Steps<string | undefined> {
  try {
    return yield* digestOf(database, content);
  } catch (error) {
    if (error instanceof AppError && error.code === 'WORKSPACE_DAMAGED') return undefined;
    throw error;
  }
}

/** The parts whose digest is still to be taken. */
const dueContents = (database: ReadableDatabase): readonly Content[] =>
  database.prepare<ContentRecord>(DUE).all().map(toContent);

function settle(database: WritableDatabase, { part, id }: Content, sha256: string): void {
  database
    .prepare(
      `INSERT INTO content_digest (part, part_id, sha256) VALUES (?, ?, ?)
       ON CONFLICT (part, part_id) DO UPDATE SET sha256 = excluded.sha256`,
    )
    .run(part, id, sha256);
  database.prepare('DELETE FROM content_digest_due WHERE part = ? AND part_id = ?').run(part, id);
}

/**
 * Takes the digests of what has been written in small steps: the last thing in each transaction. What jobs write as a
 * whole is left to {@link sealContents}.
 */
export function sealSmallContents(database: WritableDatabase): void {
  for (const content of dueContents(database)) {
    if (!LARGE.includes(content.part)) settle(database, content, finish(digestOf(database, content)));
  }
}

/** Takes the digests of all that has been written since the last ones were taken, step by step. */
export function* sealContents(database: WritableDatabase, known: KnownDigests = {}): Steps<void> {
  for (const content of dueContents(database)) {
    if (!LARGE.includes(content.part)) continue;
    const sha256 = yield* digestOf(database, content, known);
    database.transaction(() => {
      settle(database, content, sha256);
    });
  }
  database.transaction(() => {
    sealSmallContents(database);
  });
}

/**
 * Parts that are no longer what they were when they were written, or of which nobody has noted what they were, step by
 * step; only those that `isAsked`. None in a sound workspace.
 */
export function* findChangedContents(
  database: ReadableDatabase,
  isAsked: (content: Content) => boolean = () => true,
): Steps<readonly Content[]> {
  const noted = new Map(
    database
      .prepare<ContentRecord & { sha256: string }>('SELECT part, part_id, sha256 FROM content_digest')
      .all()
      .map((record) => [keyOf(toContent(record)), { content: toContent(record), sha256: record.sha256 }]),
  );
  const due = new Set(dueContents(database).map(keyOf));
  const held = database.prepare<ContentRecord>(HELD).all().map(toContent);
  const all = new Map(
    [...[...noted.values()].map(({ content }) => content), ...held].map((content) => [
      keyOf(content),
      content,
    ]),
  );
  const changed: Content[] = [];
  for (const [key, content] of all) {
    if (due.has(key) || !isAsked(content)) continue;
    const isKnown = CONTENT_PARTS.includes(content.part);
    const sha256 = isKnown ? yield* digestIfReadable(database, content) : undefined;
    if (sha256 === undefined || sha256 !== noted.get(key)?.sha256) changed.push(content);
  }
  return changed;
}

const toContent = (record: ContentRecord): Content => ({ part: record.part, id: Number(record.part_id) });
const keyOf = ({ part, id }: Content): string => `${part} ${String(id)}`;
