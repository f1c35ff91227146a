import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { CheckId } from '#core/reconcile/result-document.ts';
import type { RunChecks } from '#shared/ipc/contract/result-checks.ts';
import { DOMAIN_WORDS } from '#shared/messages/domain-words.ts';
import { api } from '../../lib/api.ts';
import { useApiQuery } from '../../lib/api-query.ts';
import { formatCount, formatQuantity } from '../../lib/format/format.ts';
import { useNavigation } from '../../lib/navigation.ts';
import { useLanguage } from '../../lib/settings-store.ts';
import { ErrorState, LoadingState } from '../../ui/states.tsx';
import { StatusMark, type Tone } from '../../ui/status-mark.tsx';
import { CheckFailures } from './check-failures.tsx';
import classes from './checks.module.css';

type Check = RunChecks['checks'][number];

const TONES: Readonly<Record<Check['status'], Tone>> = { ok: 'good', check: 'bad', 'no-data': 'neutral' };

/** The checks without which no figure can be relied on (domain rules 1.5). */
const BLOCKING: readonly CheckId[] = ['T1', 'T3', 'T4', 'T7'];

/** T1 to T10 with both sides; the chosen one with what fails it. */
export function RunChecksView({ runId }: { readonly runId: string }): ReactElement {
  const { t } = useTranslation('checks');
  const { data, error, refetch } = useApiQuery(['results:get-checks', runId], () =>
    api().results.getChecks({ runId }),
  );
  const asked = useNavigation((place) => place.about['check']);
  const [picked, setPicked] = useState<CheckId>();
  if (error) return <ErrorState error={error.wireError} onRetry={() => void refetch()} />;
  if (!data) return <LoadingState rows={10} />;
  const chosen =
    data.checks.find(({ id }) => id === picked) ??
    data.checks.find(({ id }) => id === asked) ??
    data.checks.find(({ status }) => status === 'check') ??
    data.checks[0];
  return (
    <div className={classes['panes']}>
      <section className={classes['list']} data-pane="checks" aria-label={t('label')}>
        <table className="table" aria-label={t('label')}>
          <thead>
            <tr>
              <th scope="col">{t('status')}</th>
              <th scope="col">{t('check')}</th>
              <th scope="col" className="figures">
                {t('left')}
              </th>
              <th scope="col" className="figures">
                {t('right')}
              </th>
              <th scope="col" className="figures">
                {t('difference')}
              </th>
              <th scope="col" className="figures">
                {t('failing')}
              </th>
            </tr>
          </thead>
          <tbody>
            {data.checks.map((check) => (
              <CheckRow
                key={check.id}
                check={check}
                isChosen={check.id === chosen?.id}
                onChoose={() => {
                  setPicked(check.id);
                }}
              />
            ))}
          </tbody>
        </table>
      </section>
      {chosen && <CheckFailures key={chosen.id} runId={runId} check={chosen} isKept={data.failuresKept} />}
    </div>
  );
}

function CheckRow({
  check,
  isChosen,
  onChoose,
}: {
  readonly check: Check;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}): ReactElement {
  const { t } = useTranslation('checks');
  const language = useLanguage();
  const words = DOMAIN_WORDS[language];
  const isBlocking = BLOCKING.includes(check.id) && check.status === 'check';
  return (
    <tr className={classes['row']} data-chosen={isChosen} onClick={onChoose}>
      <td>
        <StatusMark tone={TONES[check.status]}>{words.checkStatuses[check.status]}</StatusMark>
      </td>
      <th scope="row" className={classes['name']}>
        <button type="button" className={classes['choose']} aria-pressed={isChosen} onClick={onChoose}>
          <span className={classes['id']}>{check.id}</span> {words.checks[check.id].name}
        </button>
        {isBlocking && <span className="bad-text"> {t('blocks')}</span>}
      </th>
      <Side label={t(`sides.${check.id}.left`)} value={check.left} />
      <Side label={t(`sides.${check.id}.right`)} value={check.right} />
      <td className="figures">{check.difference === null ? '–' : formatQuantity(check.difference)}</td>
      <td className="figures">{formatCount(check.failing, language)}</td>
    </tr>
  );
}

/** One side of a check, with what it is. */
const Side = ({ label, value }: { readonly label: string; readonly value: string | null }): ReactElement => (
  <td className="figures">
    {value === null ? '–' : formatQuantity(value)}
    <span className={classes['side']}>{label}</span>
  </td>
);
