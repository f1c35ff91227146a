import { writeFileSync } from 'node:fs';
import { defined } from '#core/assert.ts';
import { parsePeriod } from '#core/period.ts';
import { lineKeyText } from '#core/reconcile/manual/line-key-text.ts';
import { USAGE_LEVELS } from '#core/usage/usage-row.ts';
import type { Workspace } from '#engine/context.ts';
import type { JobContext } from '#engine/jobs/job-context.ts';
import { nodePorts } from '#engine/ports.ts';
import { findLastRun, readRunResult, type Run } from '#engine/repositories/runs.ts';
import { backupWorkspace } from '#engine/services/backup.ts';
import { writeBundle } from '#engine/services/evidence-bundle/write-bundle.ts';
import { exportCsv } from '#engine/services/export-csv.ts';
import { exportRun } from '#engine/services/export.ts';
import { fetchReports } from '#engine/services/fetch-reports.ts';
import { importInvoice } from '#engine/services/import-invoice.ts';
import { importReport } from '#engine/services/import-report.ts';
import { makeCopy } from '#engine/services/kept-copies.ts';
import { reconcilePeriod } from '#engine/services/reconcile-period.ts';
import { reconcile } from '#engine/services/reconcile.ts';
import { restoreWorkspace } from '#engine/services/restore.ts';
import { signOff, withdrawSignOff } from '#engine/services/sign-off.ts';
import { undoImport } from '#engine/services/undo-import.ts';
import { judgeLines } from '#engine/services/work/judge-lines.ts';
import { undo } from '#engine/services/work/undo.ts';
import { connectByEnvironment } from '#engine/webex/connection.ts';
import { nodeWebexPorts } from '#engine/webex/webex-ports.ts';
import { monthInvoice, OCTOBER, userReport } from './crash-month.ts';
import { calmContext, inWorkspace, type Desk } from './desk.ts';
import { fileOf, outputOf, workspaceOf } from './desk-paths.ts';
import { makeOldWorkspace } from './old-workspace.ts';
import type { OrdealName } from './ordeal-names.ts';

/** A piece of work that is done whole or not at all. */
type Piece = (desk: Desk, context: JobContext) => Promise<void>;

/** Work during which a process is killed. */
export interface Ordeal {
  /** What lies there before. */
  readonly prepare: (desk: Desk) => Promise<void>;
  readonly pieces: readonly Piece[];
  /** Whether it needs an emulated Webex. */
  readonly isOnline?: true;
  /** Whether a piece keeps what it had got, and goes on from there: each report of a fetch is whole, not all of them. */
  readonly isResumed?: true;
  /** Whether the workspace may be missing for a moment; then it must say so, and never start afresh. */
  readonly replacesWorkspace?: true;
}

const bill = (desk: Desk): string => fileOf(desk, 'invoice.csv');
const report = (desk: Desk): string => fileOf(desk, 'user.csv');

const putFiles = (desk: Desk): Promise<void> => {
  writeFileSync(bill(desk), monthInvoice());
  writeFileSync(report(desk), userReport());
  return Promise.resolve();
};

const within =
  (work: (workspace: Workspace, context: JobContext, desk: Desk) => unknown): Piece =>
  async (desk, context) => {
    await inWorkspace(desk, async (workspace) => {
      await work(workspace, context, desk);
    });
  };

const importBoth: readonly Piece[] = [
  within((workspace, context, desk) => importReport(workspace, { path: report(desk) }, context)),
  within((workspace, context, desk) => importInvoice(workspace, { path: bill(desk) }, context)),
];
const runMonth: Piece = within((workspace, context) =>
  reconcilePeriod(workspace, { period: OCTOBER }, context),
);

async function putMonth(desk: Desk): Promise<void> {
  await putFiles(desk);
  for (const piece of [...importBoth, runMonth]) await piece(desk, calmContext());
}

const lastRun = ({ database }: Workspace): Run => defined(findLastRun(database, OCTOBER), 'it was run');

const judgeBeta = within((workspace) => {
  const { id } = lastRun(workspace);
  const line = readRunResult(workspace.database, id)?.lines.find(
    ({ customerExternalId }) => customerExternalId === 'beta',
  );
  judgeLines(workspace, {
    runId: id,
    lines: { keys: [lineKeyText(defined(line, 'a line of beta'))] },
    judgement: { status: 'disputed', reason: 'PRORATION', note: 'Asked for a credit' },
  });
});

const sign = (role: 'prepared' | 'reviewed', name: string): Piece =>
  within((workspace) => {
    signOff(workspace, { period: OCTOBER, role, name, runId: lastRun(workspace).id });
  });

const backUp =
  (name: string): Piece =>
  (desk, context) =>
    within((workspace) => backupWorkspace(workspace, { file: outputOf(desk, name) }, context))(desk, context);

const fetchMonth: Piece = within((workspace, context, desk) => {
  const line = defined(desk.webex, 'an emulated Webex');
  const clock = (): string => '2026-11-02T09:00:00.000Z';
  const ports = { ...nodeWebexPorts({ clock, log: workspace.ports.log }), sleep: () => Promise.resolve() };
  const connection = connectByEnvironment(
    { TIEOUT_API_URL: line.apiUrl, TIEOUT_ACCESS_TOKEN: line.token },
    ports,
  );
  return fetchReports(
    { ...workspace, ports: { ...workspace.ports, clock } },
    connection,
    { period: defined(parsePeriod('2026-09'), 'a month'), levels: USAGE_LEVELS },
    context,
  );
});

const ordeals = {
  create: { prepare: putFiles, pieces: [within(() => undefined)] },
  import: { prepare: putFiles, pieces: importBoth },
  fetch: { prepare: putFiles, pieces: [fetchMonth], isOnline: true, isResumed: true },
  'reconcile-files': {
    prepare: putFiles,
    pieces: [
      within((workspace, context, desk) =>
        reconcile(
          workspace,
          {
            invoices: [bill(desk)],
            reports: [report(desk)],
            read: {},
            parameters: {},
          },
          context,
        ),
      ),
    ],
  },
  'reconcile-period': { prepare: putMonth, pieces: [runMonth] },
  export: {
    prepare: async (desk) => {
      await putMonth(desk);
      writeFileSync(outputOf(desk, 'lines.csv'), 'of last month');
    },
    pieces: [
      within((workspace, context, desk) =>
        exportRun(
          workspace,
          {
            run: { period: OCTOBER },
            out: outputOf(desk, 'variance.xlsx'),
            language: 'en',
            detail: 'user',
            appVersion: '1.2.3',
            describeIssue: ({ code }) => code,
          },
          context,
        ),
      ),
      within((workspace, context, desk) =>
        exportCsv(
          workspace,
          {
            runId: lastRun(workspace).id,
            view: 'lines',
            language: 'ja',
            out: outputOf(desk, 'lines.csv'),
          },
          context,
        ),
      ),
    ],
  },
  migrate: {
    prepare: async (desk) => {
      await putMonth(desk);
      makeOldWorkspace(workspaceOf(desk), 1);
    },
    pieces: [within(() => undefined)],
  },
  backup: { prepare: putMonth, pieces: [backUp('saved.tieout-backup')] },
  restore: {
    prepare: async (desk) => {
      await putMonth(desk);
      await backUp('saved.tieout-backup')(desk, calmContext());
      await judgeBeta(desk, calmContext());
    },
    pieces: [
      async (desk, context) => {
        const file = outputOf(desk, 'saved.tieout-backup');
        await restoreWorkspace({ file, folder: workspaceOf(desk), ports: nodePorts() }, context);
      },
    ],
    replacesWorkspace: true,
  },
  copy: { prepare: putMonth, pieces: [within((workspace) => makeCopy(workspace, 'daily'))] },
  work: {
    prepare: putMonth,
    pieces: [
      judgeBeta,
      within((workspace) => undo(workspace, OCTOBER)),
      runMonth,
      judgeBeta,
      sign('prepared', 'A. Tanaka'),
      sign('reviewed', 'B. Sato'),
      within((workspace) => {
        withdrawSignOff(workspace, { period: OCTOBER, role: 'reviewed', reason: 'A late report' });
      }),
    ],
  },
  'undo-import': {
    prepare: putMonth,
    pieces: [
      within((workspace) => {
        undoImport(workspace, { batchId: 2, evenIfUsed: true });
      }),
      importBoth[1] ?? runMonth,
      runMonth,
    ],
  },
  bundle: {
    prepare: putMonth,
    pieces: [
      within((workspace, context, desk) =>
        writeBundle(
          workspace,
          {
            run: { id: lastRun(workspace).id },
            file: outputOf(desk, 'october.tieout'),
            appVersion: '1.2.3',
          },
          context,
        ),
      ),
    ],
  },
  /** Not whole: what proves that the harness sees it. */
  careless: {
    prepare: putMonth,
    pieces: [
      async (desk, context) => {
        await judgeBeta(desk, context);
        await sign('prepared', 'A. Tanaka')(desk, context);
      },
    ],
  },
} as const satisfies Readonly<Record<OrdealName, Ordeal>>;

/** The ordeals by name. One more: its line above, and its name in `ordeal-names.ts`. */
export const ORDEALS: Readonly<Record<OrdealName, Ordeal>> = ordeals;
