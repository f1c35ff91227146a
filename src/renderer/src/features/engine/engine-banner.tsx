import { Button } from '@mantine/core';
import { useEffect, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../lib/api.ts';
import { followEngine, useEngine } from '../../lib/engine-store.ts';
import { valueOf } from '../../lib/error-store.ts';
import { Banner } from '../../ui/banner.tsx';
import { ErrorText } from '../../ui/error-notice.tsx';

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
