import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { errorSentence } from '#shared/messages/errors.ts';
import { formatCount } from '../../../lib/format/format.ts';
import { useLanguage } from '../../../lib/settings-store.ts';
import { Money, Quantity } from '../../../ui/figures.tsx';
import { StatusMark } from '../../../ui/status-mark.tsx';
import classes from './mapping.module.css';
import type { OwnJob } from './use-job-outcome.ts';

/** Whether the invoice before gives the same figures with this mapping as when it was imported; else both. */
export function ReplayOutcome({ job }: { readonly job: OwnJob }): ReactElement | null {
  const { t } = useTranslation('imports');
  const language = useLanguage();
  if (job.error) return <span>{errorSentence(job.error.code, job.error.params, language).happened}</span>;
  const { outcome } = job;
  if (outcome?.kind !== 'replay-template') return null;
  const { fileName, before, after, problem, isSame } = outcome;
  if (isSame) return <StatusMark tone="good">{t('drift.same', { file: fileName })}</StatusMark>;
  if (after === null)
    return (
      <span>
        <StatusMark tone="bad">{t('drift.unreadable', { file: fileName })}</StatusMark>{' '}
        {problem && errorSentence(problem.code, problem.params, language).happened}
      </span>
    );
  return (
    <div>
      <StatusMark tone="bad">{t('drift.differs', { file: fileName })}</StatusMark>
      <table className={classes['small']}>
        <thead>
          <tr>
            <td />
            <th scope="col" className={classes['figures']}>
              {t('drift.before')}
            </th>
            <th scope="col" className={classes['figures']}>
              {t('drift.after')}
            </th>
          </tr>
        </thead>
        <tbody>
          {(['rows', 'quarantined'] as const).map((name) => (
            <tr key={name}>
              <th scope="row">{t(`drift.figures.${name}`)}</th>
              <td className={classes['figures']}>{formatCount(before[name], language)}</td>
              <td className={classes['figures']}>{formatCount(after[name], language)}</td>
            </tr>
          ))}
          {(['keptAmount', 'chargeAmount'] as const).map((name) => (
            <tr key={name}>
              <th scope="row">{t(`drift.figures.${name}`)}</th>
              <td className={classes['figures']}>
                <Money value={before[name]} currency={before.currency} />
              </td>
              <td className={classes['figures']}>
                <Money value={after[name]} currency={after.currency} />
              </td>
            </tr>
          ))}
          <tr>
            <th scope="row">{t('drift.figures.chargeQuantity')}</th>
            <td className={classes['figures']}>
              <Quantity value={before.chargeQuantity} />
            </td>
            <td className={classes['figures']}>
              <Quantity value={after.chargeQuantity} />
            </td>
          </tr>
        </tbody>
      </table>
    </div>
  );
}
