import { Modal } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useFocusReturn } from '../../../lib/focus-return.ts';
import { ReasonForm, type FilledReason, type Needs } from './reason-form.tsx';
import type { OfferedReason } from './work-acts.ts';

/** What the dialog is about. */
export type ReasonTitle = 'explained' | 'accepted' | 'disputed' | 'carried' | 'note';

/** Asks for reason and note of a decision. */
export function ReasonDialog({
  title,
  needs,
  initial,
  last,
  onSave,
  onClose,
}: {
  readonly title: ReasonTitle;
  readonly needs: Needs;
  readonly initial: FilledReason;
  readonly last: OfferedReason | undefined;
  readonly onSave: (filled: FilledReason) => void;
  readonly onClose: () => void;
}): ReactElement {
  useFocusReturn();
  const { t } = useTranslation('work');
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(`reason.title.${title}`)}
      closeButtonProps={{ 'aria-label': t('reason.close') }}
    >
      <ReasonForm needs={needs} initial={initial} last={last} onSave={onSave} onCancel={onClose} />
    </Modal>
  );
}
