import { Anchor, Button, PasswordInput } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { WebexConnectionState } from '#shared/ipc/contract/webex.ts';
import { api } from '../../lib/api.ts';
import { useApiAct } from '../../lib/api-query.ts';
import { useConnectionAct } from '../../lib/webex-connection.ts';
import classes from './connection.module.css';

/** A token from elsewhere: used at once, tried at once, never stored. */
export function TokenForm({ connection }: { readonly connection: WebexConnectionState }): ReactElement {
  const { t } = useTranslation('connection');
  const [token, setToken] = useState('');
  const check = useConnectionAct(() => api().webex.checkConnection());
  const use = useConnectionAct((given: string) => api().webex.keepToken({ token: given }));
  const openLink = useApiAct(() => api().app.openLink({ link: 'webex-developer' }));
  const isBusy = use.isPending || check.isPending;
  return (
    <form
      className={classes['form']}
      onSubmit={(event) => {
        event.preventDefault();
        use.mutate(token, {
          onSuccess: () => {
            setToken('');
            check.mutate(undefined);
          },
        });
      }}
    >
      <PasswordInput
        label={t('token.label')}
        description={t('token.description', { host: connection.apiHost })}
        autoComplete="off"
        spellCheck={false}
        value={token}
        onChange={({ currentTarget }) => {
          setToken(currentTarget.value);
        }}
      />
      <div className={classes['actions']}>
        <Button type="submit" disabled={token.trim() === ''} loading={isBusy}>
          {t('token.use')}
        </Button>
        <Anchor
          component="button"
          type="button"
          onClick={() => {
            openLink.mutate(undefined);
          }}
        >
          {t('token.where')}
        </Anchor>
      </div>
    </form>
  );
}
