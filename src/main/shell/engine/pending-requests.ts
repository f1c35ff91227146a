import type { WireError, WireResult } from '#shared/ipc/envelope.ts';

/** Requests that wait for their answer, by id. Each is settled exactly once. */
export interface PendingRequests {
  readonly add: (requestId: string) => Promise<WireResult<unknown>>;
  /** False where nobody waits for it any more. */
  readonly settle: (requestId: string, result: WireResult<unknown>) => boolean;
  /** The other side is gone: everything that waits gets this answer. */
  readonly rejectAll: (error: WireError) => void;
  readonly size: () => number;
}

export function pendingRequests(): PendingRequests {
  const waiting = new Map<string, (result: WireResult<unknown>) => void>();
  const settle = (requestId: string, result: WireResult<unknown>): boolean => {
    const resolve = waiting.get(requestId);
    if (!resolve) return false;
    waiting.delete(requestId);
    resolve(result);
    return true;
  };
  return {
    add: (requestId) =>
      new Promise((resolve) => {
        waiting.set(requestId, resolve);
      }),
    settle,
    rejectAll: (error) => {
      for (const requestId of [...waiting.keys()]) settle(requestId, { ok: false, error });
    },
    size: () => waiting.size,
  };
}
