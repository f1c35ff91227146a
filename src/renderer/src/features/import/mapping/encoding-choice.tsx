import { NativeSelect } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { DraftView } from '#shared/ipc/contract/imports.ts';
import { reopenIn } from '../import-acts.ts';
import type { Input } from '../import-store.ts';
import classes from './mapping.module.css';

/** The encodings that a text file may have, by their names of the Encoding standard, and how people call them. */
const ENCODINGS = {
  'utf-8': 'UTF-8',
  shift_jis: 'Shift_JIS',
  'euc-jp': 'EUC-JP',
  'iso-2022-jp': 'ISO-2022-JP',
  'utf-16le': 'UTF-16 LE',
  'utf-16be': 'UTF-16 BE',
  'windows-1252': 'Windows-1252',
} as const;

const DELIMITERS = [',', ';', '|'] as const;
const isListed = (delimiter: string): boolean => [...DELIMITERS, '\t'].includes(delimiter);

/**
 * In which encoding a text file was read and what parts its cells, and others: then the file is read from its first
 * byte again.
 */
export function EncodingChoice({
  input,
  view,
}: {
  readonly input: Input;
  readonly view: DraftView;
}): ReactElement | null {
  const { t } = useTranslation('imports');
  const { encoding, delimiter } = view;
  if (encoding === null) return null;
  return (
    <section className={classes['block']} aria-label={t('settings.encoding')}>
      <NativeSelect
        size="xs"
        label={t('settings.encoding')}
        value={encoding}
        disabled={view.isPasted}
        data={Object.entries(ENCODINGS).map(([value, label]) => ({ value, label }))}
        onChange={(event) => {
          void reopenIn(input, view.draftId, { encoding: event.currentTarget.value });
        }}
      />
      {delimiter !== null && (
        <NativeSelect
          size="xs"
          label={t('settings.delimiter')}
          value={delimiter}
          disabled={view.isPasted}
          data={[
            ...DELIMITERS.map((value) => ({ value, label: t(`settings.delimiters.${value}`) })),
            { value: '\t', label: t('settings.tab') },
            ...(isListed(delimiter) ? [] : [{ value: delimiter, label: delimiter }]),
          ]}
          onChange={(event) => {
            void reopenIn(input, view.draftId, { encoding, delimiter: event.currentTarget.value });
          }}
        />
      )}
    </section>
  );
}
