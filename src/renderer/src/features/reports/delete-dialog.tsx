import { Button, Modal, Radio } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { UsageLevel } from '#core/usage/usage-row.ts';
import { DOMAIN_WORDS } from '#shared/messages/domain-words.ts';
import { formatPeriod } from '../../lib/format/format.ts';
import { useLanguage } from '../../lib/settings-store.ts';
import { useStartDelete, useStartFetch } from './report-acts.ts';
import classes from './reports.module.css';

/** A report that is to go, or to be made anew. */
export interface ReportToGo {
  readonly webexId: string;
  readonly level: UsageLevel;
  readonly period: { readonly start: string; readonly end: string };
  readonly subPartner: string | null;
  readonly isHeld: boolean;
  readonly reason: 'revoke' | 'anew';
}

/** Says what a deletion means, for either reason to want one: a link in wrong hands, or a report to be made anew. */
export function DeleteDialog({
  report,
  onClose,
}: {
  readonly report: ReportToGo;
  readonly onClose: () => void;
}): ReactElement {
  const { t } = useTranslation(['reports', 'app']);
  const language = useLanguage();
  const [reason, setReason] = useState(report.reason);
  const remove = useStartDelete();
  const regenerate = useStartFetch();
  const isAnew = reason === 'anew';
  const confirm = (): void => {
    const options = { onSuccess: onClose };
    if (!isAnew) {
      remove.mutate({ webexId: report.webexId }, options);
      return;
    }
    regenerate.mutate(
      {
        period: report.period,
        levels: [report.level],
        regenerate: true,
        ...(report.subPartner === null ? {} : { subPartners: [report.subPartner] }),
      },
      options,
    );
  };
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t('reports:deletion.title')}
      closeButtonProps={{ 'aria-label': t('app:close') }}
    >
      <div className={classes['form']}>
        <p>
          <strong>
            {DOMAIN_WORDS[language].levels[report.level]} · {formatPeriod(report.period, language)}
          </strong>
          {report.subPartner !== null && <span className={classes['id']}> {report.subPartner}</span>}
        </p>
        <Radio.Group
          label={t('reports:deletion.why')}
          value={reason}
          onChange={(value) => {
            setReason(value === 'anew' ? 'anew' : 'revoke');
          }}
        >
          <div className={classes['stack']}>
            {(['revoke', 'anew'] as const).map((value) => (
              <div key={value} className={classes['choice']}>
                <Radio
                  value={value}
                  label={t(`reports:deletion.${value}`)}
                  description={t(`reports:deletion.${value}Text`)}
                />
              </div>
            ))}
          </div>
        </Radio.Group>
        {report.isHeld || isAnew ? (
          <p>{t('reports:deletion.kept')}</p>
        ) : (
          <p className={classes['warning']} role="alert">
            {t('reports:deletion.notKept')}
          </p>
        )}
        <p className="quiet">{t('reports:deletion.logged')}</p>
        <div className={classes['end']}>
          <Button variant="default" data-autofocus onClick={onClose}>
            {t('reports:deletion.keep')}
          </Button>
          <Button
            color={isAnew ? 'accent' : 'red'}
            loading={remove.isPending || regenerate.isPending}
            onClick={confirm}
          >
            {t(isAnew ? 'reports:deletion.confirmAnew' : 'reports:deletion.confirm')}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
