import { IconX } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { LineFilter } from '#shared/ipc/contract/result-lines.ts';
import { DOMAIN_WORDS } from '#shared/messages/domain-words.ts';
import { formatDay } from '../../../lib/format/format.ts';
import { useLanguage } from '../../../lib/settings-store.ts';
import { changeFilter, changeView, useReconcileView } from '../view-store.ts';
import classes from './lines-pane.module.css';

interface Chip {
  readonly label: string;
  readonly without: Partial<Record<keyof LineFilter, undefined>>;
}

/** Every condition that is in force, each with a way to take it away. */
export function FilterChips(): ReactElement | null {
  const { t } = useTranslation('reconcile');
  const language = useLanguage();
  const words = DOMAIN_WORDS[language];
  const filter = useReconcileView((view) => view.filter);
  const chips: Chip[] = [];
  const list = (field: keyof LineFilter, title: string, labels: readonly string[] | undefined): void => {
    if (labels !== undefined)
      chips.push({ label: `${title}: ${labels.join(', ')}`, without: { [field]: undefined } });
  };
  list(
    'statuses',
    t('facets.status'),
    filter.statuses?.map((status) => t(`statuses.${status}`)),
  );
  list(
    'assignees',
    t('facets.assignee'),
    filter.assignees?.map((name) => (name === '' ? t('nobody') : name)),
  );
  if (filter.dueBy !== undefined)
    chips.push({
      label: t('dueBy', { day: formatDay(filter.dueBy, language) }),
      without: { dueBy: undefined },
    });
  list(
    'classes',
    t('facets.class'),
    filter.classes?.map((name) => words.classes[name]),
  );
  list(
    'directions',
    t('facets.direction'),
    filter.directions?.map((name) => words.directions[name]),
  );
  list(
    'explanations',
    t('facets.cause'),
    filter.explanations?.map((code) => t(`causes.${code}`)),
  );
  list('skus', t('facets.sku'), filter.skus);
  list(
    'matches',
    t('facets.match'),
    filter.matches?.map((name) => words.matches[name]),
  );
  if (filter.signature !== undefined)
    chips.push({
      label: clusterLabel(filter.signature, words, t('clusters.label')),
      without: { signature: undefined },
    });
  if (filter.key !== undefined)
    chips.push({
      label: Object.values(filter.key)
        .filter((id) => id !== null)
        .join(' · '),
      without: { key: undefined },
    });
  if (chips.length === 0) return null;
  return (
    <div className={classes['chips']}>
      {chips.map(({ label, without }) => (
        <button
          key={label}
          type="button"
          className={classes['chip']}
          aria-label={t('removeFilter', { filter: label })}
          onClick={() => {
            changeFilter(without);
          }}
        >
          {label}
          <IconX size={14} stroke={2} aria-hidden="true" />
        </button>
      ))}
      <button
        type="button"
        className={classes['chip']}
        onClick={() => {
          changeView({ filter: {} });
        }}
      >
        {t('clearFilters')}
      </button>
    </div>
  );
}

/** A signature in words: the class and SKU that it names. */
function clusterLabel(signature: string, words: (typeof DOMAIN_WORDS)['en'], title: string): string {
  const [name, sku] = JSON.parse(signature) as readonly [keyof typeof words.classes, string];
  return `${title}: ${words.classes[name]} · ${sku}`;
}
