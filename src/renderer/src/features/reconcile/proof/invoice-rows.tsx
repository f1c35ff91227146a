import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { LineProof } from '#shared/ipc/contract/result-proof.ts';
import { useLanguage } from '../../../lib/settings-store.ts';
import { RowMenu } from '../work/row-menu.tsx';
import { Address } from './address.tsx';
import classes from './proof-pane.module.css';
import { ProofSection } from './proof-section.tsx';
import { aboutRow } from './row-about.ts';
import { RowArithmetic } from './row-arithmetic.tsx';

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
                <RowArithmetic row={row} currency={currency} />
              </span>
              <RowMenu runId={runId} proof={proof} row={row} />
            </div>
            <p className="quiet">{aboutRow(row, language)}</p>
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
