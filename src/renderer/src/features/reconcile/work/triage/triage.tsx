import { Modal } from '@mantine/core';
import { useEffect, useRef, useState, type KeyboardEvent, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { isMaterial } from '#core/work/judge.ts';
import { formatCount, formatPeriod } from '../../../../lib/format/format.ts';
import { useLanguage } from '../../../../lib/settings-store.ts';
import { EmptyState, ErrorState, LoadingState } from '../../../../ui/states.tsx';
import { ReasonForm, type FilledReason, type Needs } from '../reason-form.tsx';
import { DifferenceCard } from './difference-card.tsx';
import { MoneyBar } from './money-bar.tsx';
import { TriageHelp } from './triage-help.tsx';
import { TriageKeys, type TriageKey } from './triage-keys.tsx';
import classes from './triage.module.css';
import { useTriage, type Triage as TriageModel, type TriageVerb } from './use-triage.ts';

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
  const triage = useTriage(runId);
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
      ) : (
        <Desk triage={triage} runId={runId} onClose={onClose} />
      )}
    </Modal>
  );
}

const VERB_OF_KEY = { a: 'accepted', d: 'disputed', c: 'carried' } as const satisfies Partial<
  Record<TriageKey, TriageVerb>
>;

function Desk({
  triage,
  runId,
  onClose,
}: {
  readonly triage: TriageModel;
  readonly runId: string;
  readonly onClose: () => void;
}): ReactElement {
  const { t } = useTranslation('work');
  const language = useLanguage();
  const [asking, setAsking] = useState<TriageVerb | undefined>();
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
    else if (!triage.decide(VERB_OF_KEY[key])) setAsking(VERB_OF_KEY[key]);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing || event.altKey || asking !== undefined) return;
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
  const save = (filled: FilledReason): void => {
    const verb = asking;
    setAsking(undefined);
    focusDesk();
    if (verb !== undefined) {
      triage.decide(verb, {
        ...(filled.reason === undefined ? {} : { reason: filled.reason }),
        ...(filled.note === undefined ? {} : { note: filled.note }),
      });
    }
  };
  return (
    <div ref={desk} className={classes['desk']} tabIndex={-1} data-autofocus onKeyDown={onKeyDown}>
      {progress !== undefined && <MoneyBar progress={progress} isSaving={triage.isSaving} />}
      <p className={classes['position']} aria-live="polite">
        {t('triage.position', {
          number: formatCount(triage.index + 1, language),
          total: formatCount(triage.total, language),
        })}
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
            asking === undefined ? undefined : (
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
          if (key !== 'r') focusDesk();
        }}
      />
    </div>
  );
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

const KEYS: readonly TriageKey[] = ['j', 'k', 'a', 'r', 'd', 'c', 'u', '?'];

function keyOf(event: KeyboardEvent): TriageKey | undefined {
  if (event.ctrlKey || event.metaKey) return undefined;
  if (event.key === 'ArrowDown' || event.key === 'ArrowRight') return 'j';
  if (event.key === 'ArrowUp' || event.key === 'ArrowLeft') return 'k';
  return KEYS.find((key) => key === event.key.toLowerCase());
}
