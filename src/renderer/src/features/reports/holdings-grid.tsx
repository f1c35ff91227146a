import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { HoldingCell, HoldingRow } from '#shared/ipc/contract/reports.ts';
import { DOMAIN_WORDS } from '#shared/messages/domain-words.ts';
import { formatPeriod } from '../../lib/format/format.ts';
import { useLanguage } from '../../lib/settings-store.ts';
import { Age } from '../../ui/age.tsx';
import { Quantity } from '../../ui/figures.tsx';
import { ageInDays } from './report-ages.ts';
import { StateMark } from './state-mark.tsx';
import classes from './reports.module.css';

/** A level of a period that a person has chosen. */
export interface ChosenCell {
  readonly row: HoldingRow;
  readonly cell: HoldingCell;
}

/** What makes a cell the same one after everything was fetched anew. */
export const cellKey = (row: HoldingRow, level: string): string =>
  [row.period.start, row.period.end, row.subPartner ?? '', level].join('|');

/** Periods down, levels across: what is held, what Webex has, what is missing, and how old each is. */
export function HoldingsGrid({
  rows,
  chosen,
  onChoose,
}: {
  readonly rows: readonly HoldingRow[];
  readonly chosen: string | undefined;
  readonly onChoose: (key: string) => void;
}): ReactElement {
  const { t } = useTranslation('reports');
  const language = useLanguage();
  const hasOwners = rows.some(({ subPartner }) => subPartner !== null);
  const { levels } = DOMAIN_WORDS[language];
  return (
    <div className={classes['sheet']} data-pane="holdings" tabIndex={-1}>
      <table className={classes['table']} aria-label={t('views.holdings')}>
        <thead>
          <tr>
            <th scope="col">{t('columns.period')}</th>
            {(['partner', 'customer', 'user'] as const).map((level) => (
              <th key={level} scope="col">
                {levels[level]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={cellKey(row, '')} data-period={row.period.start}>
              <th scope="row" className={classes['period']}>
                <strong>{formatPeriod(row.period, language)}</strong>
                {hasOwners && (
                  <p className="quiet" title={row.subPartner ?? undefined}>
                    {row.subPartner === null
                      ? t('own')
                      : `${t('columns.owner')} ${row.subPartner.slice(0, 8)}…`}
                  </p>
                )}
                {row.hasInvoice && <p className="quiet">{t('invoice')}</p>}
              </th>
              {row.levels.map((cell) => (
                <td key={cell.level} className={classes['tight']}>
                  <Cell
                    cell={cell}
                    isChosen={chosen === cellKey(row, cell.level)}
                    onChoose={() => {
                      onChoose(cellKey(row, cell.level));
                    }}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Cell({
  cell,
  isChosen,
  onChoose,
}: {
  readonly cell: HoldingCell;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}): ReactElement {
  const { t } = useTranslation('reports');
  return (
    <button
      type="button"
      className={classes['cell']}
      aria-pressed={isChosen}
      data-level={cell.level}
      data-state={cell.state}
      onClick={onChoose}
    >
      <span>
        <StateMark state={cell.state} />
      </span>
      {cell.userDays !== null && (
        <span>
          <Quantity value={cell.userDays} />
          <span className="for-readers"> {t('columns.userDays')}</span>
        </span>
      )}
      {cell.heldAt !== null && (
        <span className={classes['under']}>
          <span className="quiet">{t(cell.createdAt === null ? 'fetchedAge' : 'madeAge')} </span>
          <Age at={cell.createdAt ?? cell.heldAt} days={ageInDays(cell.createdAt ?? cell.heldAt)} />
          {cell.webexId === null && <span className="quiet"> · {t('fromFile')}</span>}
        </span>
      )}
    </button>
  );
}
