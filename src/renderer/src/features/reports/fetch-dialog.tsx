import { Modal } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { WebexConnectionState } from '#shared/ipc/contract/webex.ts';
import type { FetchDates } from './check-fetch.ts';
import { FetchForm } from './fetch-form.tsx';

/** Asks what is to be fetched. */
export function FetchDialog({
  connection,
  dates,
  onClose,
}: {
  readonly connection: WebexConnectionState;
  readonly dates: FetchDates;
  readonly onClose: () => void;
}): ReactElement {
  const { t } = useTranslation(['reports', 'app']);
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t('reports:form.title')}
      closeButtonProps={{ 'aria-label': t('app:close') }}
    >
      <FetchForm connection={connection} dates={dates} onDone={onClose} />
    </Modal>
  );
}
