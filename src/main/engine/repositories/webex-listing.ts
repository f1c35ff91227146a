import { idKey } from '#core/ids.ts';
import type { ReadableDatabase, WritableDatabase } from '../db/handles.ts';

/** A report as Webex listed it; days and words are Webex's own. */
export interface ListedReport {
  readonly webexId: string;
  readonly type: string;
  readonly start: string;
  readonly end: string;
  readonly status: string;
  readonly category: string;
  readonly isInternal: boolean;
  /** The sub-partner for which it was listed; undefined for the partner itself. */
  readonly subPartner: string | undefined;
  /** Known only of some: lists do not tell. */
  readonly createdAt: string | undefined;
  /** Why Webex could not make it. */
  readonly failure: string | undefined;
}

/** A sub-partner as Webex listed it. */
export interface ListedSubPartner {
  /** Encoded, as the API has it. */
  readonly orgId: string;
  readonly subscriptionId: string | undefined;
  readonly provisioningState: string | undefined;
  /** From when its usage is billed, UTC. */
  readonly billingStartDate: string | undefined;
}

/** When and how completely Webex was asked. */
export interface ListingHead {
  /** UTC, ISO 8601. */
  readonly listedAt: string;
  /** False where the API's pages did not end properly. */
  readonly isComplete: boolean;
  /** False where the token may not list sub-partners. */
  readonly hasPartners: boolean;
}

/** Everything that Webex said. */
export interface Listing extends ListingHead {
  readonly reports: readonly ListedReport[];
  readonly subPartners: readonly ListedSubPartner[];
}

interface ListedRecord {
  webex_id: string;
  type: string;
  period_start: string;
  period_end: string;
  status: string;
  category: string;
  is_internal: bigint;
  sub_partner: string | null;
  created_at: string | null;
  failure: string | null;
}

interface PartnerRecord {
  org_id: string;
  subscription_id: string | null;
  provisioning_state: string | null;
  billing_start: string | null;
}

/** Puts a listing in the place of the one before. Within a transaction of the caller. */
export function replaceListing(database: WritableDatabase, listing: Listing): void {
  database.prepare('DELETE FROM webex_listed_report').run();
  const insert = database.prepare(
    `INSERT INTO webex_listed_report (webex_id, type, period_start, period_end, status, category, is_internal,
       sub_partner, sub_partner_key, created_at, failure) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  for (const report of listing.reports) {
    insert.run(
      report.webexId,
      report.type,
      report.start,
      report.end,
      report.status,
      report.category,
      report.isInternal ? 1 : 0,
      report.subPartner ?? null,
      idKey(report.subPartner) ?? '',
      report.createdAt ?? null,
      report.failure ?? null,
    );
  }
  if (listing.hasPartners) replacePartners(database, listing.subPartners);
  database
    .prepare(
      `INSERT INTO webex_listing (id, listed_at, is_complete, has_partners) VALUES (1, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET listed_at = excluded.listed_at, is_complete = excluded.is_complete,
         has_partners = excluded.has_partners`,
    )
    .run(listing.listedAt, listing.isComplete ? 1 : 0, listing.hasPartners ? 1 : 0);
}

function replacePartners(database: WritableDatabase, partners: readonly ListedSubPartner[]): void {
  database.prepare('DELETE FROM webex_sub_partner').run();
  const insert = database.prepare(
    `INSERT OR REPLACE INTO webex_sub_partner (org_key, org_id, subscription_id, provisioning_state, billing_start)
     VALUES (?, ?, ?, ?, ?)`,
  );
  for (const { orgId, subscriptionId, provisioningState, billingStartDate } of partners) {
    const key = idKey(orgId);
    if (key === undefined) continue;
    insert.run(key, orgId, subscriptionId ?? null, provisioningState ?? null, billingStartDate ?? null);
  }
}

/** A report was deleted at Webex: the listing no longer shows it. */
export function forgetListedReport(database: WritableDatabase, webexId: string): void {
  database.prepare('DELETE FROM webex_listed_report WHERE webex_id = ?').run(webexId);
}

/** When Webex was last asked; undefined: never from this workspace. */
export function readListingHead(database: ReadableDatabase): ListingHead | undefined {
  const record = database
    .prepare<{ listed_at: string; is_complete: bigint; has_partners: bigint }>('SELECT * FROM webex_listing')
    .get();
  return (
    record && {
      listedAt: record.listed_at,
      isComplete: record.is_complete === 1n,
      hasPartners: record.has_partners === 1n,
    }
  );
}

/** The reports of the last listing, newest period first. */
export const listListedReports = (database: ReadableDatabase): readonly ListedReport[] =>
  database
    .prepare<ListedRecord>('SELECT * FROM webex_listed_report ORDER BY period_start DESC, type, webex_id')
    .all()
    .map((record) => ({
      webexId: record.webex_id,
      type: record.type,
      start: record.period_start,
      end: record.period_end,
      status: record.status,
      category: record.category,
      isInternal: record.is_internal === 1n,
      subPartner: record.sub_partner ?? undefined,
      createdAt: record.created_at ?? undefined,
      failure: record.failure ?? undefined,
    }));

/** The sub-partners as Webex last listed them. */
export const listKnownSubPartners = (database: ReadableDatabase): readonly ListedSubPartner[] =>
  database
    .prepare<PartnerRecord>('SELECT * FROM webex_sub_partner ORDER BY org_key')
    .all()
    .map((record) => ({
      orgId: record.org_id,
      subscriptionId: record.subscription_id ?? undefined,
      provisioningState: record.provisioning_state ?? undefined,
      billingStartDate: record.billing_start ?? undefined,
    }));
