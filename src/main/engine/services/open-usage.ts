import type { Period } from '#core/period.ts';
import type { ReadableDatabase } from '../db/handles.ts';
import { inSteps } from '../jobs/in-steps.ts';
import type { JobContext } from '../jobs/job-context.ts';
import type { Batch } from '../repositories/batches.ts';
import { openUsageSource, type SqlUsageSource } from '../repositories/sql-usage-source.ts';

/**
 * Opens what some reports hold of a period. A job does so in steps: files that have days in common are held against one
 * another first. Whoever opens it closes it.
 */
export const openUsageOf = (
  database: ReadableDatabase,
  { reports, period }: { readonly reports: readonly Pick<Batch, 'id'>[]; readonly period: Period },
  context: Pick<JobContext, 'checkpoint'>,
): Promise<SqlUsageSource> =>
  inSteps(
    openUsageSource(
      database,
      reports.map(({ id }) => id),
      period,
    ),
    context,
  );
