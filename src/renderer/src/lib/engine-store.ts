import { create } from 'zustand';
import type { EngineState } from '#shared/ipc/contract/engine.ts';
import { api } from './api.ts';
import { valueOf } from './error-store.ts';

/** The engine as the window knows it; undefined until the first answer. */
export const useEngine = create<{ readonly engine: EngineState | undefined }>(() => ({ engine: undefined }));

/** Follows the engine. A state that comes as an event while the first answer is on its way is the newer one. */
export function followEngine(): () => void {
  let isTold = false;
  const stop = api().events.on('engine:changed', (engine) => {
    isTold = true;
    useEngine.setState({ engine });
  });
  void valueOf(api().engine.getState()).then((engine) => {
    if (engine && !isTold) useEngine.setState({ engine });
  });
  return stop;
}
