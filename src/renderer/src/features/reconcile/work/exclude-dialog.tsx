import { Modal } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProofInvoiceRow } from '#shared/ipc/contract/result-proof.ts';
import { ReasonForm } from './reason-form.tsx';
import { RowFacts } from './row-facts.tsx';
import type { RowReason } from './use-row-acts.ts';
import classes from './work.module.css';

/** Takes a charge out of the audit, with the reason. */
export function ExcludeDialog({
  row,
  currency,
  onExclude,
  onClose,
}: {
  readonly row: ProofInvoiceRow;
  readonly currency: string | null;
  readonly onExclude: (why: RowReason) => void;
  readonly onClose: () => void;
}): ReactElement {
  const { t } = useTranslation('work');
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('rows.excludeTitle')}
      closeButtonProps={{ 'aria-label': t('reason.close') }}
    >
      <div className={classes['lineWork']}>
        <RowFacts row={row} currency={currency} />
        <p>{t('rows.excludeText')}</p>
        <ReasonForm
          needs="reason"
          initial={{ reason: undefined, note: undefined }}
          last={undefined}
          saveTitle={t('rows.exclude')}
          onSave={({ reason, note }) => {
            if (reason !== undefined) onExclude({ reason, note });
          }}
          onCancel={onClose}
        />
      </div>
    </Modal>
  );
}
