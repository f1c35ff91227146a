import { Button } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { RunChecks, WireCheckFailure } from '#shared/ipc/contract/result-checks.ts';
import { DOMAIN_WORDS } from '#shared/messages/domain-words.ts';
import { api } from '../../lib/api.ts';
import { unwrap } from '../../lib/api-query.ts';
import { formatCount, formatQuantity, formatQuantityDifference } from '../../lib/format/format.ts';
import { goTo } from '../../lib/navigation.ts';
import { useLanguage } from '../../lib/settings-store.ts';
import { DataGrid } from '../../ui/data-grid/data-grid.tsx';
import type { GridColumn } from '../../ui/data-grid/grid-column.ts';
import { useGridLayout } from '../../ui/data-grid/layout-store.ts';
import { useGridRows } from '../../ui/data-grid/use-grid-rows.ts';
import { ErrorState } from '../../ui/states.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';
import classes from './checks.module.css';

/** One check in detail: what it says, both sides of everything that fails it, and the way to the lines. */
export function CheckFailures({
  runId,
  check,
  isKept,
}: {
  readonly runId: string;
  readonly check: RunChecks['checks'][number];
  readonly isKept: boolean;
}): ReactElement {
  const { t } = useTranslation('checks');
  const language = useLanguage();
  const { name, consequence } = DOMAIN_WORDS[language].checks[check.id];
  return (
    <section
      className={classes['detail']}
      data-pane="failures"
      aria-label={t('failuresOf', { check: check.id })}
      tabIndex={0}
    >
      <div>
        <h2>
          {check.id} · {name}
        </h2>
        {check.status === 'check' && <p>{consequence}</p>}
      </div>
      {check.status === 'no-data' ? (
        <p className="quiet">{t('noData')}</p>
      ) : check.failing === 0 ? (
        <p>{check.status === 'ok' ? <StatusMark tone="good">{t('allOk')}</StatusMark> : t('sumOnly')}</p>
      ) : isKept ? (
        <FailureGrid runId={runId} check={check} />
      ) : (
        <p className="warn-text">{t('notKept')}</p>
      )}
    </section>
  );
}

function FailureGrid({
  runId,
  check,
}: {
  readonly runId: string;
  readonly check: RunChecks['checks'][number];
}): ReactElement {
  const { t } = useTranslation('checks');
  const language = useLanguage();
  const [layout, setLayout] = useGridLayout('check failures');
  const rows = useGridRows({
    key: JSON.stringify([runId, check.id]),
    read: (offset, limit) =>
      unwrap(api().results.listCheckFailures({ runId, check: check.id, offset, limit })),
  });
  if (rows.error) return <ErrorState error={rows.error} onRetry={rows.retry} />;
  const { levels } = DOMAIN_WORDS[language];
  const textOf = (row: WireCheckFailure): string => whatOf(row, levels);
  const placeOf = (row: WireCheckFailure): string =>
    [row.file, row.sheet, row.row === null ? null : t('rowNumber', { row: formatCount(row.row, language) })]
      .filter((part) => part !== null)
      .join(' · ');
  const figure = (id: 'left' | 'right' | 'difference', title: string): GridColumn<WireCheckFailure> => ({
    id,
    title,
    width: 130,
    align: 'end',
    cell: (row) => {
      const value = row[id];
      if (value === null) return '–';
      return id === 'difference' ? formatQuantityDifference(value) : formatQuantity(value);
    },
    copy: (row) => ({ text: row[id] ?? '', kind: 'number' }),
  });
  const isOfRows = check.id === 'T1' || check.id === 'T2' || check.id === 'T7';
  const columns: readonly GridColumn<WireCheckFailure>[] = [
    {
      id: 'what',
      title: t('what'),
      width: 320,
      isPinned: true,
      cell: textOf,
      copy: (row) => ({ text: textOf(row), kind: 'text' }),
      isHidden: check.id === 'T1' || check.id === 'T7',
    },
    {
      id: 'where',
      title: t('where'),
      width: 260,
      cell: placeOf,
      copy: (row) => ({ text: placeOf(row), kind: 'text' }),
      isHidden: !isOfRows,
    },
    figure('left', t(`sides.${check.id}.left`)),
    figure('right', t(`sides.${check.id}.right`)),
    figure('difference', t('difference')),
    {
      id: 'lines',
      title: t('showLines'),
      width: 170,
      cell: (row) =>
        row.sku === null ? null : (
          <Button
            variant="subtle"
            size="compact-sm"
            tabIndex={-1}
            onClick={() => {
              showLines(row);
            }}
          >
            {t('showLines')}
          </Button>
        ),
      copy: () => ({ text: '', kind: 'text' }),
    },
  ];
  return (
    <>
      <p className="quiet">
        {t('failures', { count: check.failing, replace: { count: formatCount(check.failing, language) } })}
        {rows.total !== undefined &&
          rows.total < check.failing &&
          ` ${t('cappedAt', { shown: formatCount(rows.total, language), total: formatCount(check.failing, language) })}`}
      </p>
      <div className={classes['grid']}>
        <DataGrid<WireCheckFailure>
          label={t('failuresOf', { check: check.id })}
          columns={columns}
          rows={rows}
          keyOf={(row) => JSON.stringify(row)}
          layout={layout}
          onLayout={setLayout}
          onOpen={showLines}
          empty={<p className="quiet">{t('sumOnly')}</p>}
        />
      </div>
    </>
  );
}

/** What fails: the ids that it names, else its level. */
function whatOf(row: WireCheckFailure, levels: Readonly<Record<string, string>>): string {
  const ids = [
    row.subscriptionId,
    row.sku,
    row.customerExternalId ?? row.customerOrgId,
    row.consumerId,
  ].filter((id) => id !== null);
  return ids.length > 0 ? ids.join(' · ') : row.level === null ? '' : (levels[row.level] ?? row.level);
}

/** Goes to the lines of what fails. A partner's key is that of all its customers' lines. */
function showLines(row: WireCheckFailure): void {
  if (row.sku === null) return;
  goTo(
    'reconcile',
    Object.fromEntries(
      (['subscriptionId', 'sku', 'customerOrgId', 'customerExternalId', 'consumerId'] as const).flatMap(
        (name) => {
          const id = row[name];
          return id === null ? [] : [[name, id] as const];
        },
      ),
    ),
  );
}
