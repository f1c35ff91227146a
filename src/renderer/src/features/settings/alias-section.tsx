import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { WireAlias } from '#shared/ipc/contract/parameters.ts';
import { MOST_ROWS_A_PAGE } from '#shared/limits.ts';
import { api } from '../../lib/api.ts';
import { useApiAct, useApiQuery } from '../../lib/api-query.ts';
import { tellNews } from '../../lib/news-store.ts';
import { Panel } from '../../ui/panel.tsx';
import { RunAgain } from './run-again.tsx';
import classes from './settings.module.css';

const FIELDS = ['sku', 'customer', 'subscription'] as const;

/** What the invoice calls a thing, and what the reports call it. */
export function AliasSection(): ReactElement {
  const { t } = useTranslation('settings');
  const { data } = useApiQuery(['parameters:list-aliases'], () =>
    api().parameters.listAliases({ offset: 0, limit: MOST_ROWS_A_PAGE }),
  );
  const save = useApiAct(api().parameters.saveAlias);
  const remove = useApiAct(api().parameters.removeAlias);
  const rows = data?.rows ?? [];
  const drop = (alias: WireAlias): void => {
    remove.mutate(
      { field: alias.field, from: alias.from },
      {
        onSuccess: () => {
          tellNews({
            text: t('aliases.removed', { from: alias.from }),
            action: {
              title: t('aliases.putBack'),
              run: () => {
                save.mutate(alias);
              },
            },
          });
        },
      },
    );
  };
  return (
    <Panel title={t('section.aliases')} actions={<RunAgain />}>
      <p className={classes['lead']}>{t('aliases.text')}</p>
      <AddAlias
        onAdd={(alias) => {
          save.mutate(alias);
        }}
      />
      {rows.length === 0 ? (
        <p className="quiet">{t('aliases.none')}</p>
      ) : (
        <table className="table" aria-label={t('aliases.caption')}>
          <thead>
            <tr>
              <th scope="col">{t('aliases.field')}</th>
              <th scope="col">{t('aliases.from')}</th>
              <th scope="col">{t('aliases.to')}</th>
              <th scope="col">
                <span className="for-readers">{t('aliases.remove')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((alias) => (
              <tr key={`${alias.field} ${alias.from}`}>
                <td>{t(`aliases.fields.${alias.field}`)}</td>
                <td>{alias.from}</td>
                <td>{alias.to}</td>
                <td>
                  <Button
                    size="xs"
                    variant="default"
                    aria-label={t('aliases.removeOf', { from: alias.from })}
                    onClick={() => {
                      drop(alias);
                    }}
                  >
                    {t('aliases.remove')}
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}

function AddAlias({ onAdd }: { readonly onAdd: (alias: WireAlias) => void }): ReactElement {
  const { t } = useTranslation('settings');
  const [field, setField] = useState<WireAlias['field']>('customer');
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  return (
    <form
      className={classes['row']}
      onSubmit={(event) => {
        event.preventDefault();
        onAdd({ field, from: from.trim(), to: to.trim() });
        setFrom('');
        setTo('');
      }}
    >
      <NativeSelect
        label={t('aliases.field')}
        value={field}
        data={FIELDS.map((value) => ({ value, label: t(`aliases.fields.${value}`) }))}
        onChange={({ currentTarget: { value } }) => {
          setField(FIELDS.find((one) => one === value) ?? 'customer');
        }}
      />
      <TextInput
        label={t('aliases.from')}
        value={from}
        maxLength={500}
        onChange={({ currentTarget: { value } }) => {
          setFrom(value);
        }}
      />
      <TextInput
        label={t('aliases.to')}
        value={to}
        maxLength={500}
        onChange={({ currentTarget: { value } }) => {
          setTo(value);
        }}
      />
      <Button type="submit" disabled={from.trim() === '' || to.trim() === ''}>
        {t('aliases.add')}
      </Button>
    </form>
  );
}
