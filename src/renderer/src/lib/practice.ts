import { api } from './api.ts';
import { valueOf } from './error-store.ts';

/** Opens the practice workspace, and loads the practice period where it is new. */
export async function openPractice(): Promise<void> {
  const opened = await valueOf(api().workspace.openPractice());
  if (opened === undefined) return;
  // Waits until the engine has the practice workspace open.
  const state = await valueOf(api().workspace.getState());
  if (state?.readings === 0) await valueOf(api().jobs.startPractice());
}

/** Goes back to the person's own workspace; `remove` throws the practice one away. */
export const leavePractice = async (remove: boolean): Promise<void> => {
  await valueOf(api().workspace.leavePractice({ remove }));
};
