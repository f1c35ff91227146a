import { Button } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportEntry } from '#shared/ipc/contract/imports.ts';
import { MOST_ROWS_A_PAGE } from '#shared/limits.ts';
import { DOMAIN_WORDS } from '#shared/messages/domain-words.ts';
import { api } from '../../lib/api.ts';
import { useApiQuery } from '../../lib/api-query.ts';
import { formatCount, formatMoment, formatPeriod } from '../../lib/format/format.ts';
import { useLanguage } from '../../lib/settings-store.ts';
import { Money, Quantity } from '../../ui/figures.tsx';
import { ErrorState, LoadingState } from '../../ui/states.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';
import classes from './import-screen.module.css';
import { redoImport } from './undo-act.ts';
import { UndoButton } from './undo-button.tsx';

const ROWS = 20;

/** Everything that was imported into the workspace, newest first, with a way to take it back. */
export function ImportHistory(): ReactElement {
  const { t } = useTranslation('imports');
  const [limit, setLimit] = useState(ROWS);
  const { data, error, refetch } = useApiQuery(['imports:list-imports', limit], () =>
    api().imports.listImports({ offset: 0, limit }),
  );
  if (error) return <ErrorState error={error.wireError} onRetry={() => void refetch()} />;
  if (!data) return <LoadingState rows={3} />;
  if (data.total === 0) return <p className="quiet">{t('history.empty')}</p>;
  return (
    <div className={classes['tableBox']}>
      <table className="table" aria-label={t('history.title')}>
        <thead>
          <tr>
            <th scope="col">{t('history.file')}</th>
            <th scope="col">{t('history.what')}</th>
            <th scope="col">{t('history.period')}</th>
            <th scope="col" className="figures">
              {t('history.rows')}
            </th>
            <th scope="col" className="figures">
              {t('history.sum')}
            </th>
            <th scope="col">{t('history.when')}</th>
            <th scope="col">
              <span className="for-readers">{t('history.acts')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {data.rows.map((entry) => (
            <Entry key={entry.batchId} entry={entry} />
          ))}
        </tbody>
      </table>
      {data.total > limit && limit < MOST_ROWS_A_PAGE && (
        <Button
          variant="default"
          size="compact-sm"
          onClick={() => {
            setLimit(Math.min(MOST_ROWS_A_PAGE, limit * 5));
          }}
        >
          {t('history.more')}
        </Button>
      )}
    </div>
  );
}

function Entry({ entry }: { readonly entry: ImportEntry }): ReactElement {
  const { t } = useTranslation('imports');
  const language = useLanguage();
  const words = DOMAIN_WORDS[language];
  const { undone, kind, level, window } = entry;
  return (
    <tr className={undone === null ? undefined : classes['undone']} data-batch={entry.batchId}>
      <td>{entry.fileName}</td>
      <td>
        {t(`kinds.${kind}`)}
        {level !== null && ` · ${words.levels[level]}`}
      </td>
      <td>{window === null ? t('history.noDays') : formatPeriod(window, language)}</td>
      <td className="figures">
        {formatCount(entry.rows, language)}
        {entry.quarantined > 0 && (
          <div>
            <StatusMark tone="warn">{t('quarantined', { count: entry.quarantined })}</StatusMark>
          </div>
        )}
      </td>
      <td className="figures">
        {kind === 'invoice' ? (
          <Money value={entry.sum} currency={entry.currency} withCurrency />
        ) : (
          <>
            <Quantity value={entry.sum} /> <span className="quiet">{t('history.userDays')}</span>
          </>
        )}
      </td>
      <td>
        {formatMoment(entry.importedAt, language)}
        {entry.runs > 0 && <div className="quiet">{t('history.runs', { count: entry.runs })}</div>}
        {undone !== null && (
          <div className="quiet">
            {t('history.undoneAt', { when: formatMoment(undone.at, language), who: undone.by })}
          </div>
        )}
      </td>
      <td className="figures">
        {undone !== null ? (
          <Button
            variant="default"
            size="compact-sm"
            aria-label={t('acts.redoOf', { name: entry.fileName })}
            onClick={() => void redoImport(entry)}
          >
            {t('acts.redo')}
          </Button>
        ) : entry.isFetched ? (
          <span className="quiet">{t('history.fetched')}</span>
        ) : (
          <UndoButton entry={entry}>{t('acts.undo')}</UndoButton>
        )}
      </td>
    </tr>
  );
}
