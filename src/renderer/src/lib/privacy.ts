import type { WirePrivacy } from '#shared/ipc/contract/privacy.ts';
import type { MaskChoice } from '#shared/ipc/mask-choices.ts';
import { api } from './api.ts';
import { queryClient, useApiQuery } from './api-query.ts';
import { closeError, valueOf } from './error-store.ts';
import { relistJobs } from './job-store.ts';
import { forgetNews } from './news-store.ts';

/** Holds no names, and stays: whoever has just chosen keeps the place. */
const STATE = 'privacy:get-state';

/** Who is masked in this workspace; undefined until the engine has said so. */
export const usePrivacy = (): WirePrivacy | undefined =>
  useApiQuery([STATE], () => api().privacy.getState()).data;

/** What the window keeps by itself of answers of before, and how it forgets that. */
const forgetful = new Set<() => void>();

/** Has something forgotten when other names are masked than before: the window must not show them from memory. */
export const onMasksChanged = (forget: () => void): void => {
  forgetful.add(forget);
};

/** Forgets every name that the window was shown, and asks anew. */
function forgetNames(): void {
  for (const forget of forgetful) forget();
  closeError();
  forgetNews();
  relistJobs();
  // Not only out of date: what is shown until the new answer comes would be the old names.
  void queryClient.resetQueries({ predicate: ({ queryKey }) => queryKey[0] !== STATE });
}

/** Masks others than before. It holds at once; requests keep their order, so what is asked from now on is masked. */
export async function setMasks(choices: {
  readonly screen: MaskChoice;
  readonly files: MaskChoice;
}): Promise<void> {
  const set = valueOf(api().privacy.setMasks(choices));
  forgetNames();
  await set;
}

/** Shows what a mask stands for until the engine ends, and gives it back. The engine tells the screens. */
export const revealMask = async (mask: string): Promise<string | undefined> =>
  (await valueOf(api().privacy.revealMask({ mask })))?.text ?? undefined;

/** Masks again whatever was revealed. */
export async function hideRevealed(): Promise<void> {
  const hidden = valueOf(api().privacy.hideRevealed());
  forgetNames();
  await hidden;
}
