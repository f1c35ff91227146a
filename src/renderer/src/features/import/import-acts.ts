import type { DateOrder } from '#core/mapping/date-text.ts';
import type { FileHandle } from '#shared/ipc/contract/channel-contract.ts';
import { MOST_FILES } from '#shared/limits.ts';
import { api } from '../../lib/api.ts';
import { valueOf } from '../../lib/error-store.ts';
import { useJobs } from '../../lib/job-store.ts';
import { goTo } from '../../lib/navigation.ts';
import {
  dropInput,
  enlist,
  invoiceToReconcile,
  learn,
  noteJob,
  useImports,
  whenReports,
  type Input,
} from './import-store.ts';

const known = (): ReturnType<typeof useJobs.getState>['jobs'] => useJobs.getState().jobs;

/** Puts files on the list and has the engine look into them. */
export async function addFiles(files: readonly FileHandle[]): Promise<void> {
  if (files.length === 0) return;
  const given = files.slice(0, MOST_FILES);
  const ids = enlist(given);
  await inspect(ids, {});
}

/** How a file is opened, where a person says it. */
interface Opening {
  readonly password?: string;
  readonly encoding?: string;
  readonly delimiter?: string;
}

async function inspect(ids: readonly string[], opening: Opening): Promise<void> {
  const tokens = tokensOf(ids);
  const started = await valueOf(api().jobs.startInspect({ files: tokens, ...opening }));
  if (started) noteJob(started.jobId, 'inspecting', ids, known());
  else for (const id of ids) dropInput(id);
}

const tokensOf = (ids: readonly string[]): string[] => {
  const { inputs } = useImports.getState();
  return ids.flatMap((id) => inputs.find((input) => input.id === id)?.token ?? []);
};

/** Opens a protected workbook. The password goes to the engine and is kept nowhere. */
export const openWithPassword = (id: string, password: string): Promise<void> => inspect([id], { password });

/** Reads a text file in another encoding, or with another delimiter: its mapping begins anew. */
export async function reopenIn(
  input: Input,
  draftId: string,
  how: { readonly encoding: string; readonly delimiter?: string },
): Promise<void> {
  void valueOf(api().imports.discardDraft({ draftId }));
  await inspect([input.id], how);
}

/** Looks into a table from the clipboard. */
export async function addPasted(name: string, text: string): Promise<void> {
  const id = `pasted-${crypto.randomUUID()}`;
  enlist([{ token: id, name, id }]);
  const started = await valueOf(api().jobs.startInspectPasted({ name, text }));
  if (started) noteJob(started.jobId, 'inspecting', [id], known());
  else dropInput(id);
}

/** Imports reports: one job each, so that the trouble of one is not that of the others. */
export async function importReports(ids: readonly string[], dateOrder?: DateOrder): Promise<void> {
  for (const id of ids) {
    const files = tokensOf([id]);
    const choice = dateOrder === undefined ? {} : { dateOrder };
    const started = await valueOf(api().jobs.startImport({ files, ...choice }));
    if (started) noteJob(started.jobId, 'importing', [id], known());
    else dropInput(id);
  }
}

/** Imports an invoice as its mapping shows it. */
export async function acceptDraft(input: Input, draftId: string): Promise<void> {
  const started = await valueOf(api().jobs.startAcceptDraft({ draftId }));
  if (started) noteJob(started.jobId, 'importing', [input.id], known(), draftId);
}

/** Takes a file off the list; an invoice that stands open is closed without importing it. */
export function forget({ id, state }: Input): void {
  if (state.step === 'mapping') void valueOf(api().imports.discardDraft({ draftId: state.draftId }));
  dropInput(id);
}

/** Files that a person dropped; a folder that is a workspace is opened and gives no file. */
export async function dropFiles(dropped: readonly File[]): Promise<void> {
  const accepted: FileHandle[] = [];
  for (const file of dropped.slice(0, MOST_FILES)) {
    const handle = await valueOf(api().files.acceptDropped(file));
    if (handle) accepted.push(handle);
  }
  if (accepted.length > 0) goTo('import');
  await addFiles(accepted);
}

/** Asks for files. */
export async function chooseFiles(): Promise<void> {
  const chosen = await valueOf(api().files.chooseInputs());
  if (chosen) await addFiles(chosen);
}

/** Reconciles the period of the invoice that was imported last in this session. */
export async function reconcileImported(): Promise<void> {
  const found = invoiceToReconcile(useImports.getState().inputs);
  if (found) await valueOf(api().jobs.startReconcilePeriod({ period: found.period }));
}

/** Follows what the engine makes of the files, and takes what the system hands over. Gives back how to stop. */
export function followImports(): () => void {
  whenReports((ids) => void importReports(ids));
  const takeAll = (): void => {
    void valueOf(api().files.takeHandedOver()).then((files) => {
      if (!files || files.length === 0) return;
      goTo('import');
      void addFiles(files);
    });
  };
  const stops = [
    useJobs.subscribe(({ jobs }) => {
      learn(jobs);
    }),
    api().events.on('files:handed-over', takeAll),
  ];
  takeAll();
  return () => {
    for (const stop of stops) stop();
  };
}
