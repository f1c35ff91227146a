import { create } from 'zustand';
import type { UpdateState } from '#shared/ipc/contract/app.ts';
import { api } from './api.ts';
import { valueOf } from './error-store.ts';

/** What the last check for updates came to, until the person closes it. */
export const useUpdate = create<{ readonly update: UpdateState | undefined }>(() => ({ update: undefined }));

export const closeUpdate = (): void => {
  useUpdate.setState({ update: undefined });
};

/** Checks because a person asked. */
export async function checkForUpdates(): Promise<void> {
  useUpdate.setState({ update: await valueOf(api().app.checkUpdates()) });
}
