import { SegmentedControl } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { DraftView } from '#shared/ipc/contract/imports.ts';
import type { RowFilter } from './draft-grid.tsx';
import classes from './mapping.module.css';

/** Which rows are shown: all, those that are no charges, those with something to look at. */
export function RowFilterChoice({
  view,
  filter,
  onChange,
}: {
  readonly view: DraftView;
  readonly filter: RowFilter;
  readonly onChange: (filter: RowFilter) => void;
}): ReactElement {
  const { t } = useTranslation('imports');
  return (
    <div className={classes['filter']}>
      <SegmentedControl
        size="xs"
        className={classes['choice'] ?? ''}
        aria-label={t('mapping.filters.label')}
        disabled={view.summary === null}
        value={filter}
        data={[
          { value: 'all', label: t('mapping.filters.all') },
          { value: 'not-charges', label: t('mapping.filters.notCharges') },
          { value: 'issues', label: t('mapping.filters.issues') },
        ]}
        onChange={(value) => {
          onChange(value);
        }}
      />
    </div>
  );
}
