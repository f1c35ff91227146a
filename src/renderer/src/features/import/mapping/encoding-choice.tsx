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

/** In which encoding a text file was read, and another one: then the file is read from its first byte again. */
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
        description={
          delimiter === null
            ? undefined
            : `${t('settings.delimiter')}: ${delimiter === '\t' ? t('settings.tab') : delimiter}`
        }
        value={encoding}
        disabled={view.isPasted}
        data={Object.entries(ENCODINGS).map(([value, label]) => ({ value, label }))}
        onChange={(event) => {
          void reopenIn(input, view.draftId, event.currentTarget.value);
        }}
      />
    </section>
  );
}
