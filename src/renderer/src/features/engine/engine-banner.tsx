import { useEffect, type ReactElement } from 'react';
import { create } from 'zustand';
import type { EngineState } from '#shared/ipc/contract/engine.ts';
import { api } from '../../lib/api.ts';
import { valueOf } from '../../lib/error-store.ts';
import { useLocale } from '../../lib/settings-store.ts';
import { ErrorText } from '../../ui/error-notice.tsx';

const useEngine = create<{ readonly engine: EngineState | undefined }>(() => ({ engine: undefined }));

/** Follows the engine. A state that comes as an event while the first answer is on its way is the newer one. */
function followEngine(): () => void {
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

/** Says when the engine is not there, and what becomes of it. */
export function EngineBanner(): ReactElement | null {
  const { engine: words } = useLocale();
  const engine = useEngine((state) => state.engine);
  useEffect(followEngine, []);
  if (!engine || engine.state === 'ready') return null;
  if (engine.state !== 'failed') {
    return (
      <div className="banner" role="status" data-engine={engine.state}>
        <p>{words[engine.state]}</p>
      </div>
    );
  }
  return (
    <div className="banner bad" role="alert" data-engine="failed">
      <div>
        <p>{words.failed}</p>
        <ErrorText error={engine.error} />
      </div>
      <button type="button" onClick={() => void valueOf(api().engine.restartEngine())}>
        {words.restart}
      </button>
    </div>
  );
}
