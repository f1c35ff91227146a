import { Button, Loader } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { WebexConnectionState } from '#shared/ipc/contract/webex.ts';
import { api } from '../../lib/api.ts';
import { useApiAct } from '../../lib/api-query.ts';
import { formatMoment } from '../../lib/format/format.ts';
import { useLanguage } from '../../lib/settings-store.ts';
import { useConnectionAct } from '../../lib/webex-connection.ts';
import classes from './connection.module.css';

type Waiting = Exclude<NonNullable<WebexConnectionState['signIn']>, { state: 'failed' }>;

/** While a person signs in elsewhere: what to do there, and the way back. */
export function WaitingSignIn({ signIn }: { readonly signIn: Waiting }): ReactElement {
  const { t } = useTranslation('connection');
  const language = useLanguage();
  const open = useApiAct(() => api().webex.openSignInPage());
  const cancel = useConnectionAct(() => api().webex.cancelSignIn());
  const isDevice = signIn.state === 'waiting-device';
  return (
    <div className={classes['waiting']} role="status" data-sign-in={signIn.state}>
      {isDevice ? (
        <>
          <p>{t('waiting.device', { page: signIn.page })}</p>
          <p className={classes['code']} translate="no">
            {signIn.userCode}
          </p>
        </>
      ) : (
        <p className={classes['head']}>
          <Loader size="xs" aria-hidden="true" />
          {t('waiting.browser')}
        </p>
      )}
      <p className="quiet">{t('waiting.until', { moment: formatMoment(signIn.expiresAt, language) })}</p>
      <div className={classes['actions']}>
        <Button
          variant={isDevice ? 'filled' : 'default'}
          onClick={() => {
            open.mutate(undefined);
          }}
        >
          {t(isDevice ? 'waiting.open' : 'waiting.again')}
        </Button>
        <Button
          variant="default"
          onClick={() => {
            cancel.mutate(undefined);
          }}
        >
          {t('waiting.cancel')}
        </Button>
      </div>
    </div>
  );
}
