import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { DraftView } from '#shared/ipc/contract/imports.ts';
import { DOMAIN_WORDS } from '#shared/messages/domain-words.ts';
import { formatCount } from '../../../lib/format/format.ts';
import { useLanguage } from '../../../lib/settings-store.ts';
import { Money } from '../../../ui/figures.tsx';
import classes from './mapping.module.css';
import { ruleKey } from './rule-words.ts';

/** Where every row went: by class and the rule that gave it, with its amount; quarantined rows last. */
export function ClassPanel({ view }: { readonly view: DraftView }): ReactElement | null {
  const { t } = useTranslation('imports');
  const language = useLanguage();
  const { summary } = view;
  if (summary === null) return null;
  const words = DOMAIN_WORDS[language].rowClasses;
  return (
    <section className={classes['block']} aria-labelledby="row-classes">
      <h2 id="row-classes">{t('classes.title')}</h2>
      <table className={classes['small']}>
        <thead>
          <tr>
            <th scope="col">{t('classes.class')}</th>
            <th scope="col" className={classes['figures']}>
              {t('classes.rows')}
            </th>
            <th scope="col" className={classes['figures']}>
              {t('classes.amount')}
            </th>
          </tr>
        </thead>
        <tbody>
          {summary.classes.map(({ rowClass, rule, rows, amount }) => (
            <tr key={`${rowClass} ${rule}`}>
              <td>
                {words[rowClass]}
                <div className="quiet">{t(`rules.${ruleKey(rule)}`)}</div>
              </td>
              <td className={classes['figures']}>{formatCount(rows, language)}</td>
              <td className={classes['figures']}>
                <Money value={amount} currency={summary.currency} />
              </td>
            </tr>
          ))}
          {summary.quarantined > 0 && (
            <tr>
              <td className="bad-text">{t('classes.quarantined')}</td>
              <td className={classes['figures']}>{formatCount(summary.quarantined, language)}</td>
              <td className={classes['figures']}>–</td>
            </tr>
          )}
        </tbody>
      </table>
    </section>
  );
}
