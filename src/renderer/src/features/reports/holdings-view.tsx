import { Button, Pagination } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { HoldingRow } from '#shared/ipc/contract/reports.ts';
import type { WebexConnectionState } from '#shared/ipc/contract/webex.ts';
import { ErrorState, LoadingState } from '../../ui/states.tsx';
import { cellKey, HoldingsGrid, type ChosenCell } from './holdings-grid.tsx';
import { DeleteDialog } from './delete-dialog.tsx';
import { ReportDetails } from './report-details.tsx';
import { useStartFetch } from './report-acts.ts';
import { PERIODS_A_PAGE, useHoldings, useIsRunning } from './report-queries.ts';
import { VersionsDialog } from './versions-dialog.tsx';
import classes from './reports.module.css';

type Opened = 'revoke' | 'anew' | 'compare';

/** The grid of periods and levels, the details of the chosen one, and the dialogs that lead on from there. */
export function HoldingsView({ connection }: { readonly connection: WebexConnectionState }): ReactElement {
  const { t } = useTranslation('reports');
  const [page, setPage] = useState(1);
  const [chosenKey, setChosenKey] = useState<string>();
  const [opened, setOpened] = useState<Opened>();
  const { data, error, refetch } = useHoldings((page - 1) * PERIODS_A_PAGE);
  if (data === undefined) {
    return error ? <ErrorState error={error.wireError} onRetry={() => void refetch()} /> : <LoadingState />;
  }
  const chosen = findCell(data.rows, chosenKey);
  const webexId = chosen?.cell.webexId ?? undefined;
  const close = (): void => {
    setOpened(undefined);
  };
  return (
    <>
      <Interrupted rows={data.rows} connection={connection} />
      <div className={classes['frame']}>
        <div className={classes['work']} data-details={chosen === undefined ? undefined : ''}>
          <HoldingsGrid rows={data.rows} chosen={chosenKey} onChoose={setChosenKey} />
          {chosen !== undefined && (
            <ReportDetails
              row={chosen.row}
              cell={chosen.cell}
              connection={connection}
              acts={{
                onRegenerate: () => {
                  setOpened('anew');
                },
                onDelete: () => {
                  setOpened('revoke');
                },
                onCompare: () => {
                  setOpened('compare');
                },
              }}
            />
          )}
        </div>
      </div>
      <p className="quiet">
        {t('figures')} {chosen === undefined && t('chooseCell')}
      </p>
      {data.total > PERIODS_A_PAGE && (
        <Pagination total={Math.ceil(data.total / PERIODS_A_PAGE)} value={page} onChange={setPage} />
      )}
      {webexId !== undefined && opened === 'compare' && <VersionsDialog webexId={webexId} onClose={close} />}
      {chosen !== undefined && webexId !== undefined && (opened === 'revoke' || opened === 'anew') && (
        <DeleteDialog
          report={{
            webexId,
            level: chosen.cell.level,
            period: chosen.row.period,
            subPartner: chosen.row.subPartner,
            isHeld: chosen.cell.here === 'held',
            reason: opened,
          }}
          onClose={close}
        />
      )}
    </>
  );
}

function findCell(rows: readonly HoldingRow[], key: string | undefined): ChosenCell | undefined {
  for (const row of rows) {
    const cell = row.levels.find(({ level }) => cellKey(row, level) === key);
    if (cell !== undefined) return { row, cell };
  }
  return undefined;
}

/** What a fetch that ended early has left to wait for: Webex goes on, and so can the fetch. */
function Interrupted({
  rows,
  connection,
}: {
  readonly rows: readonly HoldingRow[];
  readonly connection: WebexConnectionState;
}): ReactElement | null {
  const { t } = useTranslation('reports');
  const isFetching = useIsRunning('fetch');
  const fetch = useStartFetch();
  const waiting = rows.flatMap((row) => {
    const levels = row.levels.filter(({ here }) => here === 'waiting').map(({ level }) => level);
    return levels.length === 0 ? [] : [{ row, levels }];
  });
  const count = waiting.reduce((sum, { levels }) => sum + levels.length, 0);
  if (isFetching || count === 0) return null;
  return (
    <div className={classes['notice']} role="status" data-interrupted={count}>
      <p>{t('interrupted', { count })}</p>
      <Button
        size="xs"
        disabled={connection.state !== 'connected'}
        onClick={() => {
          for (const { row, levels } of waiting) {
            fetch.mutate({
              period: row.period,
              levels,
              ...(row.subPartner === null ? {} : { subPartners: [row.subPartner] }),
            });
          }
        }}
      >
        {t('goOn')}
      </Button>
    </div>
  );
}
