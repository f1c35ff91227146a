/** The audit log: who did what, when, and what it was before and after. Entries are appended and never changed. */

/** What can be done to a workspace. */
export const EVENT_KINDS = [
  'workspace-created',
  'workspace-migrated',
  'workspace-restored',
  'workspace-moved',
  'backup-written',
  'signing-key-made',
  'bundle-written',
  'report-imported',
  'invoice-imported',
  'import-abandoned',
  'import-undone',
  'import-redone',
  'template-saved',
  'template-renamed',
  'template-deleted',
  'report-superseded',
  'reconciled',
  'workbook-written',
  'report-fetched',
  'report-deleted',
  'alias-set',
  'alias-removed',
  'tolerance-set',
  'unit-basis-set',
  'price-book-set',
  'price-book-removed',
  'setting-changed',
  'period-signed',
  'sign-off-withdrawn',
  'lines-judged',
  'lines-matched',
  'row-split',
  'rows-excluded',
  'rows-reclassified',
  'alias-learned',
  'rules-withdrawn',
  'act-undone',
  'act-redone',
] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

/** The state before or after an act, as JSON: decimals as texts, nothing secret. */
export type EventState = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

/** What an act writes down; sequence and hashes are the log's own. */
export interface EventEntry {
  /** UTC, ISO 8601. */
  readonly at: string;
  /** The name of the operating system's user. */
  readonly who: string;
  readonly what: EventKind;
  readonly before: EventState | undefined;
  readonly after: EventState | undefined;
}

/** An entry as the log holds it, chained to the one before. */
export interface ChainedEvent extends EventEntry {
  /** 1, 2, 3, ... without a gap. */
  readonly sequence: number;
  /** The hash of the entry before; 64 zeros for the first. */
  readonly previousHash: string;
  readonly hash: string;
}

/** The previous hash of the first entry. */
export const FIRST_PREVIOUS_HASH = '0'.repeat(64);

/** sha256 of a text's UTF-8, lower-case hex. The host supplies it: core has no cryptography. */
export type Sha256 = (text: string) => string;
