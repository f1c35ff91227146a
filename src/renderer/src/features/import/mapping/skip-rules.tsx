import { Button, CloseButton, NativeSelect, TextInput } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { DraftView } from '#shared/ipc/contract/imports.ts';
import classes from './mapping.module.css';
import type { DraftOnScreen } from './use-draft.ts';

/** Rows that a person leaves out: those whose cell in a column is a certain text. They are shown, and in no sum. */
export function SkipRules({
  draft,
  view,
}: {
  readonly draft: DraftOnScreen;
  readonly view: DraftView;
}): ReactElement {
  const { t } = useTranslation('imports');
  const { choices } = view;
  const names = view.columns.map(({ name }) => name).filter((name) => name !== '');
  const [column, setColumn] = useState('');
  const [equals, setEquals] = useState('');
  const chosen = column === '' ? (names[0] ?? '') : column;
  return (
    <details>
      <summary>{t('settings.skipRule')}</summary>
      <div className={classes['block']}>
        <ul className={classes['list']}>
          {choices.skipRows.map((rule, index) => (
            <li key={`${rule.column} ${rule.equals}`}>
              <span>
                {rule.column} = {rule.equals}
              </span>
              <CloseButton
                size="sm"
                aria-label={t('settings.skipRemove', { ...rule })}
                onClick={() => {
                  draft.change((latest) => ({
                    ...latest.choices,
                    skipRows: latest.choices.skipRows.filter((_rule, at) => at !== index),
                  }));
                }}
              />
            </li>
          ))}
        </ul>
        <div className={classes['pair']}>
          <NativeSelect
            size="xs"
            label={t('settings.skipColumn')}
            value={chosen}
            data={[...new Set(names)]}
            onChange={(event) => {
              setColumn(event.currentTarget.value);
            }}
          />
          <TextInput
            size="xs"
            label={t('settings.skipEquals')}
            value={equals}
            onChange={(event) => {
              setEquals(event.currentTarget.value);
            }}
          />
        </div>
        <Button
          variant="default"
          size="compact-sm"
          disabled={chosen === '' || equals.trim() === ''}
          onClick={() => {
            draft.change((latest) => ({
              ...latest.choices,
              skipRows: [...latest.choices.skipRows, { column: chosen, equals }],
            }));
            setEquals('');
          }}
        >
          {t('settings.skipAdd')}
        </Button>
      </div>
    </details>
  );
}
