import { NativeSelect } from '@mantine/core';
import { useRef, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { INVOICE_FIELDS, type InvoiceField } from '#core/mapping/invoice-field.ts';
import classes from './draft-grid.module.css';

const isField = (text: string): text is InvoiceField => INVOICE_FIELDS.some((field) => field === text);

/**
 * Which field a column fills. A closed list goes through its entries as one types or presses an arrow; what it passes
 * would be taken from the column that has it. So what is typed counts with Enter or on leaving; Escape takes it back.
 */
export function FieldSelect({
  label,
  field,
  onChoose,
}: {
  readonly label: string;
  readonly field: InvoiceField | null;
  readonly onChoose: (field: InvoiceField | null) => void;
}): ReactElement {
  const { t } = useTranslation('imports');
  const [typed, setTyped] = useState<InvoiceField | null | undefined>();
  const isTyping = useRef(false);
  const commit = (): void => {
    isTyping.current = false;
    setTyped(undefined);
    if (typed !== undefined && typed !== field) onChoose(typed);
  };
  return (
    <>
      <NativeSelect
        size="xs"
        aria-label={label}
        value={(typed === undefined ? field : typed) ?? ''}
        data={[
          { value: '', label: t('mapping.noField') },
          ...INVOICE_FIELDS.map((value) => ({ value, label: t(`fields.${value}`) })),
        ]}
        onPointerDown={() => {
          isTyping.current = false;
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter') {
            if (typed === undefined) return;
            event.preventDefault();
            commit();
          } else if (event.key === 'Escape') {
            if (typed !== undefined) event.stopPropagation();
            setTyped(undefined);
          } else isTyping.current = true;
        }}
        onBlur={commit}
        onChange={(event) => {
          const { value } = event.currentTarget;
          const chosen = isField(value) ? value : null;
          if (isTyping.current) setTyped(chosen);
          else {
            setTyped(undefined);
            onChoose(chosen);
          }
        }}
      />
      {typed !== undefined && typed !== field && (
        <p className={classes['ground']} role="status">
          {t('mapping.typed')}
        </p>
      )}
    </>
  );
}
