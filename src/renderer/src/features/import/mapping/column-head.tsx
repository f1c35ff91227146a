import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { DraftColumn } from '#shared/ipc/contract/imports.ts';
import { formatCount } from '../../../lib/format/format.ts';
import { useLanguage } from '../../../lib/settings-store.ts';
import { withField } from './draft-choices.ts';
import classes from './draft-grid.module.css';
import { FieldSelect } from './field-select.tsx';
import type { DraftOnScreen } from './use-draft.ts';

const SIGNS = { exact: '✓', likely: '✓', weak: '!', template: '✓', chosen: '✓' } as const;

/** The head of a column: its letter and name, the field it fills and how surely, and samples of its cells. */
export function ColumnHead({
  column,
  draft,
}: {
  readonly column: DraftColumn;
  readonly draft: DraftOnScreen;
}): ReactElement {
  const { t } = useTranslation('imports');
  const language = useLanguage();
  const { letter, field, ground, content, suggestions, samples, readable, filled } = column;
  const name = column.name === '' ? t('mapping.unnamed') : column.name;
  const isDoubtful = field !== null && readable < filled;
  return (
    <div
      role="columnheader"
      aria-colindex={column.column + 2}
      className={classes['columnHead']}
      data-mapped={field !== null || undefined}
    >
      <div className={classes['name']} title={name}>
        <span className={classes['letter']}>{letter}</span>
        <span className={classes['names']}>{name}</span>
      </div>
      <FieldSelect
        label={t('mapping.field', { letter, name })}
        field={field}
        onChoose={(chosen) => {
          draft.change((latest) => withField(latest, column.column, chosen));
        }}
      />
      <p className={classes['ground']} data-ground={ground ?? 'none'}>
        {ground !== null && (
          <>
            <span aria-hidden="true">{SIGNS[ground]}</span> {t(`mapping.grounds.${ground}`)}
          </>
        )}
        {field === null &&
          (suggestions.length > 0
            ? t('mapping.suggested', { fields: suggestions.map((own) => t(`fields.${own}`)).join(', ') })
            : t(`mapping.contents.${content}`))}
      </p>
      <p className={isDoubtful ? classes['doubt'] : classes['evidence']}>
        {column.hidden && `${t('mapping.hiddenColumn')} · `}
        {field === null
          ? samples[0]
          : isDoubtful
            ? t('mapping.readable', {
                readable: formatCount(readable, language),
                filled: formatCount(filled, language),
              })
            : samples.join(' · ')}
      </p>
    </div>
  );
}
