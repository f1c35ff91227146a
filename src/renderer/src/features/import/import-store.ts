import { create } from 'zustand';
import type { FileHandle, WirePeriod } from '#shared/ipc/contract/channel-contract.ts';
import type { JobOutcome, JobSnapshot } from '#shared/ipc/contract/jobs.ts';
import type { WireError } from '#shared/ipc/envelope.ts';
import { showError } from '../../lib/error-store.ts';

/** What has become of a file that a person gave. */
export type InputState =
  | { readonly step: 'inspecting'; readonly jobId: string | undefined }
  /** `draftId` of an invoice: where the import fails, its mapping is open again. */
  | { readonly step: 'importing'; readonly jobId: string | undefined; readonly draftId?: string | undefined }
  /** An invoice that stands open in the mapping. */
  | { readonly step: 'mapping'; readonly draftId: string }
  | { readonly step: 'password'; readonly isWrong: boolean }
  | { readonly step: 'imported'; readonly outcome: ImportedFile }
  | { readonly step: 'undone' }
  | { readonly step: 'failed'; readonly error: WireError }
  | { readonly step: 'cancelled' };

export type ImportedFile = Extract<JobOutcome, { kind: 'import' }>['files'][number];
type InspectedFile = Extract<JobOutcome, { kind: 'inspect' }>['files'][number];

/** A file of this session. */
export interface Input {
  readonly id: string;
  readonly name: string;
  /** Undefined for a table that was pasted. */
  readonly token: string | undefined;
  /** Known once the file was looked into. */
  readonly kind: 'invoice' | 'report' | undefined;
  readonly level: string | undefined;
  readonly state: InputState;
}

interface ImportState {
  /** Newest last. */
  readonly inputs: readonly Input[];
  /** The file whose mapping fills the screen. */
  readonly openInput: string | undefined;
  /** Which files a job works on, in its order. */
  readonly jobs: Readonly<Record<string, readonly string[]>>;
}

/** The files of this session and where each stands. What is imported is the engine's to tell, not this list's. */
export const useImports = create<ImportState>(() => ({ inputs: [], openInput: undefined, jobs: {} }));

/** Whether a file waits for a person: it was refused, is locked, or stands open in the mapping. */
export const needsPerson = ({ state: { step } }: Input): boolean =>
  step === 'failed' || step === 'password' || step === 'mapping';

const setState = (ids: readonly string[], state: InputState, more: Partial<Input> = {}): void => {
  useImports.setState(({ inputs }) => ({
    inputs: inputs.map((input) => (ids.includes(input.id) ? { ...input, ...more, state } : input)),
  }));
};

/** Puts files on the list, those that stand there already in their place. */
export function enlist(files: readonly (FileHandle & { readonly id?: string })[]): readonly string[] {
  const fresh = files.map(({ token, name, id }): Input => ({
    id: id ?? token,
    name,
    token: id === undefined ? token : undefined,
    kind: undefined,
    level: undefined,
    state: { step: 'inspecting', jobId: undefined },
  }));
  const ids = fresh.map((input) => input.id);
  useImports.setState(({ inputs }) => ({
    inputs: [...inputs.filter((input) => !ids.includes(input.id)), ...fresh],
  }));
  return ids;
}

/** Notes that a job works on files. Its end may have been told already. */
export function noteJob(
  jobId: string,
  step: 'inspecting' | 'importing',
  ids: readonly string[],
  known: readonly JobSnapshot[],
  draftId?: string,
): void {
  useImports.setState(({ jobs }) => ({ jobs: { ...jobs, [jobId]: ids } }));
  setState(ids, step === 'importing' ? { step, jobId, draftId } : { step, jobId });
  learn(known);
}

export const failInput = (id: string, error: WireError): void => {
  setState([id], { step: 'failed', error });
};

let onReports: (ids: readonly string[]) => void = () => undefined;
/** Says what is to become of files that turned out to be reports: they go straight in. */
export const whenReports = (take: (ids: readonly string[]) => void): void => {
  onReports = take;
};

/** Takes in what jobs have come to. */
export function learn(snapshots: readonly JobSnapshot[]): void {
  const { jobs } = useImports.getState();
  for (const job of snapshots) {
    const ids = jobs[job.jobId];
    if (!ids || !isOver(job)) continue;
    useImports.setState((state) => ({
      jobs: Object.fromEntries(Object.entries(state.jobs).filter(([jobId]) => jobId !== job.jobId)),
    }));
    settle(job, ids);
  }
}

const isOver = ({ state }: JobSnapshot): boolean =>
  state === 'completed' || state === 'failed' || state === 'cancelled';

function settle(job: JobSnapshot, ids: readonly string[]): void {
  const { outcome, error } = job;
  const [draft] = draftsOf(ids);
  if (draft !== undefined && outcome === null) {
    setState([draft.id], { step: 'mapping', draftId: draft.draftId });
    if (error !== null) showError(error);
  } else if (job.state === 'cancelled') setState(ids, { step: 'cancelled' });
  else if (error !== null) setState(ids, { step: 'failed', error });
  else if (outcome?.kind === 'inspect') takeInspected(ids, outcome.files);
  else if (outcome?.kind === 'import') takeImported(ids, outcome.files);
}

/** The invoices among them that are being imported as drafts. */
const draftsOf = (ids: readonly string[]): readonly { readonly id: string; readonly draftId: string }[] =>
  useImports
    .getState()
    .inputs.flatMap(({ id, state }) =>
      ids.includes(id) && state.step === 'importing' && state.draftId !== undefined
        ? [{ id, draftId: state.draftId }]
        : [],
    );

function takeInspected(ids: readonly string[], files: readonly InspectedFile[]): void {
  const reports: string[] = [];
  const invoices: string[] = [];
  for (const [index, id] of ids.entries()) {
    const file = files[index];
    if (file?.found === 'report') {
      setState([id], { step: 'importing', jobId: undefined }, { kind: 'report', level: file.level });
      reports.push(id);
    } else if (file?.found === 'invoice') {
      setState([id], { step: 'mapping', draftId: file.draftId }, { kind: 'invoice' });
      invoices.push(id);
    } else if (file?.found === 'problem') {
      const { code } = file.error;
      if (code === 'PASSWORD_NEEDED') setState([id], { step: 'password', isWrong: false });
      else if (code === 'PASSWORD_WRONG') setState([id], { step: 'password', isWrong: true });
      else failInput(id, file.error);
    }
  }
  if (reports.length > 0) onReports(reports);
  const { openInput } = useImports.getState();
  if (openInput === undefined && invoices.length === 1) openMapping(invoices[0]);
}

function takeImported(ids: readonly string[], files: readonly ImportedFile[]): void {
  const { openInput } = useImports.getState();
  for (const [index, id] of ids.entries()) {
    const outcome = files[index];
    if (outcome === undefined) continue;
    setState([id], { step: 'imported', outcome }, { kind: outcome.kind, level: outcome.level ?? undefined });
    if (openInput === id) openMapping(undefined);
  }
}

/** Opens the mapping of a file on the list; undefined goes back to the list. */
export const openMapping = (id: string | undefined): void => {
  useImports.setState({ openInput: id });
};

export const dropInput = (id: string): void => {
  useImports.setState(({ inputs, openInput }) => ({
    inputs: inputs.filter((input) => input.id !== id),
    openInput: openInput === id ? undefined : openInput,
  }));
};

export const markUndone = (batchId: number): void => {
  useImports.setState(({ inputs }) => ({
    inputs: inputs.map((input) =>
      input.state.step === 'imported' && input.state.outcome.batchId === batchId
        ? { ...input, state: { step: 'undone' } }
        : input,
    ),
  }));
};

/** The newest invoice of the list that counts, with its period: what there is to reconcile. */
export function invoiceToReconcile(
  inputs: readonly Input[],
): { readonly batchId: number; readonly period: WirePeriod } | undefined {
  for (const { kind, state } of inputs.toReversed()) {
    if (kind !== 'invoice' || state.step !== 'imported' || state.outcome.window === null) continue;
    return { batchId: state.outcome.batchId, period: state.outcome.window };
  }
  return undefined;
}
