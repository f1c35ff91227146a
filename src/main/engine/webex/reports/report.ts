import { z } from 'zod';
import type { UsageLevel } from '#core/usage/usage-row.ts';
import { type JsonObject, withoutLinks } from '../client/json.ts';
import { cleanServerText } from '../client/clean-text.ts';
import { secret, type Secret } from '../secret.ts';

/** The API's names of the levels. */
export const REPORT_TYPES = ['PARTNER', 'CUSTOMER', 'USER'] as const;
export type ReportType = (typeof REPORT_TYPES)[number];

/** The API's name of a level. */
export const reportTypeOf: Readonly<Record<UsageLevel, ReportType>> = {
  partner: 'PARTNER',
  customer: 'CUSTOMER',
  user: 'USER',
};

/** The statuses that the API documents. Any other counts as still running, and is shown as it is. */
export const REPORT_STATUSES = ['IN_PROGRESS', 'COMPLETED', 'FAILED'] as const;
export type ReportStatus = (typeof REPORT_STATUSES)[number];

/** A billing report as the API describes it. Texts are upper case where the API has an enumeration. */
export interface WebexReport {
  /** As the API has it, encoded. */
  readonly id: string;
  readonly billingStartDate: string;
  readonly billingEndDate: string;
  readonly type: string;
  /** One of {@link REPORT_STATUSES}, or one that is new. */
  readonly status: string;
  /** `RECONCILIATION` where the API says nothing (its documented default), `POINT_IN_TIME`, or one that is new. */
  readonly category: string;
  /** UTC, undefined in lists. */
  readonly created: string | undefined;
  /** Why the generation failed. */
  readonly errors: readonly ReportError[];
  /** The whole object as the API sent it, without the link. */
  readonly source: JsonObject;
}

/** A reason for a failed generation, in the API's words. */
export interface ReportError {
  readonly code: string;
  readonly description: string;
}

/** A report with the link to its content, where it has one. */
export interface WebexReportWithLink extends WebexReport {
  readonly link: Secret | undefined;
}

/** Whether usage and invoice may be compared by this report: a point-in-time one counts users, not days. */
export const isReconciliation = (report: Pick<WebexReport, 'category'>): boolean =>
  report.category === 'RECONCILIATION';

const upper = z.string().transform((text) => text.trim().toUpperCase());
const date = z.string().transform((text) => text.slice(0, 10));

/** Tolerant by intent: the documented schema requires nothing, and new fields and values keep coming. */
const reportSchema = z
  .looseObject({
    id: z.string().min(1),
    billingStartDate: date.default(''),
    billingEndDate: date.default(''),
    // The documentation's own example calls it reportType.
    type: upper.optional(),
    reportType: upper.optional(),
    status: upper.default(''),
    category: upper.nullish().catch(undefined),
    created: z.string().optional().catch(undefined),
    tempDownloadURL: z.string().optional().catch(undefined),
    errors: z
      .array(
        z.looseObject({
          code: z.union([z.number(), z.string()]).optional().catch(undefined),
          description: z.string().optional().catch(undefined),
        }),
      )
      .nullish()
      .catch(undefined),
  })
  .transform((object): { report: WebexReport; link: Secret | undefined } => ({
    report: {
      id: object.id,
      billingStartDate: object.billingStartDate,
      billingEndDate: object.billingEndDate,
      type: object.type ?? object.reportType ?? '',
      status: object.status,
      category: object.category ?? 'RECONCILIATION',
      created: object.created,
      errors: (object.errors ?? []).map(({ code, description }) => ({
        code: code === undefined ? '' : cleanServerText(String(code)),
        description: cleanServerText(description ?? ''),
      })),
      source: {},
    },
    link: object.tempDownloadURL === undefined ? undefined : secret(object.tempDownloadURL),
  }));

/** The report in an object of the API, with its link; undefined where it has no id. */
export function readReport(object: JsonObject): WebexReportWithLink | undefined {
  const parsed = reportSchema.safeParse(object);
  if (!parsed.success) return undefined;
  return { ...parsed.data.report, link: parsed.data.link, source: withoutLinks(object) as JsonObject };
}

/** The same for an item of a list: a link in one would be of no use, and is left out. */
export function readListedReport(object: JsonObject): WebexReport | undefined {
  const parsed = reportSchema.safeParse(object);
  if (!parsed.success) return undefined;
  return { ...parsed.data.report, source: withoutLinks(object) as JsonObject };
}
