import { Button } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { DATE_ORDERS } from '#core/mapping/date-text.ts';
import { INVOICE_FIELDS } from '#core/mapping/invoice-field.ts';
import { NUMBER_STYLES } from '#core/mapping/number-style.ts';
import type { DraftView } from '#shared/ipc/contract/imports.ts';
import { errorSentence } from '#shared/messages/errors.ts';
import { useLanguage } from '../../../lib/settings-store.ts';
import { withHeader } from './draft-choices.ts';
import classes from './mapping.module.css';
import type { DraftOnScreen } from './use-draft.ts';

interface PanelProps {
  readonly draft: DraftOnScreen;
  readonly view: DraftView;
}

/** What a person must decide before the file can be imported, and the ways to decide it. */
export function ProblemPanel({ draft, view }: PanelProps): ReactElement | null {
  const { t } = useTranslation('imports');
  const language = useLanguage();
  const { problem, header } = view;
  if (problem === null) return null;
  const isProposed = header?.ground === 'proposed';
  return (
    <section
      className={classes['problem']}
      aria-label={t('problem.title')}
      role="status"
      data-problem={problem.code}
    >
      <h2>{t('problem.title')}</h2>
      {isProposed ? (
        <p>{t('problem.confirmHeader', { row: header.row })}</p>
      ) : (
        <p>{errorSentence(problem.code, problem.params, language).happened}</p>
      )}
      <Remedy draft={draft} view={view} />
    </section>
  );
}

/** The lines begin with the first row: the columns are told by their letters. */
function NoHeader({ draft }: Pick<PanelProps, 'draft'>): ReactElement {
  const { t } = useTranslation('imports');
  return (
    <Button
      size="compact-sm"
      variant="default"
      onClick={() => {
        draft.change((latest) => withHeader(latest, 1, 0));
      }}
    >
      {t('problem.noHeader')}
    </Button>
  );
}

function Remedy({ draft, view }: PanelProps): ReactElement | null {
  const { t } = useTranslation('imports');
  const { problem, header } = view;
  switch (problem?.code) {
    case 'HEADER_NOT_FOUND':
      return header?.ground === 'proposed' ? (
        <div className={classes['bar']}>
          <Button
            size="compact-sm"
            onClick={() => {
              draft.change((latest) => withHeader(latest, header.row, header.rows));
            }}
          >
            {t('problem.useProposed', { row: header.row })}
          </Button>
          <NoHeader draft={draft} />
          <span>{t('problem.pointHeader')}</span>
        </div>
      ) : (
        <div className={classes['bar']}>
          <NoHeader draft={draft} />
          <span>{t('problem.pointHeader')}</span>
        </div>
      );
    case 'COLUMN_MISSING':
      return <MissingFields fields={problem.params['columns'] ?? ''} />;
    case 'COLUMN_AMBIGUOUS':
      return <p>{t('problem.ambiguous')}</p>;
    case 'SHEET_AMBIGUOUS':
      return <p>{t('problem.chooseSheet')}</p>;
    case 'NUMBER_STYLE_AMBIGUOUS':
      return (
        <div className={classes['bar']}>
          <span>{t('problem.chooseStyle')}</span>
          {NUMBER_STYLES.map((numberStyle) => (
            <Button
              key={numberStyle}
              variant="default"
              size="compact-sm"
              onClick={() => {
                draft.change((latest) => ({ ...latest.choices, numberStyle }));
              }}
            >
              {t(`settings.styles.${numberStyle}`)}
            </Button>
          ))}
        </div>
      );
    case 'DATE_ORDER_AMBIGUOUS':
      return (
        <div className={classes['bar']}>
          <span>{t('problem.chooseOrder')}</span>
          {DATE_ORDERS.map((dateOrder) => (
            <Button
              key={dateOrder}
              variant="default"
              size="compact-sm"
              onClick={() => {
                draft.change((latest) => ({ ...latest.choices, dateOrder }));
              }}
            >
              {t(`settings.orders.${dateOrder}`)}
            </Button>
          ))}
        </div>
      );
    case undefined:
    default:
      return null;
  }
}

/** The fields without a column, by the names that the columns' lists have. */
function MissingFields({ fields }: { readonly fields: string }): ReactElement {
  const { t } = useTranslation('imports');
  const names = fields
    .split(', ')
    .flatMap((text) => INVOICE_FIELDS.find((field) => field === text) ?? [])
    .map((field) => t(`fields.${field}`));
  return <p>{t('problem.missing', { fields: names.join(', ') })}</p>;
}
