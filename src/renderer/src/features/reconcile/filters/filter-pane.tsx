import { Checkbox } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { WORKFLOWS } from '#core/work/line-state.ts';
import type { LineFacets } from '#shared/ipc/contract/result-lines.ts';
import { DOMAIN_WORDS } from '#shared/messages/domain-words.ts';
import { formatCount } from '../../../lib/format/format.ts';
import { useLanguage } from '../../../lib/settings-store.ts';
import { today } from '../../../lib/today.ts';
import { useWorkProgress } from '../work/use-work.ts';
import { changeFilter, useReconcileView } from '../view-store.ts';
import { ClusterList } from './cluster-list.tsx';
import classes from './filter-pane.module.css';

/** More SKUs than these are found by the search. */
const MOST_OPTIONS = 60;

/** Like differences, and what the lines can be narrowed down by. */
export function FilterPane({
  runId,
  facets,
  currency,
}: {
  readonly runId: string;
  readonly facets: LineFacets;
  readonly currency: string | null;
}): ReactElement {
  const { t } = useTranslation('reconcile');
  const words = DOMAIN_WORDS[useLanguage()];
  const filter = useReconcileView((view) => view.filter);
  return (
    <section className={classes['pane']} data-pane="filters" aria-label={t('filters')} tabIndex={0}>
      <ClusterList runId={runId} currency={currency} />
      <Facet
        title={t('facets.status')}
        options={WORKFLOWS.map((value) => ({ value, label: t(`statuses.${value}`) }))}
        chosen={filter.statuses}
        onChoose={(statuses) => {
          changeFilter({ statuses });
        }}
      />
      <WorkFacets runId={runId} />
      <Facet
        title={t('facets.class')}
        options={facets.classes.map(({ value, lines }) => ({ value, lines, label: words.classes[value] }))}
        chosen={filter.classes}
        onChoose={(chosen) => {
          changeFilter({ classes: chosen });
        }}
      />
      <Facet
        title={t('facets.direction')}
        options={facets.directions.map(({ value, lines }) => ({
          value,
          lines,
          label: words.directions[value],
        }))}
        chosen={filter.directions}
        onChoose={(directions) => {
          changeFilter({ directions });
        }}
      />
      <Facet
        title={t('facets.cause')}
        options={facets.explanations.map(({ value, lines }) => ({
          value,
          lines,
          label: t(`causes.${value}`),
        }))}
        chosen={filter.explanations}
        onChoose={(explanations) => {
          changeFilter({ explanations });
        }}
      />
      <Facet
        title={t('facets.sku')}
        options={facets.skus
          .slice(0, MOST_OPTIONS)
          .map(({ value, lines }) => ({ value, lines, label: value }))}
        chosen={filter.skus}
        onChoose={(skus) => {
          changeFilter({ skus });
        }}
      />
      <Facet
        title={t('facets.match')}
        options={facets.matches.map(({ value, lines }) => ({ value, lines, label: words.matches[value] }))}
        chosen={filter.matches}
        onChoose={(matches) => {
          changeFilter({ matches });
        }}
      />
    </section>
  );
}

/** By whom differences are to be settled, and until when: only where that was said of any. */
function WorkFacets({ runId }: { readonly runId: string }): ReactElement {
  const { t } = useTranslation('reconcile');
  const filter = useReconcileView((view) => view.filter);
  const { data } = useWorkProgress(runId);
  const names = data?.assignees ?? [];
  const day = today();
  return (
    <>
      {(names.length > 0 || filter.assignees !== undefined) && (
        <Facet
          title={t('facets.assignee')}
          options={[
            ...names.map(({ name, differences }) => ({ value: name, label: name, lines: differences })),
            { value: '', label: t('nobody') },
          ]}
          chosen={filter.assignees}
          onChoose={(assignees) => {
            changeFilter({ assignees });
          }}
        />
      )}
      {((data?.withDue ?? 0) > 0 || filter.dueBy !== undefined) && (
        <Facet
          title={t('facets.due')}
          options={[{ value: filter.dueBy ?? day, label: t('dueByToday') }]}
          chosen={filter.dueBy === undefined ? undefined : [filter.dueBy]}
          onChoose={(chosen) => {
            changeFilter({ dueBy: chosen === undefined ? undefined : day });
          }}
        />
      )}
    </>
  );
}

function Facet<Value extends string>({
  title,
  options,
  chosen,
  onChoose,
}: {
  readonly title: string;
  readonly options: readonly { readonly value: Value; readonly label: string; readonly lines?: number }[];
  readonly chosen: readonly Value[] | undefined;
  readonly onChoose: (values: Value[] | undefined) => void;
}): ReactElement | null {
  const language = useLanguage();
  if (options.length === 0) return null;
  return (
    <fieldset className={classes['facet']}>
      <legend>{title}</legend>
      {options.map(({ value, label, lines }) => (
        <Checkbox
          key={value}
          size="xs"
          classNames={{ body: classes['option'] ?? '', labelWrapper: classes['labels'] ?? '' }}
          label={
            <span className={classes['label']}>
              <span className={classes['name']} title={label}>
                {label}
              </span>
              {lines !== undefined && (
                <span className={classes['count']}>{formatCount(lines, language)}</span>
              )}
            </span>
          }
          checked={chosen?.includes(value) ?? false}
          onChange={(event) => {
            const next = event.currentTarget.checked
              ? [...(chosen ?? []), value]
              : (chosen ?? []).filter((other) => other !== value);
            onChoose(next.length === 0 ? undefined : next);
          }}
        />
      ))}
    </fieldset>
  );
}
