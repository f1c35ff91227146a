import { Modal } from '@mantine/core';
import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './dialog.module.css';

/** A dialog: one question or one short form, over the screen. Escape and the cross leave it as it was. */
export function Dialog({
  title,
  isOpen,
  onClose,
  size = 'lg',
  children,
}: {
  readonly title: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly size?: 'md' | 'lg' | 'xl';
  readonly children: ReactNode;
}): ReactElement {
  const { t } = useTranslation();
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={title}
      size={size}
      classNames={{ title: classes['title'] ?? '' }}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <div className={classes['content']}>{children}</div>
    </Modal>
  );
}
