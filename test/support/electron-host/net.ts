import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** Electron's `net`, in the app's own process and in the engine: files, and Node's own fetch for all else. */
export const net = {
  fetch: async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const url = input instanceof Request ? input.url : String(input);
    if (!url.startsWith('file:')) return fetch(input, init);
    return new Response(new Uint8Array(await readFile(fileURLToPath(url))));
  },
  isOnline: (): boolean => true,
  online: true,
};
