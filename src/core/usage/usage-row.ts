import type { Micros } from '../decimal/micros.ts';
import type { PlainDate } from '../period.ts';
import type { SourceRef } from '../source.ts';

/** The three grains at which Webex reports usage. */
export const USAGE_LEVELS = ['partner', 'customer', 'user'] as const;
export type UsageLevel = (typeof USAGE_LEVELS)[number];

/** One row of a Webex billing report. QUANTITY is in user-days: a full day counts 1, half a day 0.5. */
export interface UsageRow {
  readonly ref: SourceRef;
  readonly partnerName: string | undefined;
  readonly partnerOrgId: string | undefined;
  readonly subscriptionId: string;
  readonly serviceName: string | undefined;
  readonly sku: string;
  readonly description: string | undefined;
  readonly start: PlainDate;
  readonly end: PlainDate;
  readonly quantity: Micros;
  readonly customerOrgId: string | undefined;
  readonly customerExternalId: string | undefined;
  readonly subscriberId: string | undefined;
  readonly userId: string | undefined;
  readonly workspaceId: string | undefined;
  readonly locationId: string | undefined;
  /** Columns that Tieout does not know, by their header name. */
  readonly extra: Readonly<Record<string, string>>;
}
