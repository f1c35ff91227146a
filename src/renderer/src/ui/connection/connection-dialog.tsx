import { Modal } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { ConnectionPanel } from './connection-panel.tsx';

/** The connection to Webex, where it is needed: a person need not leave what they are doing. */
export function ConnectionDialog({ onClose }: { readonly onClose: () => void }): ReactElement {
  const { t } = useTranslation(['connection', 'app']);
  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      title={t('connection:title')}
      closeButtonProps={{ 'aria-label': t('app:close') }}
    >
      <ConnectionPanel />
    </Modal>
  );
}
