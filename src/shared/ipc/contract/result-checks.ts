import { z } from 'zod';
import { CHECK_IDS, CHECK_STATUSES } from '#core/reconcile/result-document.ts';
import { USAGE_LEVELS } from '#core/usage/usage-row.ts';
import { decimalText } from './channel-contract.ts';

/** The checks T1 to T10 of a run, each with both sides. */
export const runChecks = z.object({
  checks: z.array(
    z.object({
      id: z.enum(CHECK_IDS),
      left: decimalText.nullable(),
      right: decimalText.nullable(),
      difference: decimalText.nullable(),
      tolerance: decimalText.nullable(),
      status: z.enum(CHECK_STATUSES),
      /** How many keys, rows or levels fail on their own. */
      failing: z.int(),
    }),
  ),
  /** False for a run from before failures were kept: reconcile again to see them. */
  failuresKept: z.boolean(),
});
export type RunChecks = z.output<typeof runChecks>;

/** One key, row or level that fails a check; what a check does not name is null. */
export const checkFailure = z.object({
  left: decimalText.nullable(),
  right: decimalText.nullable(),
  difference: decimalText.nullable(),
  level: z.enum(USAGE_LEVELS).nullable(),
  subscriptionId: z.string().nullable(),
  sku: z.string().nullable(),
  customerOrgId: z.string().nullable(),
  customerExternalId: z.string().nullable(),
  consumerId: z.string().nullable(),
  /** Where it stands, for failures of single rows. */
  file: z.string().nullable(),
  sheet: z.string().nullable(),
  row: z.int().nullable(),
});
export type WireCheckFailure = z.output<typeof checkFailure>;
