import { Modal } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { LineState } from '#core/work/line-state.ts';
import { useFocusReturn } from '../../../lib/focus-return.ts';
import { formatCount } from '../../../lib/format/format.ts';
import { useLanguage } from '../../../lib/settings-store.ts';
import { AssignForm, type Assignment } from './assign-form.tsx';
import { useWorkProgress } from './use-work.ts';

/** Asks who is to settle some lines, and until when. */
export function AssignDialog({
  runId,
  lines,
  initial = { assignee: undefined, due: undefined },
  onSave,
  onClose,
}: {
  readonly runId: string;
  /** How many. */
  readonly lines: number;
  readonly initial?: Pick<LineState, 'assignee' | 'due'>;
  readonly onSave: (assignment: Assignment) => void;
  readonly onClose: () => void;
}): ReactElement {
  useFocusReturn();
  const { t } = useTranslation('work');
  const language = useLanguage();
  const progress = useWorkProgress(runId);
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('assign.title')}
      closeButtonProps={{ 'aria-label': t('reason.close') }}
    >
      {lines > 1 && (
        <p className="quiet">
          {t('assign.several', { count: lines, formatted: formatCount(lines, language) })}
        </p>
      )}
      <AssignForm
        initial={initial}
        names={progress.data?.assignees.map(({ name }) => name) ?? []}
        onSave={onSave}
        onCancel={onClose}
      />
    </Modal>
  );
}
