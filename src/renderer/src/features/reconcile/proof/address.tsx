import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { formatCount } from '../../../lib/format/format.ts';
import { useLanguage } from '../../../lib/settings-store.ts';
import classes from './proof-pane.module.css';

/** Where a figure stands: file, sheet and row, as a person looks it up. */
export function Address({
  file,
  sheet,
  row,
}: {
  readonly file: string;
  readonly sheet: string | null;
  readonly row: number;
}): ReactElement {
  const { t } = useTranslation('reconcile');
  const language = useLanguage();
  return (
    <span className={classes['address']}>
      {[file, sheet, t('proof.rowNumber', { row: formatCount(row, language) })]
        .filter((part) => part !== null)
        .join(' · ')}
    </span>
  );
}
