import { Button, Checkbox } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { LineRow } from '#shared/ipc/contract/result-lines.ts';
import { formatDay, formatMoment, formatMoneyDifference } from '../../../lib/format/format.ts';
import { useLanguage } from '../../../lib/settings-store.ts';
import { AssignDialog } from './assign-dialog.tsx';
import { ReasonDialog } from './reason-dialog.tsx';
import { reasonText } from './reason-text.ts';
import { useActs } from './use-acts.ts';
import { useLineWork, useWorkProgress } from './use-work.ts';
import { stateOfWork, usePendingWork } from './work-acts.ts';
import { WorkStatus } from './work-status.tsx';
import classes from './work.module.css';

/** What was decided about a line, by whom and when, and the note: for the proof of a line. */
export function LineDecision({
  runId,
  row,
  currency,
}: {
  readonly runId: string;
  readonly row: LineRow;
  readonly currency: string | null;
}): ReactElement | null {
  const { t } = useTranslation('work');
  const language = useLanguage();
  const key = row.kind === 'line' ? row.lineKey : null;
  const told = useLineWork(runId, key === null ? [] : [key]);
  const overlay = usePendingWork((pending) => (key === null ? undefined : pending.overlay.get(key)));
  const progress = useWorkProgress(runId);
  const acts = useActs(runId, progress.data);
  const [isNoting, setNoting] = useState(false);
  const [isAssigning, setAssigning] = useState(false);
  if (key === null) return null;
  const work = told?.get(key);
  const state = overlay ?? stateOfWork(work);
  const amount = (text: string | null | undefined): string =>
    text === null || text === undefined ? t('line.unknownAmount') : formatMoneyDifference(text, currency);
  return (
    <section className={classes['lineWork']} aria-label={t('line.label')}>
      <h3>{t('line.label')}</h3>
      <dl className={classes['facts']}>
        <dt>{t('line.status')}</dt>
        <dd>
          <WorkStatus status={state.status} />
        </dd>
        {state.reason !== undefined && (
          <>
            <dt>{t('line.reason')}</dt>
            <dd>{reasonText({ reason: state.reason, note: undefined }, language)}</dd>
          </>
        )}
        {state.note !== undefined && (
          <>
            <dt>{t('line.note')}</dt>
            <dd>{state.note}</dd>
          </>
        )}
        {state.assignee !== undefined && (
          <>
            <dt>{t('line.assignee')}</dt>
            <dd>{state.assignee}</dd>
          </>
        )}
        {state.due !== undefined && (
          <>
            <dt>{t('line.due')}</dt>
            <dd>{formatDay(state.due, language)}</dd>
          </>
        )}
      </dl>
      {work?.hasChanged === true && (
        <p className={classes['changed']}>
          {t('line.changed', { was: amount(work.judged?.amount), is: amount(row.varianceAmount) })}
        </p>
      )}
      <p className="quiet">
        {work === undefined
          ? t('line.none')
          : t('line.by', { by: work.by, at: formatMoment(work.at, language) })}
      </p>
      <div className={classes['bar']}>
        <Checkbox
          label={t('line.reviewed')}
          checked={state.reviewed}
          onChange={({ currentTarget }) => {
            acts.judgeLines({ rows: [row] }, { reviewed: currentTarget.checked });
          }}
        />
        <span className={classes['spacer']} />
        <Button
          variant="default"
          size="xs"
          onClick={() => {
            setNoting(true);
          }}
        >
          {t('verbs.note')}
        </Button>
        <Button
          variant="default"
          size="xs"
          onClick={() => {
            setAssigning(true);
          }}
        >
          {t('verbs.assign')}
        </Button>
        {state.status !== 'open' && (
          <Button
            variant="default"
            size="xs"
            onClick={() => {
              acts.judgeLines({ rows: [row] }, { status: 'open' });
            }}
          >
            {t('verbs.reopen')}
          </Button>
        )}
      </div>
      {isNoting && (
        <ReasonDialog
          title="note"
          needs="nothing"
          initial={{ reason: state.reason, note: state.note }}
          last={undefined}
          onSave={({ reason, note }) => {
            setNoting(false);
            acts.judgeLines({ rows: [row] }, { reason: reason ?? null, note: note ?? null });
          }}
          onClose={() => {
            setNoting(false);
          }}
        />
      )}
      {isAssigning && (
        <AssignDialog
          runId={runId}
          lines={1}
          initial={state}
          onSave={(assignment) => {
            setAssigning(false);
            acts.judgeLines({ rows: [row] }, assignment);
          }}
          onClose={() => {
            setAssigning(false);
          }}
        />
      )}
    </section>
  );
}
