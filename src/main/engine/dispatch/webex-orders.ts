import { formatMicros } from '#core/decimal/micros.ts';
import type { EngineInput } from '#shared/engine-protocol.ts';
import type { JobOutcome } from '#shared/ipc/contract/jobs.ts';
import { MOST_ROWS_A_PAGE } from '#shared/limits.ts';
import type { Workspace } from '../context.ts';
import { deleteWebexReport, describeReportToDelete } from '../services/delete-webex-report.ts';
import { createReports, fetchReports, type FetchedReport } from '../services/fetch-reports.ts';
import { refreshListing } from '../services/refresh-listing.ts';
import type { JobOrder, JobRegistry } from './job-registry.ts';
import type { WebexSession } from './webex/session.ts';
import { periodOf } from './wire-period.ts';

/** What a job with Webex works with. */
export interface WebexOrderParts {
  readonly workspace: Workspace;
  readonly session: WebexSession;
  readonly jobs: Pick<JobRegistry, 'exclusively'>;
}

/** Makes the workspace hold the reports of a period. */
export const fetchOrder = (
  { workspace, session, jobs }: WebexOrderParts,
  { period, levels, subPartners, regenerate, account }: EngineInput<'jobs:start-fetch'>,
): JobOrder => ({
  kind: 'fetch',
  lane: 'fetch',
  files: [],
  work: async (context) => {
    const reports = await fetchReports(
      workspace,
      session.connect(account),
      {
        period: periodOf(period),
        levels,
        ...(subPartners === undefined ? {} : { subPartners }),
        regenerate: regenerate ?? false,
        writing: jobs.exclusively,
      },
      context,
    );
    return {
      kind: 'fetch',
      reports: reports.length,
      held: reports.slice(0, MOST_ROWS_A_PAGE).map(toWire),
    };
  },
});

const toWire = ({
  slot,
  webexId,
  rows,
  userDays,
  isNew,
  comparison,
}: FetchedReport): Extract<JobOutcome, { kind: 'fetch' }>['held'][number] => ({
  webexId,
  level: slot.level,
  period: { start: slot.period.start, end: slot.period.end },
  subPartner: slot.subPartner ?? null,
  rows,
  userDays: formatMicros(userDays),
  isNew,
  changed:
    comparison === undefined
      ? null
      : {
          before: formatMicros(comparison.before),
          after: formatMicros(comparison.after),
          customers: comparison.customers,
          changes: comparison.changes.length,
        },
});

/** Has reports made, and waits for none. */
export const createOrder = (
  { workspace, session, jobs }: WebexOrderParts,
  { period, levels, subPartners, account }: EngineInput<'jobs:start-fetch'>,
): JobOrder => ({
  kind: 'create-reports',
  lane: 'fetch',
  files: [],
  work: async (context) => {
    const reports = await createReports(
      workspace,
      session.connect(account),
      {
        period: periodOf(period),
        levels,
        ...(subPartners === undefined ? {} : { subPartners }),
        writing: jobs.exclusively,
      },
      context,
    );
    const made = reports.filter(({ isNew }) => isNew).length;
    return { kind: 'create-reports', made, existing: reports.length - made };
  },
});

/** Asks Webex which reports it has. */
export const listOrder = (
  { workspace, session, jobs }: WebexOrderParts,
  { account }: EngineInput<'jobs:start-list'>,
): JobOrder => ({
  kind: 'list-reports',
  lane: 'webex',
  files: [],
  work: async (context) => {
    const { client } = session.connect(account);
    return { kind: 'list-reports', ...(await refreshListing(workspace, client, jobs.exclusively, context)) };
  },
});

/** Deletes a report at Webex. */
export const deleteOrder = (
  { workspace, session, jobs }: WebexOrderParts,
  { webexId, account }: EngineInput<'jobs:start-delete'>,
): JobOrder => ({
  kind: 'delete-report',
  lane: 'webex',
  files: [],
  work: async (context) => {
    const { signal } = context;
    const { client } = session.connect(account);
    context.report({ phase: 'delete-report', done: 0, total: 1, unit: 'steps' });
    const report = await describeReportToDelete(workspace, client, webexId, signal);
    await deleteWebexReport(workspace, client, report, {
      goneIsFine: false,
      signal,
      writing: jobs.exclusively,
    });
    return { kind: 'delete-report', webexId };
  },
});
