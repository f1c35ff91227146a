import { Button, Group, TextInput } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { SignOffRole } from '#core/sign-off/sign-off.ts';
import type { WirePeriod } from '#shared/ipc/contract/channel-contract.ts';
import { api } from '../../lib/api.ts';
import { useApiAct } from '../../lib/api-query.ts';
import { tellNews } from '../../lib/news-store.ts';
import classes from './sign-off-dialog.module.css';

/** Takes a signature back, with a reason. */
export function WithdrawForm({
  period,
  role,
  onDone,
}: {
  readonly period: WirePeriod;
  readonly role: SignOffRole;
  readonly onDone: () => void;
}): ReactElement {
  const { t } = useTranslation(['periods', 'app']);
  const [reason, setReason] = useState('');
  const withdraw = useApiAct(api().periods.withdrawSignOff);
  return (
    <form
      className={classes['form']}
      aria-label={t('signing.withdrawTitle')}
      onSubmit={(event) => {
        event.preventDefault();
        withdraw.mutate(
          { period, role, reason },
          {
            onSuccess: () => {
              tellNews({ text: t('signing.withdrawn') });
              onDone();
            },
          },
        );
      }}
    >
      <h3>{t('signing.withdrawTitle')}</h3>
      <p>{t('signing.withdrawText')}</p>
      <TextInput
        label={t('signing.reason')}
        value={reason}
        required
        maxLength={1000}
        data-autofocus
        onChange={({ currentTarget }) => {
          setReason(currentTarget.value);
        }}
      />
      <Group justify="flex-end">
        <Button variant="default" onClick={onDone}>
          {t('app:cancel')}
        </Button>
        <Button type="submit" color="red" loading={withdraw.isPending} disabled={reason.trim() === ''}>
          {t('signing.withdrawNow')}
        </Button>
      </Group>
    </form>
  );
}
