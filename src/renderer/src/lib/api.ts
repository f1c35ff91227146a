import type { WindowApi } from '#shared/ipc/api.ts';

declare global {
  interface Window {
    /** Put there by the preload script. */
    readonly api: WindowApi<File>;
  }
}

/** All that the window can do outside of itself. */
export const api = (): WindowApi<File> => window.api;
