import { Modal } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutputOf } from '#shared/ipc/contract/contract.ts';
import { formatMoment } from '../../lib/format/format.ts';
import { useLanguage } from '../../lib/settings-store.ts';
import { Quantity, QuantityDifference } from '../../ui/figures.tsx';
import { ErrorState, LoadingState } from '../../ui/states.tsx';
import { useComparison } from './report-queries.ts';
import classes from './reports.module.css';

/** What changed between a report and the version before it, key by key, in user-days. */
export function VersionsDialog({
  webexId,
  onClose,
}: {
  readonly webexId: string;
  readonly onClose: () => void;
}): ReactElement {
  const { t } = useTranslation(['reports', 'app']);
  const { data, error, refetch } = useComparison(webexId);
  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      title={t('reports:comparison.title')}
      closeButtonProps={{ 'aria-label': t('app:close') }}
    >
      {data === undefined ? (
        error ? (
          <ErrorState error={error.wireError} onRetry={() => void refetch()} />
        ) : (
          <LoadingState />
        )
      ) : (
        <Comparison comparison={data} />
      )}
    </Modal>
  );
}

type Compared = OutputOf<'reports:compare-versions'>;

function Comparison({ comparison }: { readonly comparison: Compared }): ReactElement {
  const { t } = useTranslation('reports');
  const { total, rows, customers } = comparison;
  if (total === 0) return <p>{t('comparison.nothing')}</p>;
  return (
    <div className={classes['form']}>
      <p>
        {t('comparison.summary', { count: total })}
        {customers > 0 && <> {t('comparison.customers', { count: customers })}</>}
      </p>
      <div className={classes['scroll']} tabIndex={0} role="region" aria-label={t('comparison.title')}>
        <Changes comparison={comparison} />
      </div>
      {rows.length < total && (
        <p className="warn-text">{t('comparison.more', { shown: rows.length, total })}</p>
      )}
      <p className="quiet">{t('comparison.locked')}</p>
    </div>
  );
}

function Changes({ comparison }: { readonly comparison: Compared }): ReactElement {
  const { t } = useTranslation('reports');
  const { rows, before, after, change } = comparison;
  const hasCustomers = rows.some(({ customer }) => customer !== null);
  return (
    <table className={classes['table']}>
      <thead>
        <tr>
          {hasCustomers && <th scope="col">{t('comparison.customer')}</th>}
          <th scope="col">{t('comparison.subscription')}</th>
          <th scope="col">{t('comparison.sku')}</th>
          <Version title={t('comparison.before')} moment={before.createdAt} />
          <Version title={t('comparison.after')} moment={after.createdAt} />
          <th scope="col" className={classes['figures']}>
            {t('comparison.change')}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={[row.customer, row.subscription, row.sku].join('|')}>
            {hasCustomers && <td className={classes['id']}>{row.customer}</td>}
            <td>{row.subscription}</td>
            <td>{row.sku}</td>
            <td className={classes['figures']}>
              <Quantity value={row.before} />
            </td>
            <td className={classes['figures']}>
              <Quantity value={row.after} />
            </td>
            <td className={classes['figures']}>
              <QuantityDifference value={row.change} />
            </td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row" colSpan={hasCustomers ? 3 : 2}>
            {t('comparison.total')}
          </th>
          <td className={classes['figures']}>
            <Quantity value={before.userDays} />
          </td>
          <td className={classes['figures']}>
            <Quantity value={after.userDays} />
          </td>
          <td className={classes['figures']}>
            <QuantityDifference value={change} />
          </td>
        </tr>
      </tfoot>
    </table>
  );
}

function Version({
  title,
  moment,
}: {
  readonly title: string;
  readonly moment: string | null;
}): ReactElement {
  const language = useLanguage();
  return (
    <th scope="col" className={classes['figures']}>
      {title}
      {moment !== null && <p className="quiet">{formatMoment(moment, language)}</p>}
    </th>
  );
}
