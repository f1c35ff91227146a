import { setImmediate as yieldTurn } from 'node:timers/promises';
import { defined } from '#core/assert.ts';
import { AppError } from '#core/errors.ts';
import { parsePeriod, type Period } from '#core/period.ts';
import type { ResultDocument } from '#core/reconcile/result-document.ts';
import type { Steps } from '#core/steps.ts';
import type { EngineChannel, EngineInput, EngineOutput } from '#shared/engine-protocol.ts';
import type { ReadableDatabase } from '../db/handles.ts';
import { inSteps } from '../jobs/in-steps.ts';
import { hasCheckFailures, listCheckFailures } from '../repositories/check-failures.ts';
import { lastEventSequence } from '../repositories/events.ts';
import { readClusters } from '../repositories/line-clusters.ts';
import { dependsOnWork } from '../repositories/line-filter.ts';
import { openLineList, readFacets, type LineList } from '../repositories/line-lists.ts';
import { readRunHead } from '../repositories/runs.ts';
import type { LineUsers } from '../repositories/line-users.ts';
import { openUserList } from '../repositories/user-lists.ts';
import { openProofs, type ProofReader } from '../services/line-proof.ts';
import { openUsersOfRun } from '../services/users-of-run.ts';
import { latest } from './latest.ts';

/** The functions of the channels about results. */
export type ResultReader = {
  readonly [Name in Exclude<EngineChannel & `results:${string}`, InSteps>]: (
    input: EngineInput<Name>,
  ) => EngineOutput<Name>;
} & {
  readonly [Name in InSteps]: (input: EngineInput<Name>) => Promise<EngineOutput<Name>>;
};

/** What may go through all usage of a run first: in steps, between which the engine answers others. */
type InSteps = 'results:list-lines' | 'results:get-proof' | 'results:list-proof-usage';

/** So many lists stay open: going back to an earlier filter or order is at once. */
const OPEN_LISTS = 6;
const OPEN_RUNS = 3;

type RunHead = NonNullable<ReturnType<typeof readRunHead>>;

/** Reads results of runs page by page. What was opened last stays open: a list asks for page after page. */
export function resultReader(database: ReadableDatabase): ResultReader {
  const heads = latest<RunHead>(OPEN_RUNS);
  const lists = latest<LineList>(OPEN_LISTS, (list) => {
    list.close();
  });
  const proofs = latestInSteps<ProofReader>((runId) => openProofs(database, runId));
  const headOf = (runId: string): RunHead =>
    heads.get(runId, () => {
      const head = readRunHead(database, runId);
      if (!head) throw new AppError('RUN_UNKNOWN');
      return head;
    });
  const users = latestInSteps<LineUsers>((runId) => openUsersOfRun(database, runId));
  let shownUsers: LineUsers | undefined;
  return {
    'results:get-summary': ({ runId }) => toSummary(headOf(runId)),
    'results:list-lines': async ({ runId, offset, limit, ...request }) => {
      const runPosition = headOf(runId).position;
      const { level = 'user', filter = {}, sort = { column: 'position', direction: 'ascending' } } = request;
      const withUsers = request.withUsers === true && level === 'user';
      // From here on nothing waits: the users stay open until the page is read.
      if (withUsers) shownUsers = await users(runId);
      // Lines do not change; what people decide about them does, and with it which lines such a filter leaves.
      const asOf = dependsOnWork(filter) ? lastEventSequence(database) : undefined;
      const list = lists.get(JSON.stringify([runId, level, withUsers, filter, sort, asOf]), () =>
        withUsers
          ? openUserList(database, { runPosition, filter, sort }, () =>
              defined(shownUsers, 'a list with users is opened once they are there'),
            )
          : openLineList(database, { runPosition, level, filter, sort }),
      );
      return {
        total: list.total,
        rows: [...list.page(offset, limit)],
        totals: list.totals,
        users: list.users ?? null,
      };
    },
    'results:get-facets': ({ runId }) => readFacets(database, headOf(runId).position),
    'results:list-clusters': ({ runId, filter = {}, offset, limit }) => {
      const { position, result } = headOf(runId);
      const clusters = readClusters(database, { position, period: periodOf(result) }, filter);
      return { total: clusters.length, rows: clusters.slice(offset, offset + limit) };
    },
    'results:get-proof': async ({ runId, position }) => (await proofs(runId)).proof(position),
    'results:list-proof-usage': async ({ runId, position, level, offset, limit }) =>
      (await proofs(runId)).usage(position, level, { offset, limit }),
    'results:get-checks': ({ runId }) => {
      const { position, result } = headOf(runId);
      return {
        checks: result.checks.map((check) => ({ ...check })),
        failuresKept: hasCheckFailures(database, position),
      };
    },
    'results:list-check-failures': ({ runId, check, offset, limit }) =>
      listCheckFailures(database, headOf(runId).position, check, { offset, limit }),
  };
}

/** Holds what was opened of one run last. */
function latestInSteps<Opened extends { readonly close: () => void }>(
  open: (runId: string) => Steps<Opened>,
): (runId: string) => Promise<Opened> {
  const held = latest<Promise<Opened>>(1, (earlier) => {
    // Whoever waits for it has asked earlier, and is answered before it is closed.
    earlier.then(
      ({ close }) => {
        close();
      },
      () => undefined,
    );
  });
  return (runId) => {
    const asked = held.get(runId, () => inSteps(open(runId), { checkpoint: () => yieldTurn() }));
    asked.catch(() => {
      held.forget(runId, asked);
    });
    return asked;
  };
}

function toSummary({ result, lines }: RunHead): EngineOutput<'results:get-summary'> {
  const { coverage, totals } = result;
  const { start, end } = result.period;
  return {
    runId: result.runId,
    period: { start, end },
    currency: result.currency,
    verdict: result.verdict,
    verdictReasons: [...result.verdictReasons],
    coverage: {
      invoiceRows: coverage.invoiceRows,
      audited: coverage.audited,
      excluded: coverage.excluded,
      quarantined: coverage.quarantined,
      auditedAmount: coverage.auditedAmount,
      amountShare: coverage.amountShare,
    },
    totals: {
      invoiced: totals.invoiced,
      expected: totals.expected,
      variance: totals.variance,
      notAudited: totals.notAudited,
    },
    lines,
    issues: result.issues.length,
    generatedAt: result.generatedAt,
    resultHash: result.resultHash,
  };
}

const periodOf = ({ period }: ResultDocument): Period =>
  defined(parsePeriod(`${period.start}..${period.end}`), 'a result has real days');
