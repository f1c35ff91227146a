import { micros } from '#core/decimal/micros.ts';
import type { PlainDate } from '#core/period.ts';
import type { PriceBookEntry } from '#core/reconcile/parameters.ts';
import type { SourceId } from '#core/source.ts';
import type { ReadableDatabase, WritableDatabase } from '../db/handles.ts';

/** A price book that the workspace holds. Versions are never changed. */
export interface StoredPriceBook {
  readonly version: number;
  /** As the person knows the file. */
  readonly name: string;
  readonly sha256: SourceId;
  readonly rows: number;
  /** UTC, ISO 8601. */
  readonly createdAt: string;
}

interface PriceBookRecord {
  version: bigint;
  name: string | null;
  sha256: string | null;
  rows: bigint;
  created_at: string;
}

interface PriceBookRowRecord {
  row: bigint;
  sku: string;
  unit_price: bigint;
  currency: string;
  subscription_id: string | null;
  customer_org_id: string | null;
  valid_from: PlainDate | null;
  valid_to: PlainDate | null;
}

/** The price book that is in use, or undefined where there is none. */
export function currentPriceBook(database: ReadableDatabase): StoredPriceBook | undefined {
  const record = database
    .prepare<PriceBookRecord>(
      `SELECT p.version, p.name, s.sha256, p.rows, p.created_at
       FROM price_book p LEFT JOIN source_file s ON s.id = p.source_file_id ORDER BY p.version DESC LIMIT 1`,
    )
    .get();
  if (record === undefined || record.name === null || record.sha256 === null) return undefined;
  return {
    version: Number(record.version),
    name: record.name,
    sha256: record.sha256,
    rows: Number(record.rows),
    createdAt: record.created_at,
  };
}

/** Rows of a price book in the order of its file; all of them unless told. */
export const listPriceBookRows = (
  database: ReadableDatabase,
  version: number,
  page: { readonly offset: number; readonly limit: number } = { offset: 0, limit: -1 },
): readonly PriceBookEntry[] =>
  database
    .prepare<PriceBookRowRecord>(
      `SELECT row, sku, unit_price, currency, subscription_id, customer_org_id, valid_from, valid_to
       FROM price_book_row WHERE version = ? ORDER BY position LIMIT ? OFFSET ?`,
    )
    .all(version, page.limit, page.offset)
    .map((record) => ({
      sku: record.sku,
      unitPrice: micros(record.unit_price),
      currency: record.currency,
      subscriptionId: record.subscription_id ?? undefined,
      customerOrgId: record.customer_org_id ?? undefined,
      validFrom: record.valid_from ?? undefined,
      validTo: record.valid_to ?? undefined,
      row: Number(record.row),
    }));

/** Takes a price book into use, and returns its version. Call it in the act's own transaction. */
export function addPriceBook(
  database: WritableDatabase,
  book: {
    readonly sourceFileId: number;
    readonly name: string;
    readonly entries: readonly PriceBookEntry[];
  },
  now: string,
): number {
  const { lastInsertRowid } = database
    .prepare('INSERT INTO price_book (source_file_id, name, rows, created_at) VALUES (?, ?, ?, ?)')
    .run(book.sourceFileId, book.name, book.entries.length, now);
  const insert = database.prepare(
    `INSERT INTO price_book_row (version, position, row, sku, unit_price, currency, subscription_id, customer_org_id,
       valid_from, valid_to) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  for (const [position, entry] of book.entries.entries()) {
    insert.run(
      lastInsertRowid,
      position,
      entry.row,
      entry.sku,
      entry.unitPrice,
      entry.currency,
      entry.subscriptionId ?? null,
      entry.customerOrgId ?? null,
      entry.validFrom ?? null,
      entry.validTo ?? null,
    );
  }
  return Number(lastInsertRowid);
}

/** From now on no price book is used; those of before stay. Call it in the act's own transaction. */
export function endPriceBook(database: WritableDatabase, now: string): void {
  database
    .prepare('INSERT INTO price_book (source_file_id, name, rows, created_at) VALUES (NULL, NULL, 0, ?)')
    .run(now);
}
