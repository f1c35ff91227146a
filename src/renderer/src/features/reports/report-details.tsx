import { Button } from '@mantine/core';
import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { HoldingCell, HoldingRow } from '#shared/ipc/contract/reports.ts';
import type { WebexConnectionState } from '#shared/ipc/contract/webex.ts';
import { DOMAIN_WORDS } from '#shared/messages/domain-words.ts';
import { formatCount, formatMoment, formatPeriod } from '../../lib/format/format.ts';
import { useLanguage } from '../../lib/settings-store.ts';
import { Quantity } from '../../ui/figures.tsx';
import { daysAfterEnd } from './report-ages.ts';
import { useStartFetch } from './report-acts.ts';
import { StateMark } from './state-mark.tsx';
import classes from './reports.module.css';

/** What the details may open. */
export interface DetailActs {
  readonly onRegenerate: () => void;
  readonly onDelete: () => void;
  readonly onCompare: () => void;
}

/** All that is known of one level of a period, and what can be done about it. */
export function ReportDetails({
  row,
  cell,
  connection,
  acts,
}: {
  readonly row: HoldingRow;
  readonly cell: HoldingCell;
  readonly connection: WebexConnectionState;
  readonly acts: DetailActs;
}): ReactElement {
  const { t } = useTranslation('reports');
  const language = useLanguage();
  const fact = (name: string, value: ReactNode): ReactElement => (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
  return (
    <aside className={classes['aside']} aria-label={t('details')} data-pane="details" tabIndex={0}>
      <div>
        <h2>
          {DOMAIN_WORDS[language].levels[cell.level]} · {formatPeriod(row.period, language)}
        </h2>
        {row.subPartner !== null && <p className={classes['id']}>{row.subPartner}</p>}
      </div>
      <div>
        <StateMark state={cell.state} />
        <p className="quiet">{t(`stateHelp.${cell.state}`)}</p>
      </div>
      <Acts row={row} cell={cell} connection={connection} acts={acts} />
      <dl className={classes['facts']}>
        {cell.createdAt !== null &&
          fact(t('facts.made'), <Made moment={cell.createdAt} end={row.period.end} />)}
        {cell.newer !== null &&
          fact(
            t('facts.newer'),
            cell.newer.createdAt === null ? (
              cell.newer.status
            ) : (
              <Made moment={cell.newer.createdAt} end={row.period.end} />
            ),
          )}
        {cell.heldAt !== null && fact(t('facts.fetched'), formatMoment(cell.heldAt, language))}
        {cell.rows !== null && fact(t('facts.rows'), formatCount(cell.rows, language))}
        {cell.userDays !== null && fact(t('facts.userDays'), <Quantity value={cell.userDays} />)}
        {cell.fileName !== null && fact(t('facts.file'), cell.fileName)}
        {cell.webexId !== null && fact(t('facts.atWebex'), t(`presence.${cell.atWebex}`))}
        {cell.failure !== null && fact(t('facts.failure'), cell.failure)}
        {cell.webexId !== null &&
          fact(t('facts.webexId'), <code className={classes['id']}>{cell.webexId}</code>)}
      </dl>
    </aside>
  );
}

function Made({ moment, end }: { readonly moment: string; readonly end: string }): ReactElement {
  const { t } = useTranslation('reports');
  const after = daysAfterEnd(moment, end);
  return (
    <>
      {formatMoment(moment, useLanguage())}
      <p className="quiet">{after <= 0 ? t('beforeEnd') : t('daysAfter', { count: after })}</p>
    </>
  );
}

function Acts({
  row,
  cell,
  connection,
  acts,
}: {
  readonly row: HoldingRow;
  readonly cell: HoldingCell;
  readonly connection: WebexConnectionState;
  readonly acts: DetailActs;
}): ReactElement {
  const { t } = useTranslation('reports');
  const fetchOne = useStartFetch();
  const isConnected = connection.state === 'connected';
  const mayWrite = isConnected && connection.permissions.write !== 'no';
  const isThere = cell.webexId !== null && cell.atWebex === 'yes';
  const canFetch = cell.state !== 'held' && (mayWrite || cell.state === 'ready' || cell.state === 'outdated');
  return (
    <div className={classes['stack']}>
      {cell.state !== 'held' && (
        <Button
          disabled={!isConnected || !canFetch}
          loading={fetchOne.isPending}
          onClick={() => {
            fetchOne.mutate({
              period: row.period,
              levels: [cell.level],
              ...(row.subPartner === null ? {} : { subPartners: [row.subPartner] }),
            });
          }}
        >
          {t(cell.state === 'outdated' ? 'actions.fetchNewer' : 'actions.fetchOne')}
        </Button>
      )}
      {cell.hasEarlier && (
        <Button variant="default" onClick={acts.onCompare}>
          {t('actions.compare')}
        </Button>
      )}
      {cell.webexId !== null && cell.here === 'held' && (
        <Button variant="default" disabled={!mayWrite} onClick={acts.onRegenerate}>
          {t('actions.regenerate')}
        </Button>
      )}
      {isThere && (
        <Button variant="default" disabled={!mayWrite} onClick={acts.onDelete}>
          {t('actions.delete')}
        </Button>
      )}
      {isConnected && !mayWrite && <p className="quiet">{t('needsWrite')}</p>}
    </div>
  );
}
