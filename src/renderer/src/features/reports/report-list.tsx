import { Pagination } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReportEntry } from '#shared/ipc/contract/reports.ts';
import { DOMAIN_WORDS } from '#shared/messages/domain-words.ts';
import { formatCount, formatMoment, formatPeriod } from '../../lib/format/format.ts';
import { useLanguage } from '../../lib/settings-store.ts';
import { Age } from '../../ui/age.tsx';
import { Quantity } from '../../ui/figures.tsx';
import { ErrorState, LoadingState } from '../../ui/states.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';
import { ageInDays } from './report-ages.ts';
import { REPORTS_A_PAGE, useReports } from './report-queries.ts';
import classes from './reports.module.css';

/** Every report: those of Webex, those held, those that came as files, and the versions that were replaced. */
export function ReportList(): ReactElement {
  const { t } = useTranslation('reports');
  const [page, setPage] = useState(1);
  const { data, error, refetch } = useReports((page - 1) * REPORTS_A_PAGE);
  if (data === undefined) {
    return error ? <ErrorState error={error.wireError} onRetry={() => void refetch()} /> : <LoadingState />;
  }
  if (data.total === 0) return <p className="quiet">{t('noReports')}</p>;
  const hasOwners = data.rows.some(({ subPartner }) => subPartner !== null);
  return (
    <>
      <div
        className={classes['sheet']}
        data-pane="reports"
        tabIndex={0}
        role="region"
        aria-label={t('views.list')}
      >
        <table className={classes['table']} aria-label={t('views.list')}>
          <thead>
            <tr>
              <th scope="col">{t('columns.period')}</th>
              <th scope="col">{t('columns.level')}</th>
              {hasOwners && <th scope="col">{t('columns.owner')}</th>}
              <th scope="col">{t('columns.state')}</th>
              <th scope="col">{t('columns.atWebex')}</th>
              <th scope="col">{t('columns.made')}</th>
              <th scope="col">{t('columns.held')}</th>
              <th scope="col" className={classes['figures']}>
                {t('columns.rows')}
              </th>
              <th scope="col" className={classes['figures']}>
                {t('columns.userDays')}
              </th>
            </tr>
          </thead>
          <tbody>
            {data.rows.map((report) => (
              <Row
                key={report.webexId ?? `file ${String(report.batchId)}`}
                report={report}
                hasOwners={hasOwners}
              />
            ))}
          </tbody>
        </table>
      </div>
      {data.total > REPORTS_A_PAGE && (
        <Pagination total={Math.ceil(data.total / REPORTS_A_PAGE)} value={page} onChange={setPage} />
      )}
    </>
  );
}

function Row({
  report,
  hasOwners,
}: {
  readonly report: ReportEntry;
  readonly hasOwners: boolean;
}): ReactElement {
  const { t } = useTranslation('reports');
  const language = useLanguage();
  const { levels } = DOMAIN_WORDS[language];
  return (
    <tr data-report={report.webexId ?? 'file'}>
      <th scope="row" className={classes['period']}>
        {report.start === '' ? '–' : formatPeriod(report, language)}
      </th>
      <td>
        {report.level === null ? report.type : levels[report.level]}
        <Kind report={report} />
      </td>
      {hasOwners && (
        <td>
          {report.subPartner === null ? (
            <span className="quiet">{t('own')}</span>
          ) : (
            <span className={classes['id']} title={report.subPartner}>
              {report.subPartner.slice(0, 8)}…
            </span>
          )}
        </td>
      )}
      <td>
        <Standing report={report} />
      </td>
      <td>{report.webexId === null ? t('fromFile') : t(`presence.${report.atWebex}`)}</td>
      <td>{report.createdAt === null ? '–' : formatMoment(report.createdAt, language)}</td>
      <td>{report.heldAt === null ? '–' : <Age at={report.heldAt} days={ageInDays(report.heldAt)} />}</td>
      <td className={classes['figures']}>
        {report.rows === null ? '–' : formatCount(report.rows, language)}
      </td>
      <td className={classes['figures']}>
        <Quantity value={report.userDays} />
      </td>
    </tr>
  );
}

/** What kind of report it is, where it can't be held against an invoice. */
function Kind({ report }: { readonly report: ReportEntry }): ReactElement | null {
  const { t } = useTranslation('reports');
  if (report.category === 'POINT_IN_TIME') return <p className="quiet">{t('pointInTime')}</p>;
  if (report.category !== 'RECONCILIATION') return <p className="quiet">{t('otherCategory')}</p>;
  return report.isInternal ? <p className="quiet">{t('internal')}</p> : null;
}

function Standing({ report }: { readonly report: ReportEntry }): ReactElement {
  const { t } = useTranslation('reports');
  if (report.isOutdated) return <StatusMark tone="warn">{t('states.outdated')}</StatusMark>;
  if (report.here === 'held') return <StatusMark tone="good">{t('states.held')}</StatusMark>;
  if (report.here === 'replaced') return <StatusMark tone="neutral">{t('here.replaced')}</StatusMark>;
  if (report.status === 'FAILED') {
    return (
      <>
        <StatusMark tone="bad">{t('states.failed')}</StatusMark>
        {report.failure !== null && <p className="quiet">{report.failure}</p>}
      </>
    );
  }
  if (report.status === 'COMPLETED') return <StatusMark tone="accent">{t('states.ready')}</StatusMark>;
  if (report.atWebex === 'no') return <StatusMark tone="neutral">{t('here.gone')}</StatusMark>;
  return <StatusMark tone="accent">{t('states.running')}</StatusMark>;
}
