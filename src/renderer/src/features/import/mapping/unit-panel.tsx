import { Button } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { DraftView } from '#shared/ipc/contract/imports.ts';
import type { JobOutcome } from '#shared/ipc/contract/jobs.ts';
import { DOMAIN_WORDS } from '#shared/messages/domain-words.ts';
import { errorSentence } from '#shared/messages/errors.ts';
import { api } from '../../../lib/api.ts';
import { formatCount, formatQuantity } from '../../../lib/format/format.ts';
import { useLanguage } from '../../../lib/settings-store.ts';
import { StatusMark } from '../../../ui/status-mark.tsx';
import classes from './mapping.module.css';
import { useOwnJob } from './use-job-outcome.ts';

/** How the invoice counts, proven against the usage that the workspace holds of its period. */
export function UnitPanel({
  view,
  revision,
}: {
  readonly view: DraftView;
  readonly revision: number;
}): ReactElement | null {
  const { t } = useTranslation('imports');
  const language = useLanguage();
  const job = useOwnJob(`${view.draftId} ${String(revision)}`);
  if (view.summary === null) return null;
  const { outcome, error } = job;
  return (
    <section className={classes['block']} aria-labelledby="unit-basis">
      <h2 id="unit-basis">{t('units.title')}</h2>
      {error && <p>{errorSentence(error.code, error.params, language).happened}</p>}
      {outcome?.kind === 'fit-units' ? (
        <Fits outcome={outcome} />
      ) : (
        <Button
          variant="default"
          size="compact-sm"
          disabled={job.isRunning}
          onClick={() => {
            job.start(api().jobs.startFitUnits({ draftId: view.draftId }));
          }}
        >
          {t(job.isRunning ? 'units.proving' : 'units.prove')}
        </Button>
      )}
    </section>
  );
}

function Fits({ outcome }: { readonly outcome: Extract<JobOutcome, { kind: 'fit-units' }> }): ReactElement {
  const { t } = useTranslation('imports');
  const language = useLanguage();
  if (!outcome.hasUsage) return <p className="quiet">{t('units.noUsage')}</p>;
  if (outcome.units.length === 0) return <p className="quiet">{t('units.nothing')}</p>;
  return (
    <ul className={classes['block']}>
      {outcome.units.map((unit) => (
        <li key={unit.sku}>
          <strong>{unit.sku}</strong>: {DOMAIN_WORDS[language].unitBases[unit.basis]},{' '}
          {unit.decimals === null ? t('units.exact') : t('units.decimals', { count: unit.decimals })}
          <div>
            <StatusMark tone={unit.uncertain || unit.matching < unit.of ? 'warn' : 'good'}>
              {t('units.fits', {
                matching: formatCount(unit.matching, language),
                of: formatCount(unit.of, language),
              })}
              {unit.uncertain && ` · ${t('units.uncertain')}`}
            </StatusMark>
          </div>
          <div className="quiet">{t('units.residual', { residual: formatQuantity(unit.maxResidual) })}</div>
        </li>
      ))}
    </ul>
  );
}
