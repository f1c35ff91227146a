import { Button } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../lib/api.ts';
import { useApiQuery } from '../../lib/api-query.ts';
import { valueOf } from '../../lib/error-store.ts';
import { Panel } from '../../ui/panel.tsx';
import classes from './settings.module.css';

/** The last lines of the app's own log. */
export function LogSection(): ReactElement {
  const { t } = useTranslation('settings');
  const { data } = useApiQuery(['log:list-lines'], () => api().log.listLines());
  return (
    <Panel
      title={t('section.log')}
      actions={
        <Button variant="default" onClick={() => void valueOf(api().log.revealFolder())}>
          {t('log.reveal')}
        </Button>
      }
    >
      <p className={classes['lead']}>{t('log.text')}</p>
      {data?.lines.length === 0 && <p className="quiet">{t('log.empty')}</p>}
      {data !== undefined && data.lines.length > 0 && (
        <div className={classes['scroll']} role="region" aria-label={t('log.lines')} tabIndex={0}>
          <pre className={classes['log']} translate="no">
            {data.lines.join('\n')}
          </pre>
        </div>
      )}
    </Panel>
  );
}
