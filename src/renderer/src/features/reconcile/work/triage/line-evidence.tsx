import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { LineProof } from '#shared/ipc/contract/result-proof.ts';
import { DOMAIN_WORDS } from '#shared/messages/domain-words.ts';
import { formatCount } from '../../../../lib/format/format.ts';
import { useLanguage } from '../../../../lib/settings-store.ts';
import { Quantity } from '../../../../ui/figures.tsx';
import { Address } from '../../proof/address.tsx';
import { aboutRow } from '../../proof/row-about.ts';
import { RowArithmetic } from '../../proof/row-arithmetic.tsx';
import classes from './triage.module.css';

/** So many rows of the invoice are shown; the proof of the line has all of them. */
const MOST_ROWS = 4;

/** Both sides of a difference at their source: the invoice's rows with their arithmetic, and what each report says. */
export function LineEvidence({ proof }: { readonly proof: LineProof }): ReactElement {
  const { t } = useTranslation('work');
  const { t: tReconcile } = useTranslation('reconcile');
  const language = useLanguage();
  const { levels } = DOMAIN_WORDS[language];
  const { line, invoiceRows, usage, currency } = proof;
  const shown = invoiceRows.slice(0, MOST_ROWS);
  const left = line.invoiced.rows - shown.length;
  const isUnused = usage.every(({ rows }) => rows === 0);
  return (
    <section className={classes['evidence']} aria-label={t('triage.evidence')}>
      <div>
        <h3>{tReconcile('proof.invoiceRows', { count: line.invoiced.rows })}</h3>
        {line.invoiced.rows === 0 && <p className="quiet">{tReconcile('proof.noInvoiceRows')}</p>}
        <ul>
          {shown.map((row) => (
            <li key={JSON.stringify([row.file, row.sheet, row.row])} className={classes['source']}>
              <span>
                <Address {...row} />
                <span className={classes['sourceAbout']}>{aboutRow(row, language)}</span>
              </span>
              <span className={classes['sourceFigures']}>
                <RowArithmetic row={row} currency={currency} />
              </span>
            </li>
          ))}
        </ul>
        {left > 0 && (
          <p className="quiet">{t('triage.moreRows', { count: left, rows: formatCount(left, language) })}</p>
        )}
      </div>
      <div>
        <h3>{tReconcile('proof.usageRows')}</h3>
        {isUnused && (
          <p className="quiet">
            {tReconcile(
              line.class === 'period' && usage.length === 0 ? 'proof.otherPeriod' : 'proof.noUsage',
            )}
          </p>
        )}
        <ul>
          {!isUnused &&
            usage.map(({ level, rows, consumers, userDays, compared }) => (
              <li key={level} className={classes['source']}>
                <span>
                  {levels[level]}{' '}
                  <span className="quiet">
                    {[
                      tReconcile('proof.levelRows', { count: rows }),
                      consumers > 0 ? tReconcile('proof.consumers', { count: consumers }) : null,
                      compared ? tReconcile('proof.compared') : null,
                    ]
                      .filter((part) => part !== null)
                      .join(' · ')}
                  </span>
                </span>
                <span className={classes['sourceFigures']}>
                  <Quantity value={userDays} /> {tReconcile('units.userDays')}
                </span>
              </li>
            ))}
        </ul>
      </div>
    </section>
  );
}
