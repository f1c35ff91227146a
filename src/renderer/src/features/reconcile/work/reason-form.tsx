import { Button, NativeSelect, Textarea } from '@mantine/core';
import { useRef, useState, type ReactElement, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { REASON_CODES, type ReasonCode } from '#core/work/line-state.ts';
import { DOMAIN_WORDS } from '#shared/messages/domain-words.ts';
import { LONGEST_NOTE } from '#shared/limits.ts';
import { useLanguage } from '../../../lib/settings-store.ts';
import { reasonText } from './reason-text.ts';
import type { OfferedReason } from './work-acts.ts';
import classes from './work.module.css';

/** What a person has filled in: at least one of both. */
export interface FilledReason {
  readonly reason: ReasonCode | undefined;
  readonly note: string | undefined;
}

/** What the form asks for before it can be saved. */
export type Needs = 'both' | 'reason' | 'nothing';

/**
 * Reason and note of a decision. Ctrl+Enter, or Enter outside of the note, saves; what was said of the last difference
 * like these is offered with one key.
 */
export function ReasonForm({
  needs,
  initial,
  last,
  saveTitle,
  isReady = true,
  children,
  onSave,
  onCancel,
}: {
  readonly needs: Needs;
  readonly initial: FilledReason;
  readonly last: OfferedReason | undefined;
  /** What saving is called; "Save" where nothing is said. */
  readonly saveTitle?: string;
  /** Whether what stands above the reason is complete. */
  readonly isReady?: boolean;
  /** What is asked for before the reason; it takes the focus then. */
  readonly children?: ReactNode;
  readonly onSave: (filled: FilledReason) => void;
  readonly onCancel: () => void;
}): ReactElement {
  const { t } = useTranslation('work');
  const language = useLanguage();
  const [reason, setReason] = useState<ReasonCode | ''>(initial.reason ?? '');
  const [note, setNote] = useState(initial.note ?? '');
  const saveButton = useRef<HTMLButtonElement>(null);
  const [isTried, setTried] = useState(false);
  const lacksReason = needs !== 'nothing' && reason === '';
  const lacksNote = (needs === 'both' || reason === 'OTHER') && note.trim() === '';
  const takesFocus = last === undefined && children === undefined;
  const save = (): void => {
    setTried(true);
    if (!isReady || lacksReason || lacksNote) return;
    onSave({
      reason: reason === '' ? undefined : reason,
      note: note.trim() === '' ? undefined : note.trim(),
    });
  };
  return (
    <form
      className={classes['reasonForm']}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.nativeEvent.isComposing) return;
        // A list that is open takes Enter and Escape for itself; Mantine marks its field so.
        if (event.target instanceof HTMLElement && event.target.dataset['mantineStopPropagation'] === 'true')
          return;
        if (event.key === 'Escape') onCancel();
        if (event.key === 'Enter' && !event.shiftKey && event.target instanceof HTMLElement) {
          if (event.target.tagName === 'BUTTON') return;
          event.preventDefault();
          save();
        }
      }}
    >
      {children}
      {last !== undefined && (
        <p className={classes['last']}>
          <span>{reasonText(last, language)}</span>
          <Button
            variant="default"
            size="xs"
            data-autofocus
            autoFocus
            onClick={() => {
              setReason(last.reason);
              setNote(last.note ?? '');
              saveButton.current?.focus();
            }}
          >
            {t('reason.useLast')}
          </Button>
        </p>
      )}
      <NativeSelect
        data-autofocus={takesFocus ? true : undefined}
        autoFocus={takesFocus}
        label={t('reason.label')}
        value={reason}
        error={
          isTried && lacksReason ? t(needs === 'both' ? 'reason.needs' : 'reason.needsReason') : undefined
        }
        onChange={({ currentTarget }) => {
          setReason(REASON_CODES.find((code) => code === currentTarget.value) ?? '');
        }}
      >
        <option value="">{t('reason.choose')}</option>
        {REASON_CODES.map((code) => (
          <option key={code} value={code}>
            {DOMAIN_WORDS[language].reasons[code]}
          </option>
        ))}
      </NativeSelect>
      <Textarea
        label={t('reason.note')}
        placeholder={t('reason.notePlaceholder')}
        value={note}
        minRows={2}
        maxLength={LONGEST_NOTE}
        error={
          isTried && lacksNote && !lacksReason
            ? t(needs === 'both' ? 'reason.needs' : 'reason.needsNote')
            : undefined
        }
        onChange={({ currentTarget }) => {
          setNote(currentTarget.value);
        }}
      />
      <div className={classes['formActions']}>
        <Button variant="default" onClick={onCancel}>
          {t('reason.cancel')}
        </Button>
        <Button type="submit" ref={saveButton} disabled={!isReady}>
          {saveTitle ?? t('reason.save')}
        </Button>
      </div>
    </form>
  );
}
