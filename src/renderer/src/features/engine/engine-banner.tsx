import { Button } from '@mantine/core';
import { useEffect, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { create } from 'zustand';
import type { EngineState } from '#shared/ipc/contract/engine.ts';
import { api } from '../../lib/api.ts';
import { valueOf } from '../../lib/error-store.ts';
import { Banner } from '../../ui/banner.tsx';
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
  const { t } = useTranslation('engine');
  const engine = useEngine((state) => state.engine);
  useEffect(followEngine, []);
  if (!engine || engine.state === 'ready') return null;
  if (engine.state !== 'failed') {
    return (
      <Banner tone="plain" role="status" data-engine={engine.state}>
        <p>{t(engine.state)}</p>
      </Banner>
    );
  }
  return (
    <Banner
      tone="bad"
      role="alert"
      data-engine="failed"
      actions={<Button onClick={() => void valueOf(api().engine.restartEngine())}>{t('restart')}</Button>}
    >
      <p>{t('failed')}</p>
      <ErrorText error={engine.error} />
    </Banner>
  );
}
