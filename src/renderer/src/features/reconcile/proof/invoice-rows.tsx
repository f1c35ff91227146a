import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { LineProof } from '#shared/ipc/contract/result-proof.ts';
import { DOMAIN_WORDS } from '#shared/messages/domain-words.ts';
import { formatDays } from '../../../lib/format/format.ts';
import { useLanguage } from '../../../lib/settings-store.ts';
import { Money, Quantity } from '../../../ui/figures.tsx';
import { RowMenu } from '../work/row-menu.tsx';
import { Address } from './address.tsx';
import classes from './proof-pane.module.css';
import { ProofSection } from './proof-section.tsx';

/** The invoice's side: each row with its figures, and its cells as the file has them. */
export function InvoiceRows({
  runId,
  proof,
}: {
  readonly runId: string;
  readonly proof: LineProof;
}): ReactElement {
  const { t } = useTranslation('reconcile');
  const language = useLanguage();
  const { rowFlags } = DOMAIN_WORDS[language];
  const { line, invoiceRows, currency } = proof;
  return (
    <ProofSection title={t('proof.invoiceRows', { count: line.invoiced.rows })}>
      {line.invoiced.rows === 0 && <p className="quiet">{t('proof.noInvoiceRows')}</p>}
      <ul className={classes['rows']}>
        {invoiceRows.map((row) => (
          <li key={JSON.stringify([row.file, row.sheet, row.row])} className={classes['rowItem']}>
            <div className={classes['rowHead']}>
              <Address {...row} />
              <span className={classes['rowFigures']}>
                <Quantity value={row.quantity} /> × <Money value={row.unitPrice} currency={currency} /> ={' '}
                <strong>
                  <Money value={row.amount} currency={currency} />
                </strong>
              </span>
              <RowMenu runId={runId} proof={proof} row={row} />
            </div>
            <p className="quiet">
              {[
                row.description,
                row.chargeStart !== null && row.chargeEnd !== null
                  ? formatDays({ start: row.chargeStart, end: row.chargeEnd }, language)
                  : null,
                ...row.flags.map((flag) => rowFlags[flag]),
              ]
                .filter((part) => part !== null)
                .join(' · ')}
            </p>
            <details>
              <summary>{t('proof.cells')}</summary>
              <dl className={classes['cells']}>
                {row.cells
                  .filter(({ text }) => text !== '')
                  .map(({ column, text }, index) => (
                    <div key={`${column} ${String(index)}`}>
                      <dt>{column}</dt>
                      <dd>{text}</dd>
                    </div>
                  ))}
              </dl>
            </details>
          </li>
        ))}
      </ul>
    </ProofSection>
  );
}
