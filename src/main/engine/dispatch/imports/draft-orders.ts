import { formatMicros } from '#core/decimal/micros.ts';
import { AppError } from '#core/errors.ts';
import type { EngineInput } from '#shared/engine-protocol.ts';
import type { JobOutcome } from '#shared/ipc/contract/jobs.ts';
import { toWireError } from '#shared/ipc/to-wire-error.ts';
import type { Workspace } from '../../context.ts';
import type { JobContext } from '../../jobs/job-context.ts';
import { acceptDraft } from '../../services/drafts/accept-draft.ts';
import type { DraftStore } from '../../services/drafts/draft-store.ts';
import { fitUnits } from '../../services/drafts/fit-units.ts';
import { openDraft, type OpenRequest } from '../../services/drafts/open-draft.ts';
import { replayTemplate } from '../../services/drafts/replay-template.ts';
import { allOrNothing } from '../../services/all-or-nothing.ts';
import { importedToWire } from '../job-orders.ts';
import type { JobOrder } from '../job-registry.ts';
import { summaryToWire } from './draft-view.ts';

type Inspected = Extract<JobOutcome, { kind: 'inspect' }>['files'][number];

/** Looks into files: each is told apart, and a problem of one does not touch the others. */
export const inspectOrder = (
  workspace: Workspace,
  drafts: DraftStore,
  { files, ...opening }: EngineInput<'jobs:start-inspect'>,
): JobOrder => ({
  kind: 'inspect',
  files: files.map(({ name }) => name),
  work: async (context) => {
    const inspected: Inspected[] = [];
    for (const { path, name } of files) {
      const request = { name, origin: { kind: 'file', path }, ...opening } as const;
      inspected.push(await inspect(workspace, drafts, request, context));
    }
    return { kind: 'inspect', files: inspected };
  },
});

/** Looks into a table that was pasted. */
export const inspectPastedOrder = (
  workspace: Workspace,
  drafts: DraftStore,
  { name, text }: EngineInput<'jobs:start-inspect-pasted'>,
): JobOrder => ({
  kind: 'inspect',
  files: [name],
  work: async (context) => {
    const content = new TextEncoder().encode(text);
    const request = { name, origin: { kind: 'pasted', content } } as const;
    return { kind: 'inspect', files: [await inspect(workspace, drafts, request, context)] };
  },
});

async function inspect(
  workspace: Workspace,
  drafts: DraftStore,
  request: OpenRequest,
  context: JobContext,
): Promise<Inspected> {
  const fileName = request.name;
  try {
    const found = await openDraft(workspace, request, context);
    if (found.kind === 'report') return { found: 'report', fileName, level: found.level };
    drafts.put(found.draft);
    return { found: 'invoice', fileName, draftId: found.draft.id };
  } catch (error) {
    const told = error instanceof AppError && error.code !== 'CANCELLED' ? toWireError(error) : undefined;
    if (told === undefined) throw error;
    return { found: 'problem', fileName, error: told };
  }
}

/** Imports a draft exactly as it was shown: all of it, or nothing. */
export const acceptOrder = (
  workspace: Workspace,
  drafts: DraftStore,
  { draftId }: EngineInput<'jobs:start-accept-draft'>,
): JobOrder => ({
  kind: 'import',
  files: [drafts.get(draftId).name],
  work: async (context) => {
    const imported = await allOrNothing(workspace, async () => {
      const batch = await acceptDraft(workspace, drafts, draftId, context);
      await context.checkpoint();
      return batch;
    });
    drafts.remove(draftId);
    return { kind: 'import', files: [importedToWire(imported)] };
  },
});

/** Proves the unit basis of a draft against the usage that is held. */
export const fitUnitsOrder = (
  workspace: Workspace,
  drafts: DraftStore,
  { draftId }: EngineInput<'jobs:start-fit-units'>,
): JobOrder => ({
  kind: 'fit-units',
  files: [drafts.get(draftId).name],
  work: async (context) => {
    const { period, hasUsage, units } = await fitUnits(workspace, drafts.get(draftId), context);
    return {
      kind: 'fit-units',
      period: period === undefined ? null : { start: period.start, end: period.end },
      hasUsage,
      units: units.map((unit) => ({
        ...unit,
        decimals: unit.decimals ?? null,
        maxResidual: formatMicros(unit.maxResidual),
      })),
    };
  },
});

/** Replays the last invoice of a draft's template through the draft's mapping. */
export const replayOrder = (
  workspace: Workspace,
  drafts: DraftStore,
  { draftId }: EngineInput<'jobs:start-replay-template'>,
): JobOrder => ({
  kind: 'replay-template',
  files: [drafts.get(draftId).name],
  work: async (context) => {
    const { fileName, before, after, problem, isSame } = await replayTemplate(
      workspace,
      drafts.get(draftId),
      context,
    );
    return {
      kind: 'replay-template',
      fileName,
      before: figuresOf(before),
      after: after === undefined ? null : figuresOf(after),
      problem: problem === undefined ? null : (toWireError(problem) ?? null),
      isSame,
    };
  },
});

type Figures = Extract<JobOutcome, { kind: 'replay-template' }>['before'];

function figuresOf(summary: Parameters<typeof summaryToWire>[0]): Figures {
  const { rows, quarantined, keptAmount, chargeAmount, chargeQuantity, currency } = summaryToWire(summary);
  return { rows, quarantined, keptAmount, chargeAmount, chargeQuantity, currency };
}
