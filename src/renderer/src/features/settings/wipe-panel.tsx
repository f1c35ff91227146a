import { Button, Group, TextInput } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../lib/api.ts';
import { queryClient, useApiQuery } from '../../lib/api-query.ts';
import { valueOf } from '../../lib/error-store.ts';
import { goTo } from '../../lib/navigation.ts';
import { tellNews } from '../../lib/news-store.ts';
import { useSettings } from '../../lib/settings-store.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Panel } from '../../ui/panel.tsx';
import classes from './settings.module.css';

/** The way to remove the workspace for good. Not for practice, which is left by its own banner. */
export function WipePanel(): ReactElement | null {
  const { t } = useTranslation('settings');
  const [isOpen, setOpen] = useState(false);
  const name = useSettings(({ info }) => info?.workspaceName ?? '');
  const { data } = useApiQuery(['workspace:get-state'], () => api().workspace.getState());
  if (data?.isPractice !== false) return null;
  const close = (): void => {
    setOpen(false);
  };
  return (
    <Panel title={t('wipe.heading')}>
      <p className={classes['lead']}>{t('wipe.lead')}</p>
      <Group>
        <Button
          variant="default"
          data-wipe=""
          onClick={() => {
            setOpen(true);
          }}
        >
          {t('wipe.open')}
        </Button>
      </Group>
      <Dialog title={t('wipe.title', { name })} isOpen={isOpen} onClose={close}>
        <WipeForm name={name} copies={data.copies.length} onClose={close} />
      </Dialog>
    </Panel>
  );
}

const PERIODS = { offset: 0, limit: 500 };

function WipeForm({
  name,
  copies,
  onClose,
}: {
  readonly name: string;
  readonly copies: number;
  readonly onClose: () => void;
}): ReactElement {
  const { t } = useTranslation(['settings', 'app']);
  const [typed, setTyped] = useState('');
  const [isBusy, setBusy] = useState(false);
  const { data: periods } = useApiQuery(['periods:list-periods', PERIODS], () =>
    api().periods.listPeriods(PERIODS),
  );
  const signed = periods?.rows.filter(({ signOff }) => signOff.entries.length > 0).length ?? 0;
  const wipe = async (): Promise<void> => {
    setBusy(true);
    const wiped = await valueOf(api().privacy.wipeWorkspace({ name: typed }));
    setBusy(false);
    if (wiped === undefined) return;
    onClose();
    // Nothing of it may be shown from memory.
    queryClient.clear();
    goTo('periods');
    tellNews({ text: t('wipe.done', { name, files: wiped.files }) });
  };
  return (
    <form
      className={classes['form']}
      onSubmit={(event) => {
        event.preventDefault();
        if (typed === name && !isBusy) void wipe();
      }}
    >
      <section>
        <h3>{t('wipe.goes')}</h3>
        <ul>
          <li>{t('wipe.goesBooks', { count: periods?.total ?? 0 })}</li>
          <li>{t('wipe.goesCopies', { count: copies })}</li>
          <li>{t('wipe.goesKeys')}</li>
        </ul>
      </section>
      {signed > 0 && (
        <p className={classes['warning']} role="status" data-signed={signed}>
          {t('wipe.signed', { count: signed })}
        </p>
      )}
      <section>
        <h3>{t('wipe.stays')}</h3>
        <p>{t('wipe.staysText')}</p>
      </section>
      <TextInput
        label={t('wipe.type', { name })}
        value={typed}
        autoComplete="off"
        spellCheck={false}
        onChange={({ currentTarget }) => {
          setTyped(currentTarget.value);
        }}
      />
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {t('app:cancel')}
        </Button>
        <Button type="submit" color="red" disabled={typed !== name || isBusy}>
          {t('wipe.act')}
        </Button>
      </Group>
    </form>
  );
}
