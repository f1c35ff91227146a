import { Modal } from '@mantine/core';
import type { TFunction } from 'i18next';
import { useEffect, useLayoutEffect, useMemo, useRef, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { isMaterial } from '#core/work/judge.ts';
import type { Language } from '#shared/messages/language.ts';
import { formatCount, formatDay, formatPeriod } from '../../../../lib/format/format.ts';
import { useLanguage } from '../../../../lib/settings-store.ts';
import { EmptyState, ErrorState, LoadingState } from '../../../../ui/states.tsx';
import { useReconcileView } from '../../view-store.ts';
import { AssignForm } from '../assign-form.tsx';
import { ReasonForm, type FilledReason, type Needs } from '../reason-form.tsx';
import { DifferenceCard } from './difference-card.tsx';
import { MoneyBar } from './money-bar.tsx';
import { TriageHelp } from './triage-help.tsx';
import { TriageKeys, type TriageKey } from './triage-keys.tsx';
import classes from './triage.module.css';
import { useTriage, type Narrowed, type Triage as TriageModel, type TriageVerb } from './use-triage.ts';

/** One difference at a time, over the whole window: decided by one key, and on to the next. */
export function Triage({
  runId,
  onClose,
}: {
  readonly runId: string;
  readonly onClose: () => void;
}): ReactElement {
  const { t } = useTranslation('work');
  const language = useLanguage();
  const { assignees, dueBy } = useReconcileView((view) => view.filter);
  const narrowed = useMemo(
    (): Narrowed => ({
      ...(assignees === undefined ? {} : { assignees }),
      ...(dueBy === undefined ? {} : { dueBy }),
    }),
    [assignees, dueBy],
  );
  const triage = useTriage(runId, narrowed);
  const period = triage.progress?.period;
  return (
    <Modal
      opened
      fullScreen
      onClose={onClose}
      closeOnEscape={false}
      title={
        period === undefined ? t('triage.title') : `${t('triage.title')} · ${formatPeriod(period, language)}`
      }
      closeButtonProps={{ 'aria-label': t('triage.close') }}
      radius={0}
      classNames={{ body: classes['body'] ?? '', content: classes['content'] ?? '' }}
    >
      {triage.error ? (
        <ErrorState error={triage.error.wireError} />
      ) : triage.progress === undefined ? (
        <LoadingState />
      ) : triage.progress.differences === 0 ? (
        <EmptyState title={t('triage.empty.title')} text={t('triage.empty.text')} />
      ) : triage.isEmpty ? (
        <EmptyState title={t('triage.noneOfThem.title')} text={t('triage.noneOfThem.text')} />
      ) : (
        <Desk triage={triage} narrowed={narrowed} runId={runId} onClose={onClose} />
      )}
    </Modal>
  );
}

const VERB_OF_KEY = { a: 'accepted', d: 'disputed', c: 'carried' } as const satisfies Partial<
  Record<TriageKey, TriageVerb>
>;

function Desk({
  triage,
  narrowed,
  runId,
  onClose,
}: {
  readonly triage: TriageModel;
  readonly narrowed: Narrowed;
  readonly runId: string;
  readonly onClose: () => void;
}): ReactElement {
  const { t } = useTranslation('work');
  const language = useLanguage();
  const [asking, setAsking] = useState<TriageVerb | 'assign' | undefined>();
  const [hasHelp, setHelp] = useState(false);
  const desk = useRef<HTMLDivElement>(null);
  const { line, progress } = triage;
  const focusDesk = (): void => {
    desk.current?.focus();
  };
  // The dialog gave the focus away before the first difference was there.
  useEffect(() => {
    const timer = setTimeout(() => {
      desk.current?.focus();
    }, 0);
    return () => {
      clearTimeout(timer);
    };
  }, []);
  const press = (key: TriageKey): void => {
    if (key === 'j') triage.move(1);
    else if (key === 'k') triage.move(-1);
    else if (key === 'u') triage.undo();
    else if (key === '?') setHelp((shown) => !shown);
    else if (key === 'r') setAsking('explained');
    else if (key === 'n') setAsking('assign');
    else if (!triage.decide(VERB_OF_KEY[key])) setAsking(VERB_OF_KEY[key]);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.isComposing || event.altKey || event.defaultPrevented || asking !== undefined) return;
    const isUndo = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'z' && !event.shiftKey;
    if (event.key === 'Escape') {
      if (hasHelp) setHelp(false);
      else onClose();
      return;
    }
    const key = isUndo ? 'u' : keyOf(event);
    if (key === undefined) return;
    event.preventDefault();
    press(key);
  };
  const onKey = useRef(onKeyDown);
  useLayoutEffect(() => {
    onKey.current = onKeyDown;
  });
  // On the window: a key that is pressed before the desk has the focus is meant for it all the same.
  useEffect(() => {
    const hear = (event: KeyboardEvent): void => {
      onKey.current(event);
    };
    window.addEventListener('keydown', hear);
    return () => {
      window.removeEventListener('keydown', hear);
    };
  }, []);
  const save = (filled: FilledReason): void => {
    const verb = asking;
    setAsking(undefined);
    focusDesk();
    if (verb !== undefined && verb !== 'assign') {
      triage.decide(verb, {
        ...(filled.reason === undefined ? {} : { reason: filled.reason }),
        ...(filled.note === undefined ? {} : { note: filled.note }),
      });
    }
  };
  return (
    <div ref={desk} className={classes['desk']} tabIndex={-1} data-autofocus>
      {progress !== undefined && <MoneyBar progress={progress} isSaving={triage.isSaving} />}
      <p className={classes['position']} aria-live="polite">
        {line !== undefined &&
          t('triage.position', {
            number: formatCount(triage.index + 1, language),
            total: formatCount(triage.total, language),
          })}
        {(narrowed.assignees !== undefined || narrowed.dueBy !== undefined) &&
          ` · ${t('triage.narrowed', { conditions: conditionsText(narrowed, t, language) })}`}
      </p>
      {hasHelp && <TriageHelp />}
      {line === undefined ? (
        <LoadingState />
      ) : (
        <DifferenceCard
          runId={runId}
          line={line}
          state={triage.state}
          offered={triage.offered}
          currency={progress?.currency ?? null}
          asking={
            asking === undefined ? undefined : asking === 'assign' ? (
              <section className={classes['asking']} aria-label={t('assign.title')} data-asking="assign">
                <h3>{t('assign.title')}</h3>
                <AssignForm
                  key={line.lineKey}
                  initial={triage.state}
                  names={progress?.assignees.map(({ name }) => name) ?? []}
                  onSave={(assignment) => {
                    setAsking(undefined);
                    focusDesk();
                    triage.assign(assignment);
                  }}
                  onCancel={() => {
                    setAsking(undefined);
                    focusDesk();
                  }}
                />
              </section>
            ) : (
              <section
                className={classes['asking']}
                aria-label={t(`reason.title.${asking}`)}
                data-asking={asking}
              >
                <h3>{t(`reason.title.${asking}`)}</h3>
                <ReasonForm
                  key={line.lineKey}
                  needs={needsOf(asking, line)}
                  initial={{ reason: triage.offered?.reason, note: triage.offered?.note }}
                  last={triage.offered === undefined ? triage.latest : undefined}
                  onSave={save}
                  onCancel={() => {
                    setAsking(undefined);
                    focusDesk();
                  }}
                />
              </section>
            )
          }
        />
      )}
      <TriageKeys
        isDisabled={asking !== undefined}
        onPress={(key) => {
          press(key);
          if (key !== 'r' && key !== 'n') focusDesk();
        }}
      />
    </div>
  );
}

function conditionsText({ assignees, dueBy }: Narrowed, t: TFunction<'work'>, language: Language): string {
  const names = assignees?.map((name) => (name === '' ? t('assign.nobody') : name)).join(', ');
  return [
    ...(names === undefined ? [] : [`${t('line.assignee')}: ${names}`]),
    ...(dueBy === undefined ? [] : [`${t('line.due')}: ≤ ${formatDay(dueBy, language)}`]),
  ].join(' · ');
}

const needsOf = (
  verb: TriageVerb,
  line: { varianceAmount: string | null; expectedAmount: string | null },
): Needs => {
  if (verb === 'explained') return 'reason';
  if (verb === 'carried') return 'nothing';
  return isMaterial({ amount: line.varianceAmount, expectedAmount: line.expectedAmount })
    ? 'both'
    : 'nothing';
};

const KEYS: readonly TriageKey[] = ['j', 'k', 'a', 'r', 'd', 'c', 'n', 'u', '?'];

function keyOf(event: KeyboardEvent): TriageKey | undefined {
  if (event.ctrlKey || event.metaKey) return undefined;
  if (event.key === 'ArrowDown' || event.key === 'ArrowRight') return 'j';
  if (event.key === 'ArrowUp' || event.key === 'ArrowLeft') return 'k';
  return KEYS.find((key) => key === event.key.toLowerCase());
}
