import { Switch } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../lib/api.ts';
import { useApiAct } from '../../lib/api-query.ts';
import { Panel } from '../../ui/panel.tsx';
import classes from './settings.module.css';

/** Whether users are masked where data leaves the workspace. */
export function PrivacySection({ maskUsers }: { readonly maskUsers: boolean }): ReactElement {
  const { t } = useTranslation('settings');
  const change = useApiAct(api().parameters.setPrivacy);
  return (
    <Panel title={t('section.privacy')}>
      <p className={classes['lead']}>{t('privacy.text')}</p>
      <Switch
        label={t('privacy.mask')}
        description={t('privacy.maskNote')}
        checked={maskUsers}
        disabled={change.isPending}
        onChange={({ currentTarget: { checked } }) => {
          change.mutate({ maskUsers: checked });
        }}
      />
    </Panel>
  );
}
