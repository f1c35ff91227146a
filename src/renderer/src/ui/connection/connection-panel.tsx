import { Button, Checkbox, SegmentedControl } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { WebexConnectionState } from '#shared/ipc/contract/webex.ts';
import { SIGN_IN_METHODS, type SignInMethod } from '#shared/webex/sign-in-methods.ts';
import { api } from '../../lib/api.ts';
import { formatMoment } from '../../lib/format/format.ts';
import { useLanguage } from '../../lib/settings-store.ts';
import { isOffline, useConnection, useConnectionAct } from '../../lib/webex-connection.ts';
import { ErrorText } from '../error-notice.tsx';
import { ErrorState, LoadingState } from '../states.tsx';
import { ConnectionFacts } from './connection-facts.tsx';
import { ConnectionStatus } from './connection-status.tsx';
import { SignInForm } from './sign-in-form.tsx';
import { TokenForm } from './token-form.tsx';
import { WaitingSignIn } from './waiting-sign-in.tsx';
import classes from './connection.module.css';

/** The connection to Webex: how it is, what it allows, and how to come by one. */
export function ConnectionPanel(): ReactElement {
  const { data, error, refetch } = useConnection();
  if (data === undefined) {
    return error ? (
      <ErrorState error={error.wireError} onRetry={() => void refetch()} />
    ) : (
      <LoadingState rows={4} />
    );
  }
  return <Connection connection={data} />;
}

function Connection({ connection }: { readonly connection: WebexConnectionState }): ReactElement {
  const { t } = useTranslation('connection');
  const [isOtherWay, setIsOtherWay] = useState(false);
  const { signIn, state } = connection;
  const isWaiting = signIn !== null && signIn.state !== 'failed';
  const isSignedIn = state !== 'signed-out';
  return (
    <div className={classes['panel']}>
      <div className={classes['head']}>
        <ConnectionStatus connection={connection} />
      </div>
      {isSignedIn ? (
        <>
          <Notes connection={connection} />
          <ConnectionFacts connection={connection} />
          <SignedInActions connection={connection} />
        </>
      ) : (
        <p className="quiet">{t('intro')}</p>
      )}
      {connection.isUnreadable && (
        <p className={classes['note']} data-tone="warn" role="status" data-unreadable="">
          {t('unreadable')}
        </p>
      )}
      {signIn?.state === 'failed' && (
        <div className={classes['note']} data-tone="bad" role="alert" data-sign-in="failed">
          <h3>{t('failed')}</h3>
          <ErrorText error={signIn.error} />
        </div>
      )}
      {isWaiting && <WaitingSignIn signIn={signIn} />}
      {!isWaiting && isSignedIn && state !== 'expired' && !isOtherWay && (
        <div>
          <Button
            variant="default"
            onClick={() => {
              setIsOtherWay(true);
            }}
          >
            {t('otherWay')}
          </Button>
        </div>
      )}
      {!isWaiting && (state !== 'connected' || isOtherWay) && <Ways connection={connection} />}
    </div>
  );
}

/** What must be known beside the facts. */
function Notes({ connection }: { readonly connection: WebexConnectionState }): ReactElement | null {
  const { t } = useTranslation('connection');
  const language = useLanguage();
  const { contact, permissions } = connection;
  if (isOffline(connection) && contact !== null) {
    return (
      <p className={classes['note']} data-offline="">
        {t('offline', { moment: formatMoment(contact.at, language) })}
      </p>
    );
  }
  if (permissions.read === 'yes' && permissions.write === 'no') {
    return <p className={classes['note']}>{t('readOnly')}</p>;
  }
  return null;
}

function SignedInActions({ connection }: { readonly connection: WebexConnectionState }): ReactElement {
  const { t } = useTranslation('connection');
  const [forgetIntegration, setForget] = useState(false);
  const check = useConnectionAct(() => api().webex.checkConnection());
  const signOut = useConnectionAct(() => api().webex.signOut({ forgetIntegration }));
  return (
    <div className={classes['actions']}>
      <Button
        variant="default"
        loading={check.isPending}
        onClick={() => {
          check.mutate(undefined);
        }}
      >
        {t('check')}
      </Button>
      <Button
        variant="default"
        onClick={() => {
          signOut.mutate(undefined);
        }}
      >
        {t('signOut')}
      </Button>
      {connection.integration !== null && (
        <Checkbox
          label={t('forget')}
          checked={forgetIntegration}
          onChange={({ currentTarget }) => {
            setForget(currentTarget.checked);
          }}
        />
      )}
    </div>
  );
}

/** The ways to connect, the one for daily work first. */
function Ways({ connection }: { readonly connection: WebexConnectionState }): ReactElement {
  const { t } = useTranslation('connection');
  const [method, setMethod] = useState<SignInMethod>('browser');
  return (
    <section className={classes['form']} aria-label={t('howTo')}>
      <h3>{t('connect')}</h3>
      <div>
        <SegmentedControl
          aria-label={t('howTo')}
          data={SIGN_IN_METHODS.map((value) => ({ value, label: t(`methods.${value}`) }))}
          value={method}
          onChange={setMethod}
        />
      </div>
      <p className="quiet">{t(`hints.${method}`)}</p>
      {method === 'token' ? (
        <TokenForm connection={connection} />
      ) : (
        <SignInForm key={method} method={method} connection={connection} />
      )}
    </section>
  );
}
