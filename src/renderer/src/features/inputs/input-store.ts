import { create } from 'zustand';
import type { FileHandle } from '#shared/ipc/contract/channel-contract.ts';
import type { JobSnapshot } from '#shared/ipc/contract/jobs.ts';
import { api } from '../../lib/api.ts';
import { valueOf } from '../../lib/error-store.ts';
import { goTo } from '../../lib/navigation.ts';
import { useJobs } from '../../lib/job-store.ts';

/** A file of this session; what it is, is known once it has been imported. */
export interface Input extends FileHandle {
  readonly kind: 'invoice' | 'report' | undefined;
}

interface InputState {
  readonly inputs: readonly Input[];
  /** Which files an import job works on, in its order. */
  readonly imports: Readonly<Record<string, readonly string[]>>;
}

export const useInputs = create<InputState>(() => ({ inputs: [], imports: {} }));

/** Takes files into the list and starts an import of those that are new to it. */
export async function addFiles(files: readonly FileHandle[]): Promise<void> {
  const { inputs } = useInputs.getState();
  const fresh = files.filter(({ token }) => !inputs.some((held) => held.token === token && held.kind));
  if (fresh.length === 0) return;
  useInputs.setState({
    inputs: [
      ...inputs.filter((held) => !fresh.some(({ token }) => token === held.token)),
      ...fresh.map((file) => ({ ...file, kind: undefined })),
    ],
  });
  const tokens = fresh.map(({ token }) => token);
  const started = await valueOf(api().jobs.startImport({ files: tokens }));
  if (!started) return;
  useInputs.setState(({ imports }) => ({ imports: { ...imports, [started.jobId]: tokens } }));
  learnKinds(useJobs.getState().jobs);
}

export const removeInput = (token: string): void => {
  useInputs.setState(({ inputs }) => ({ inputs: inputs.filter((input) => input.token !== token) }));
};

/** Files that a person dropped; a folder that is a workspace is opened and gives no file. */
export async function dropFiles(dropped: readonly File[]): Promise<void> {
  const accepted: FileHandle[] = [];
  for (const file of dropped) {
    const handle = await valueOf(api().files.acceptDropped(file));
    if (handle) accepted.push(handle);
  }
  await addFiles(accepted);
}

export async function chooseFiles(): Promise<void> {
  const chosen = await valueOf(api().files.chooseInputs());
  if (chosen) await addFiles(chosen);
}

/** Takes what was handed over before the window was there, and what is handed over while it is. */
export function followHandedOver(): () => void {
  const takeAll = (): void => {
    void valueOf(api().files.takeHandedOver()).then((files) => {
      if (!files || files.length === 0) return;
      goTo('import');
      void addFiles(files);
    });
  };
  const stop = api().events.on('files:handed-over', takeAll);
  takeAll();
  return stop;
}

/** An import tells what its files are. */
export function learnKinds(jobs: readonly JobSnapshot[]): void {
  const { imports } = useInputs.getState();
  const kinds = new Map<string, Input['kind']>();
  for (const { jobId, outcome } of jobs) {
    const tokens = imports[jobId];
    if (!tokens || outcome?.kind !== 'import') continue;
    for (const [index, token] of tokens.entries()) kinds.set(token, outcome.files[index]?.kind);
  }
  if (kinds.size === 0) return;
  useInputs.setState(({ inputs }) => ({
    inputs: inputs.map((input) => ({ ...input, kind: kinds.get(input.token) ?? input.kind })),
  }));
}

/** Reconciles the invoices of the list with its reports, or with what the workspace holds. */
export async function reconcileInputs(): Promise<void> {
  const { inputs } = useInputs.getState();
  const tokensOf = (kind: Input['kind']): string[] =>
    inputs.filter((input) => input.kind === kind).map(({ token }) => token);
  const invoices = tokensOf('invoice');
  if (invoices.length === 0) return;
  await valueOf(api().jobs.startReconcile({ invoices, reports: tokensOf('report') }));
}
