import { ActionIcon, Button, Select, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { UsageLevel } from '#core/usage/usage-row.ts';
import { api } from '../../../lib/api.ts';
import { useApiQuery } from '../../../lib/api-query.ts';
import { lineName } from './line-name.ts';
import { isUnreadable, type PartDraft } from './split-parts.ts';
import classes from './work.module.css';

const AT_ONCE = 50;

/** One part of a split: its figures, and the line that it belongs to. */
export function SplitPartFields({
  runId,
  level,
  own,
  number,
  part,
  onChange,
  left,
  onRemove,
}: {
  readonly runId: string;
  readonly level: UsageLevel;
  readonly own: string;
  /** From 1. */
  readonly number: number;
  readonly part: PartDraft;
  readonly onChange: (changed: Partial<PartDraft>) => void;
  /** What the other parts leave of the row; undefined where it is nothing, or not known. */
  readonly left: { readonly quantity: string; readonly amount: string } | undefined;
  readonly onRemove: (() => void) | undefined;
}): ReactElement {
  const { t } = useTranslation('work');
  const [search, setSearch] = useState('');
  // What was chosen stays named while something else is searched for.
  const [chosen, setChosen] = useState<{ readonly value: string; readonly label: string } | undefined>();
  const wanted = search === chosen?.label || search === t('rows.own') ? '' : search.trim();
  const { data } = useApiQuery(['results:list-lines', runId, level, 'targets', wanted], () =>
    api().results.listLines({
      runId,
      level,
      offset: 0,
      limit: AT_ONCE,
      ...(wanted === '' ? {} : { filter: { search: wanted } }),
    }),
  );
  const found = (data?.rows ?? []).flatMap((row) =>
    row.kind === 'line' && row.lineKey !== null && row.lineKey !== own
      ? [{ value: row.lineKey, label: lineName(row) }]
      : [],
  );
  const others =
    chosen === undefined || found.some(({ value }) => value === chosen.value) ? found : [chosen, ...found];
  return (
    <fieldset className={classes['part']}>
      <legend>{t('rows.part', { number })}</legend>
      {(['quantity', 'amount'] as const).map((column) => (
        <TextInput
          key={column}
          label={t(`rows.${column}`)}
          value={part[column]}
          inputMode="decimal"
          data-autofocus={number === 1 && column === 'quantity' ? true : undefined}
          error={isUnreadable(part[column])}
          onChange={({ currentTarget }) => {
            onChange({ [column]: currentTarget.value });
          }}
        />
      ))}
      <Select
        label={t('rows.target')}
        value={part.target ?? ''}
        data={[{ value: '', label: t('rows.own') }, ...others]}
        searchable
        allowDeselect={false}
        filter={({ options }) => options}
        onSearchChange={setSearch}
        onChange={(value) => {
          const option = others.find((other) => other.value === value);
          setChosen(option);
          onChange({ target: option?.value });
        }}
      />
      <Button
        variant="default"
        size="sm"
        disabled={left === undefined}
        aria-label={t('rows.useLeftOf', { number })}
        onClick={() => {
          if (left) onChange(left);
        }}
      >
        {t('rows.useLeft')}
      </Button>
      {onRemove && (
        <ActionIcon variant="subtle" aria-label={t('rows.removePart', { number })} onClick={onRemove}>
          <IconX size={18} stroke={1.75} aria-hidden="true" />
        </ActionIcon>
      )}
    </fieldset>
  );
}
