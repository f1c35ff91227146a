import { Button, SegmentedControl, Switch, TextInput } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconCopy, IconFilter, IconFilterOff, IconSearch } from '@tabler/icons-react';
import { useEffect, useMemo, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { USAGE_LEVELS, type UsageLevel } from '#core/usage/usage-row.ts';
import type { LineFacets, LineRow, LineSort, ListedUsers } from '#shared/ipc/contract/result-lines.ts';
import { LINE_SORTS } from '#shared/ipc/line-sorts.ts';
import { api } from '../../../lib/api.ts';
import { unwrap } from '../../../lib/api-query.ts';
import { useDataRevision } from '../../../lib/data-revision.ts';
import { formatCount } from '../../../lib/format/format.ts';
import { useLanguage } from '../../../lib/settings-store.ts';
import { ColumnChoice } from '../../../ui/data-grid/column-choice.tsx';
import { DataGrid } from '../../../ui/data-grid/data-grid.tsx';
import type { GridLayout } from '../../../ui/data-grid/grid-column.ts';
import { useGridLayout } from '../../../ui/data-grid/layout-store.ts';
import { useGridRows } from '../../../ui/data-grid/use-grid-rows.ts';
import { EmptyState, ErrorState } from '../../../ui/states.tsx';
import { changeFilter, changeView, keyOfRow, useReconcileView } from '../view-store.ts';
import { copyLines } from './copy-lines.ts';
import { FilterChips } from './filter-chips.tsx';
import { lineColumns } from './line-columns.tsx';
import { LineFigures } from './line-figures.tsx';
import classes from './lines-pane.module.css';

/** From here on there is room for every figure beside the proof. */
const ROOMY = 1500;
/** And from here on for ids as a whole. */
const WIDE = 1900;

/** Typing pauses this long before it is searched. */
const SEARCH_PAUSE_MS = 200;

/** The level at which most lines stand: where a person has not chosen one. */
const usualLevel = ({ levels }: LineFacets): UsageLevel =>
  levels.reduce((most, level) => (level.lines > most.lines ? level : most)).value;

/** The person's order, where the lines know it: a file of layouts may be of another version. */
function sortOf({ sort }: GridLayout): LineSort {
  const column = LINE_SORTS.find((name) => name === sort?.column);
  return sort === undefined || column === undefined
    ? { column: 'varianceSize', direction: 'descending' }
    : { column, direction: sort.direction };
}

/** The lines of a run: what is looked for, their sums, and the grid. */
export function LinesPane({
  runId,
  currency,
  facets,
  lines,
  hasFilters,
  onFilters,
}: {
  readonly runId: string;
  readonly currency: string | null;
  readonly facets: LineFacets;
  /** How many the run has. */
  readonly lines: number;
  readonly hasFilters: boolean;
  readonly onFilters: (isShown: boolean) => void;
}): ReactElement {
  const { t } = useTranslation('reconcile');
  const language = useLanguage();
  const view = useReconcileView();
  const { filter } = view;
  const level = view.level ?? usualLevel(facets);
  const [layout, setLayout] = useGridLayout(`lines of ${level}`);
  const sort = sortOf(layout);
  const revision = useDataRevision();
  const request = { runId, level, filter, sort, withUsers: level === 'user' };
  const rows = useGridRows({
    key: JSON.stringify(request),
    revision,
    read: (offset, limit) => unwrap(api().results.listLines({ ...request, offset, limit })),
  });
  const totals = rows.first?.totals;
  const users = rows.first?.users ?? undefined;
  const listed = users === undefined || users.users === 0 ? undefined : users;
  const isAddingUp = level === 'user' && rows.isChanging && users === undefined;
  const isNarrow = useMediaQuery(`(width < ${ROOMY}px)`, undefined, { getInitialValueInEffect: false });
  const isCompact = isNarrow && view.active !== undefined;
  const isWide = useMediaQuery(`(width >= ${WIDE}px)`, undefined, { getInitialValueInEffect: false });
  const columns = useMemo(
    () => lineColumns({ t, language, currency, level, totals, users: listed, isAddingUp, isCompact, isWide }),
    [t, language, currency, level, totals, listed, isAddingUp, isCompact, isWide],
  );
  return (
    <section className={classes['pane']} data-pane="lines" aria-label={t('lines')}>
      <div className={classes['bar']}>
        <Button
          variant="default"
          aria-expanded={hasFilters}
          leftSection={
            hasFilters ? (
              <IconFilterOff size={16} stroke={1.75} aria-hidden="true" />
            ) : (
              <IconFilter size={16} stroke={1.75} aria-hidden="true" />
            )
          }
          onClick={() => {
            onFilters(!hasFilters);
          }}
        >
          {t('filters')}
        </Button>
        <SegmentedControl
          aria-label={t('levels.label')}
          data={USAGE_LEVELS.map((value) => ({ value, label: t(`levels.${value}`) }))}
          value={level}
          onChange={(value) => {
            const chosen = USAGE_LEVELS.find((known) => known === value);
            if (chosen) changeView({ level: chosen });
          }}
        />
        <SearchField />
        <Switch
          label={t('differencesOnly')}
          checked={filter.differencesOnly === true}
          onChange={(event) => {
            changeFilter({ differencesOnly: event.currentTarget.checked ? true : undefined });
          }}
        />
        <span className={classes['space']} />
        <Button
          variant="default"
          leftSection={<IconCopy size={16} stroke={1.75} aria-hidden="true" />}
          onClick={() => void copyLines(request, columns, layout, { t, language })}
        >
          {t('copyTable')}
        </Button>
        <ColumnChoice columns={columns} layout={layout} onLayout={setLayout} />
      </div>
      <FilterChips />
      {totals && <LineFigures totals={totals} currency={currency} lines={lines} />}
      <LevelNote level={level} facets={facets} users={users} isAddingUp={isAddingUp} />
      <div className={classes['grid']}>
        {rows.error ? (
          <ErrorState error={rows.error} onRetry={rows.retry} />
        ) : (
          <DataGrid<LineRow>
            label={t('lines')}
            columns={columns}
            rows={rows}
            keyOf={keyOfRow}
            toneOf={({ kind }) => (kind === 'usage' ? kind : undefined)}
            sort={sort}
            onSort={({ column, direction }) => {
              setLayout({ sort: { column, direction } });
            }}
            layout={layout}
            onLayout={setLayout}
            activeKey={view.active && keyOfRow(view.active)}
            onActive={(row) => {
              changeView({ active: row });
            }}
            selection={{
              rows: view.selected,
              change: (selected) => {
                changeView({ selected });
              },
            }}
            empty={
              <EmptyState
                title={t('noLines.title')}
                text={t('noLines.text', { lines: formatCount(lines, language) })}
                actions={
                  <Button
                    onClick={() => {
                      changeView({ filter: {} });
                    }}
                  >
                    {t('noLines.action')}
                  </Button>
                }
              />
            }
          />
        )}
      </div>
    </section>
  );
}

/** Says why lines stand undivided at a finer level than the invoice has. */
function LevelNote({
  level,
  facets,
  users,
  isAddingUp,
}: {
  readonly level: UsageLevel;
  readonly facets: LineFacets;
  readonly users: ListedUsers | undefined;
  /** While the lines stand there without their users, which are on their way. */
  readonly isAddingUp: boolean;
}): ReactElement | null {
  const { t } = useTranslation('reconcile');
  const language = useLanguage();
  if (isAddingUp) {
    return (
      <p className="quiet" role="status" data-adding-up="">
        {t('levelNote.addingUp')}
      </p>
    );
  }
  if (level === 'partner') return null;
  const coarser = facets.levels
    .filter(({ value }) => value === 'partner' || (level === 'user' && value === 'customer'))
    .reduce((sum, { lines }) => sum + lines, 0);
  if (coarser === 0) return null;
  if (level === 'user' && users === undefined) return null;
  const note = level === 'user' && users?.users === 0 ? 'noUsers' : level;
  return <p className="quiet">{t(`levelNote.${note}`, { lines: formatCount(coarser, language) })}</p>;
}

function SearchField(): ReactElement {
  const { t } = useTranslation('reconcile');
  const search = useReconcileView((view) => view.filter.search ?? '');
  const [text, setText] = useState(search);
  const [held, setHeld] = useState(search);
  // Taken away from outside: by a chip, or because another list was asked for.
  if (held !== search) {
    setHeld(search);
    if (search !== text.trim()) setText(search);
  }
  useEffect(() => {
    if (text.trim() === search) return undefined;
    const timer = setTimeout(() => {
      changeFilter({ search: text.trim() === '' ? undefined : text.trim() });
    }, SEARCH_PAUSE_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [text, search]);
  return (
    <TextInput
      className={classes['search']}
      aria-label={t('search')}
      placeholder={t('search')}
      maxLength={200}
      leftSection={<IconSearch size={16} stroke={1.75} aria-hidden="true" />}
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value);
      }}
    />
  );
}
