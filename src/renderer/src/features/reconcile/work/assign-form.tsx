import { Button, TextInput } from '@mantine/core';
import { useId, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { parsePlainDate } from '#core/period.ts';
import type { Judgement } from '#core/work/judge.ts';
import type { LineState } from '#core/work/line-state.ts';
import { LONGEST_NOTE } from '#shared/limits.ts';
import classes from './work.module.css';

/** What the form says of lines: only what was changed in it; null takes it away. */
export type Assignment = Pick<Judgement, 'assignee' | 'due'>;

/** Who is to settle a difference, and until when. What is not touched stays as it is, line by line. */
export function AssignForm({
  initial,
  names,
  onSave,
  onCancel,
}: {
  /** Of several lines: nothing, since they may differ. */
  readonly initial: Pick<LineState, 'assignee' | 'due'>;
  /** Who has differences already. */
  readonly names: readonly string[];
  readonly onSave: (assignment: Assignment) => void;
  readonly onCancel: () => void;
}): ReactElement {
  const { t } = useTranslation('work');
  const [assignee, setAssignee] = useState<string | undefined>();
  const [due, setDue] = useState<string | undefined>();
  const listId = useId();
  const save = (): void => {
    onSave({
      ...(assignee === undefined ? {} : { assignee: assignee.trim() === '' ? null : assignee.trim() }),
      ...(due === undefined ? {} : { due: parsePlainDate(due) ?? null }),
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
        if (event.key === 'Escape' && !event.nativeEvent.isComposing) onCancel();
      }}
    >
      <TextInput
        data-autofocus
        autoFocus
        label={t('assign.assignee')}
        placeholder={t('assign.nobody')}
        maxLength={LONGEST_NOTE}
        list={listId}
        value={assignee ?? initial.assignee ?? ''}
        onChange={({ currentTarget }) => {
          setAssignee(currentTarget.value);
        }}
      />
      <datalist id={listId}>
        {names.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <TextInput
        type="date"
        label={t('assign.due')}
        value={due ?? initial.due ?? ''}
        onChange={({ currentTarget }) => {
          setDue(currentTarget.value);
        }}
      />
      <div className={classes['formActions']}>
        <Button variant="default" onClick={onCancel}>
          {t('reason.cancel')}
        </Button>
        <Button type="submit" disabled={assignee === undefined && due === undefined}>
          {t('reason.save')}
        </Button>
      </div>
    </form>
  );
}
