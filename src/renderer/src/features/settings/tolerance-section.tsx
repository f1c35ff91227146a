import { Button, Group, TextInput } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { WireParameters } from '#shared/ipc/contract/parameters.ts';
import { api } from '../../lib/api.ts';
import { useApiAct } from '../../lib/api-query.ts';
import { tellNews } from '../../lib/news-store.ts';
import { Panel } from '../../ui/panel.tsx';
import { readDecimalDraft } from './decimal-draft.ts';
import { RunAgain } from './run-again.tsx';
import { SavedVersion } from './saved-version.tsx';
import classes from './settings.module.css';

const FIELDS = ['quantity', 'amount', 'percent', 'cap'] as const;
type Field = (typeof FIELDS)[number];

/** What a difference may be and still count as agreement. Each save is a version of its own. */
export function ToleranceSection({ saved }: { readonly saved: WireParameters['tolerance'] }): ReactElement {
  const { t } = useTranslation('settings');
  const start: Readonly<Record<Field, string>> = {
    quantity: saved.quantity ?? '',
    amount: saved.amount ?? '',
    percent: saved.percent,
    cap: saved.cap ?? '',
  };
  const [texts, setTexts] = useState(start);
  const save = useApiAct(api().parameters.setTolerance);
  const drafts = FIELDS.map((field) => ({ field, draft: readDecimalDraft(texts[field]) }));
  const valueOf = (field: Field): string | null => {
    const { draft } = drafts.find((one) => one.field === field) ?? {};
    return draft?.isValid === true ? draft.value : null;
  };
  const isValid = drafts.every(({ draft }) => draft.isValid);
  const isChanged = FIELDS.some((field) => texts[field] !== start[field]);
  return (
    <Panel title={t('section.tolerance')} actions={<RunAgain />}>
      <p className={classes['lead']}>{t('tolerance.text')}</p>
      <SavedVersion version={saved.version} at={saved.savedAt} />
      <form
        className={classes['form']}
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate(
            {
              quantity: valueOf('quantity'),
              amount: valueOf('amount'),
              percent: valueOf('percent') ?? '0',
              cap: valueOf('cap'),
            },
            {
              onSuccess: () => {
                tellNews({ text: t('saved') });
              },
            },
          );
        }}
      >
        {drafts.map(({ field, draft }) => (
          <TextInput
            key={field}
            label={t(`tolerance.${field}`)}
            description={t(`tolerance.${field}Note`)}
            value={texts[field]}
            inputMode="decimal"
            autoComplete="off"
            maxLength={40}
            error={draft.isValid ? undefined : t('invalid')}
            onChange={({ currentTarget: { value } }) => {
              setTexts({ ...texts, [field]: value });
            }}
          />
        ))}
        <Group>
          <Button type="submit" disabled={!isValid || !isChanged} loading={save.isPending}>
            {t('save')}
          </Button>
          <Button
            variant="default"
            disabled={!isChanged}
            onClick={() => {
              setTexts(start);
            }}
          >
            {t('reset')}
          </Button>
        </Group>
      </form>
    </Panel>
  );
}
