import { Modal, NativeSelect } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { MANUAL_CLASSES, type ManualClass } from '#core/reconcile/manual/manual-rules.ts';
import type { ProofInvoiceRow } from '#shared/ipc/contract/result-proof.ts';
import { DOMAIN_WORDS } from '#shared/messages/domain-words.ts';
import { useLanguage } from '../../../lib/settings-store.ts';
import { ReasonForm } from './reason-form.tsx';
import { RowFacts } from './row-facts.tsx';
import type { RowReason } from './use-row-acts.ts';
import classes from './work.module.css';

/** Says that a row is something else than it was taken for, with the reason. */
export function ReclassifyDialog({
  row,
  currency,
  onReclassify,
  onClose,
}: {
  readonly row: ProofInvoiceRow;
  readonly currency: string | null;
  readonly onReclassify: (rowClass: ManualClass, why: RowReason) => void;
  readonly onClose: () => void;
}): ReactElement {
  const { t } = useTranslation('work');
  const words = DOMAIN_WORDS[useLanguage()].rowClasses;
  const [rowClass, setRowClass] = useState<ManualClass | undefined>(() =>
    MANUAL_CLASSES.find((own) => own === row.rowClass),
  );
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('rows.classTitle')}
      closeButtonProps={{ 'aria-label': t('reason.close') }}
    >
      <div className={classes['lineWork']}>
        <RowFacts row={row} currency={currency} />
        <p>{t('rows.classText')}</p>
        <ReasonForm
          needs="reason"
          initial={{ reason: undefined, note: undefined }}
          last={undefined}
          isReady={rowClass !== undefined}
          saveTitle={t('rows.reclassify')}
          onSave={({ reason, note }) => {
            if (reason !== undefined && rowClass !== undefined) onReclassify(rowClass, { reason, note });
          }}
          onCancel={onClose}
        >
          <NativeSelect
            data-autofocus
            label={t('rows.rowClass')}
            value={rowClass ?? row.rowClass}
            onChange={({ currentTarget }) => {
              setRowClass(MANUAL_CLASSES.find((own) => own === currentTarget.value));
            }}
          >
            {rowClass === undefined && <option value={row.rowClass}>{words[row.rowClass]}</option>}
            {MANUAL_CLASSES.map((own) => (
              <option key={own} value={own}>
                {words[own]}
              </option>
            ))}
          </NativeSelect>
        </ReasonForm>
      </div>
    </Modal>
  );
}
