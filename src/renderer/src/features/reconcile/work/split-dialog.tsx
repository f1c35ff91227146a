import { Button, Modal } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { formatMicros } from '#core/decimal/micros.ts';
import type { UsageLevel } from '#core/usage/usage-row.ts';
import type { InputOf } from '#shared/ipc/contract/contract.ts';
import type { ProofInvoiceRow } from '#shared/ipc/contract/result-proof.ts';
import { formatMoney, formatQuantity } from '../../../lib/format/format.ts';
import { ReasonForm } from './reason-form.tsx';
import { RowFacts } from './row-facts.tsx';
import { SplitPartFields } from './split-part-fields.tsx';
import { finishedParts, leftFor, restOf, type PartDraft } from './split-parts.ts';
import type { RowReason } from './use-row-acts.ts';
import classes from './work.module.css';

const MOST_PARTS = 100;
const empty = (id: number): PartDraft => ({ id, quantity: '', amount: '', target: undefined });

/** Splits an invoice row over lines: the rest stands below until the parts are the row, to the last digit. */
export function SplitDialog({
  runId,
  row,
  currency,
  level,
  own,
  onSplit,
  onClose,
}: {
  readonly runId: string;
  readonly row: ProofInvoiceRow;
  readonly currency: string | null;
  readonly level: UsageLevel;
  /** The key of the line that the row stands in. */
  readonly own: string;
  readonly onSplit: (parts: InputOf<'work:split-row'>['parts'], why: RowReason) => void;
  readonly onClose: () => void;
}): ReactElement {
  const { t } = useTranslation('work');
  const [parts, setParts] = useState<readonly PartDraft[]>(() => [empty(1), empty(2)]);
  const rest = restOf(row, parts);
  const finished = finishedParts(row, parts);
  return (
    <Modal
      opened
      size="56rem"
      onClose={onClose}
      title={t('rows.splitTitle')}
      closeButtonProps={{ 'aria-label': t('reason.close') }}
    >
      <div className={classes['lineWork']}>
        <RowFacts row={row} currency={currency} />
        <p>{t('rows.splitText')}</p>
        <ReasonForm
          needs="reason"
          initial={{ reason: undefined, note: undefined }}
          last={undefined}
          isReady={finished !== undefined}
          saveTitle={t('rows.split')}
          onSave={({ reason, note }) => {
            if (reason !== undefined && finished !== undefined) onSplit(finished, { reason, note });
          }}
          onCancel={onClose}
        >
          {parts.map((part, index) => (
            <SplitPartFields
              key={part.id}
              runId={runId}
              level={level}
              own={own}
              number={index + 1}
              part={part}
              left={leftFor(row, parts, part)}
              onChange={(changed) => {
                setParts((held) => held.map((one) => (one.id === part.id ? { ...one, ...changed } : one)));
              }}
              onRemove={
                parts.length > 2
                  ? () => {
                      setParts((held) => held.filter(({ id }) => id !== part.id));
                    }
                  : undefined
              }
            />
          ))}
          <div className={classes['bar']}>
            <Button
              variant="default"
              size="xs"
              disabled={parts.length >= MOST_PARTS}
              onClick={() => {
                setParts((held) => [...held, empty(Math.max(...held.map(({ id }) => id)) + 1)]);
              }}
            >
              {t('rows.addPart')}
            </Button>
          </div>
          <p className={classes['outcome']} data-exact={finished !== undefined} role="status">
            {rest === undefined
              ? t('rows.notANumber')
              : finished !== undefined
                ? t('rows.nothingLeft')
                : t('rows.left', {
                    quantity: formatQuantity(formatMicros(rest.quantity)),
                    amount: formatMoney(formatMicros(rest.amount), currency),
                  })}
          </p>
        </ReasonForm>
      </div>
    </Modal>
  );
}
