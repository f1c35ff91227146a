import { Button } from '@mantine/core';
import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { CONTENT_KINDS } from '#core/invoice/column-content.ts';
import type { DraftView, WireHeaderDrift } from '#shared/ipc/contract/imports.ts';
import { api } from '../../../lib/api.ts';
import { withField } from './draft-choices.ts';
import classes from './mapping.module.css';
import { ReplayOutcome } from './replay-outcome.tsx';
import type { DraftOnScreen } from './use-draft.ts';
import { useOwnJob } from './use-job-outcome.ts';

interface PanelProps {
  readonly draft: DraftOnScreen;
  readonly view: DraftView;
}

/** How the header differs from the template's, and a test of the mapping with the invoice before. */
export function DriftPanel({ draft, view }: PanelProps): ReactElement | null {
  const { t } = useTranslation('imports');
  const job = useOwnJob(`${view.draftId} ${String(draft.revision)}`);
  const drift = view.template?.drift ?? null;
  if (drift === null) return null;
  return (
    <section className={classes['drift']} aria-labelledby="drift-heading" data-drift>
      <h2 id="drift-heading">{t('drift.title')}</h2>
      <Changes drift={drift} draft={draft} view={view} />
      <div className={classes['bar']}>
        <Button
          variant="default"
          size="compact-sm"
          disabled={view.problem !== null || job.isRunning}
          onClick={() => {
            job.start(api().jobs.startReplayTemplate({ draftId: view.draftId }));
          }}
        >
          {t(job.isRunning ? 'drift.replaying' : 'drift.replay')}
        </Button>
        <ReplayOutcome job={job} />
      </div>
    </section>
  );
}

function Changes({ drift, draft, view }: PanelProps & { readonly drift: WireHeaderDrift }): ReactElement {
  const { t } = useTranslation('imports');
  const content = (text: string): string => {
    const kind = CONTENT_KINDS.find((own) => own === text);
    return kind === undefined ? text : t(`mapping.contents.${kind}`);
  };
  return (
    <dl className={classes['changes']}>
      {drift.renamed.length > 0 && (
        <Change title={t('drift.renamed')}>
          {drift.renamed.map(({ from, to }) => (
            <span key={from}>
              {from} → {to} <TakeRenamed from={from} to={to} draft={draft} view={view} />
            </span>
          ))}
        </Change>
      )}
      {drift.added.length > 0 && <Change title={t('drift.added')}>{drift.added.join(', ')}</Change>}
      {drift.removed.length > 0 && <Change title={t('drift.removed')}>{drift.removed.join(', ')}</Change>}
      {drift.moved.length > 0 && <Change title={t('drift.moved')}>{drift.moved.join(', ')}</Change>}
      {drift.retyped.length > 0 && (
        <Change title={t('drift.retyped')}>
          {drift.retyped.map(({ name, from, to }) => `${name}: ${content(from)} → ${content(to)}`).join(', ')}
        </Change>
      )}
    </dl>
  );
}

const Change = ({
  title,
  children,
}: {
  readonly title: string;
  readonly children: ReactNode;
}): ReactElement => (
  <div>
    <dt>{title}:</dt>
    <dd>{children}</dd>
  </div>
);

/** Offers to read a renamed column as the one that it seems to be; a person decides. */
function TakeRenamed({
  from,
  to,
  draft,
  view,
}: PanelProps & { readonly from: string; readonly to: string }): ReactElement | null {
  const { t } = useTranslation('imports');
  const field = view.template?.fields.find((own) => own.name === from)?.field;
  const column = view.columns.find(({ name }) => name === to);
  if (field === undefined || column?.field !== null) return null;
  return (
    <Button
      size="compact-xs"
      onClick={() => {
        draft.change((latest) => withField(latest, column.column, field));
      }}
    >
      {t('drift.take', { to, field: t(`fields.${field}`) })}
    </Button>
  );
}
