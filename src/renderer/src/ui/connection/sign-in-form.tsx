import { Anchor, Button, Checkbox, NumberInput, PasswordInput, TextInput } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { WebexConnectionState } from '#shared/ipc/contract/webex.ts';
import { redirectUri } from '#shared/webex/redirect.ts';
import { api } from '../../lib/api.ts';
import { useApiAct } from '../../lib/api-query.ts';
import { useConnectionAct } from '../../lib/webex-connection.ts';
import classes from './connection.module.css';

/** Signing in with the partner's own Integration: which one, and what for. */
export function SignInForm({
  method,
  connection,
}: {
  readonly method: 'browser' | 'device';
  readonly connection: WebexConnectionState;
}): ReactElement {
  const { t } = useTranslation('connection');
  const kept = connection.integration;
  const [isOther, setIsOther] = useState(false);
  const [clientId, setClientId] = useState('');
  const [clientSecret, setClientSecret] = useState('');
  const [port, setPort] = useState(kept?.port ?? 4200);
  const [write, setWrite] = useState(true);
  const [subPartners, setSubPartners] = useState(false);
  const start = useConnectionAct(api().webex.startSignIn);
  const isGiven = kept === null || isOther;
  const isReady = !isGiven || (clientId.trim() !== '' && clientSecret.trim() !== '');
  return (
    <form
      className={classes['form']}
      onSubmit={(event) => {
        event.preventDefault();
        const integration = isGiven
          ? { clientId: clientId.trim(), clientSecret: clientSecret.trim(), port }
          : null;
        start.mutate(
          { method, integration, write, subPartners },
          {
            onSuccess: () => {
              setClientSecret('');
              setIsOther(false);
            },
          },
        );
      }}
    >
      <IntegrationNote method={method} port={isGiven ? port : kept.port} />
      {isGiven ? (
        <div className={classes['fields']}>
          <TextInput
            label={t('integration.clientId')}
            autoComplete="off"
            spellCheck={false}
            value={clientId}
            onChange={({ currentTarget }) => {
              setClientId(currentTarget.value);
            }}
          />
          <PasswordInput
            label={t('integration.clientSecret')}
            autoComplete="off"
            value={clientSecret}
            onChange={({ currentTarget }) => {
              setClientSecret(currentTarget.value);
            }}
          />
          {method === 'browser' && (
            <NumberInput
              label={t('integration.port')}
              min={1024}
              max={65_535}
              clampBehavior="blur"
              allowDecimal={false}
              hideControls
              value={port}
              onChange={(value) => {
                if (typeof value === 'number') setPort(value);
              }}
            />
          )}
        </div>
      ) : (
        <p>
          {t('integration.kept', { id: shorten(kept.clientId) })}{' '}
          <Anchor
            component="button"
            type="button"
            onClick={() => {
              setIsOther(true);
            }}
          >
            {t('integration.change')}
          </Anchor>
        </p>
      )}
      <Checkbox.Group
        label={t('scopes')}
        value={['read', ...(write ? ['write'] : []), ...(subPartners ? ['subPartners'] : [])]}
        onChange={(values) => {
          setWrite(values.includes('write'));
          setSubPartners(values.includes('subPartners'));
        }}
      >
        <div className={classes['allowed']}>
          <Checkbox value="read" label={t('permissions.read')} disabled />
          <Checkbox value="write" label={t('permissions.write')} />
          <Checkbox value="subPartners" label={t('permissions.subPartners')} />
        </div>
      </Checkbox.Group>
      <div className={classes['actions']}>
        <Button type="submit" disabled={!isReady} loading={start.isPending}>
          {t(`signIn.${method}`)}
        </Button>
        {isOther && (
          <Button
            variant="default"
            onClick={() => {
              setIsOther(false);
            }}
          >
            {t('integration.keep')}
          </Button>
        )}
      </div>
    </form>
  );
}

/** Where the Integration is made, and what must be registered there. */
function IntegrationNote({
  method,
  port,
}: {
  readonly method: 'browser' | 'device';
  readonly port: number;
}): ReactElement {
  const { t } = useTranslation('connection');
  const openLink = useApiAct(() => api().app.openLink({ link: 'webex-apps' }));
  const address = redirectUri(port);
  return (
    <div className={classes['note']}>
      <h3>{t('integration.title')}</h3>
      <p>{t(method === 'browser' ? 'integration.text' : 'integration.deviceText')}</p>
      <div className={classes['address']}>
        {method === 'browser' && <code translate="no">{address}</code>}
        <Anchor
          component="button"
          type="button"
          onClick={() => {
            openLink.mutate(undefined);
          }}
        >
          {t('integration.open')}
        </Anchor>
      </div>
    </div>
  );
}

/** An id in full would be noise; its ends tell two apart. */
const shorten = (id: string): string => (id.length <= 14 ? id : `${id.slice(0, 6)}…${id.slice(-4)}`);
