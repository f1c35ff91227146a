import { UnstyledButton } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { USAGE_LEVELS, type UsageLevel } from '#core/usage/usage-row.ts';
import type { WirePeriodOverview, WirePeriodRun } from '#shared/ipc/contract/periods.ts';
import { DOMAIN_WORDS } from '#shared/messages/domain-words.ts';
import { formatCount, formatPercent, formatPeriod } from '../../lib/format/format.ts';
import { choosePeriod, periodKey } from '../../lib/period-choice.ts';
import { useLanguage } from '../../lib/settings-store.ts';
import { Age } from '../../ui/age.tsx';
import { Money, MoneyDifference } from '../../ui/figures.tsx';
import { StatusMark, type Tone } from '../../ui/status-mark.tsx';
import classes from './period-table.module.css';

const VERDICT_TONES = {
  tied: 'good',
  variances: 'warn',
  blocked: 'bad',
  'not-reconcilable': 'bad',
} as const satisfies Record<WirePeriodRun['verdict'], Tone>;

const SIGN_OFF_TONES = {
  none: 'neutral',
  prepared: 'accent',
  reviewed: 'accent',
  approved: 'good',
  suspended: 'warn',
} as const satisfies Record<WirePeriodOverview['signOff']['state'], Tone>;

/** A row a month: what is held and how old it is, how it was judged, what is left, and who has signed. */
export function PeriodTable({
  periods,
  chosen,
}: {
  readonly periods: readonly WirePeriodOverview[];
  readonly chosen: string | undefined;
}): ReactElement {
  const { t } = useTranslation('periods');
  const { levels } = DOMAIN_WORDS[useLanguage()];
  return (
    <div className={classes['scroll']} role="region" aria-label={t('heading')} tabIndex={0}>
      <table className={`table ${classes['table']}`} aria-label={t('heading')} data-loaded>
        <thead>
          <tr>
            <th scope="col">{t('period')}</th>
            <th scope="col">{t('invoice')}</th>
            {USAGE_LEVELS.map((level) => (
              <th key={level} scope="col">
                {levels[level]}
              </th>
            ))}
            <th scope="col">{t('checks')}</th>
            <th scope="col" className="figures">
              {t('left')}
            </th>
            <th scope="col" className="figures">
              {t('variance')}
            </th>
            <th scope="col">{t('verdict')}</th>
            <th scope="col">{t('signOff')}</th>
          </tr>
        </thead>
        <tbody>
          {periods.map((overview) => (
            <PeriodRow
              key={periodKey(overview.period)}
              overview={overview}
              isChosen={periodKey(overview.period) === chosen}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function PeriodRow({
  overview,
  isChosen,
}: {
  readonly overview: WirePeriodOverview;
  readonly isChosen: boolean;
}): ReactElement {
  const { t } = useTranslation('periods');
  const language = useLanguage();
  const { period, lastRun, signOff } = overview;
  const name = formatPeriod(period, language);
  return (
    <tr data-period={periodKey(period)} data-chosen={isChosen ? '' : undefined}>
      <th scope="row">
        <UnstyledButton
          className={classes['choose']}
          aria-current={isChosen ? 'true' : undefined}
          aria-label={t('choose', { period: name })}
          onClick={() => {
            choosePeriod(periodKey(period));
          }}
        >
          {name}
        </UnstyledButton>
      </th>
      <td>
        <Held files={overview.invoices} />
      </td>
      {USAGE_LEVELS.map((level) => (
        <td key={level}>
          <Held files={ofLevel(overview, level)} />
        </td>
      ))}
      {lastRun === null ? (
        <NoRun signOff={signOff.state} />
      ) : (
        <RunCells run={lastRun} signOff={signOff.state} />
      )}
    </tr>
  );
}

const ofLevel = (
  { reports }: WirePeriodOverview,
  level: UsageLevel,
): readonly { readonly importedAt: string; readonly ageDays: number; readonly fileName: string }[] =>
  reports.filter((report) => report.level === level);

/** What is held of a kind: the age of the newest, and how many there are. */
function Held({
  files,
}: {
  readonly files: readonly {
    readonly importedAt: string;
    readonly ageDays: number;
    readonly fileName: string;
  }[];
}): ReactElement {
  const { t } = useTranslation('periods');
  const newest = [...files].sort((a, b) => a.ageDays - b.ageDays)[0];
  if (newest === undefined) {
    return (
      <span className="quiet">
        <span aria-hidden="true">{t('none')}</span>
        <span className="for-readers">{t('notHeld')}</span>
      </span>
    );
  }
  return (
    <span className={classes['held']} title={files.map(({ fileName }) => fileName).join('\n')}>
      <span className={classes['tick']} aria-hidden="true">
        ✓
      </span>{' '}
      <Age at={newest.importedAt} days={newest.ageDays} />
      {files.length > 1 && <span className="quiet"> {t('several', { count: files.length })}</span>}
    </span>
  );
}

function NoRun({ signOff }: { readonly signOff: WirePeriodOverview['signOff']['state'] }): ReactElement {
  const { t } = useTranslation('periods');
  return (
    <>
      <td className="quiet">{t('none')}</td>
      <td className="quiet figures">{t('none')}</td>
      <td className="quiet figures">{t('none')}</td>
      <td>
        <StatusMark tone="neutral">{t('notReconciled')}</StatusMark>
      </td>
      <td>
        <StatusMark tone={SIGN_OFF_TONES[signOff]}>{t(`states.${signOff}`)}</StatusMark>
      </td>
    </>
  );
}

function RunCells({
  run,
  signOff,
}: {
  readonly run: WirePeriodRun;
  readonly signOff: WirePeriodOverview['signOff']['state'];
}): ReactElement {
  const { t } = useTranslation('periods');
  const language = useLanguage();
  const { checks, left, totals, currency, coverage } = run;
  return (
    <>
      <td>
        <p>{t('checksOk', { ok: checks.ok, all: checks.ok + checks.check + checks.noData })}</p>
        {checks.check > 0 && <p className="warn-text">{t('checksOpen', { count: checks.check })}</p>}
        {checks.noData > 0 && <p className="quiet">{t('checksNoData', { count: checks.noData })}</p>}
      </td>
      <td className="figures">
        {left.lines === 0 ? (
          <span className="quiet">{t('nothingLeft')}</span>
        ) : (
          <>
            <p>{t('leftLines', { count: left.lines, formatted: formatCount(left.lines, language) })}</p>
            <p>
              <Money value={left.amount} currency={currency} withCurrency />
            </p>
            {left.withoutAmount > 0 && (
              <p className="quiet">{t('withoutAmount', { count: left.withoutAmount })}</p>
            )}
          </>
        )}
      </td>
      <td className="figures">
        <MoneyDifference value={totals.variance} currency={currency} withCurrency />
      </td>
      <td data-verdict={run.verdict} className={classes['verdict']}>
        <StatusMark tone={VERDICT_TONES[run.verdict]}>
          {DOMAIN_WORDS[language].verdicts[run.verdict]}
        </StatusMark>
        <p className="quiet">
          {t('coverage', {
            audited: formatCount(coverage.audited, language),
            rows: formatCount(coverage.invoiceRows, language),
          })}
        </p>
        <p className="quiet">{t('amountShare', { share: formatPercent(coverage.amountShare) })}</p>
        {run.stale.includes('inputs') && <p className="warn-text">{t('staleInputs')}</p>}
        {run.stale.includes('parameters') && <p className="warn-text">{t('staleParameters')}</p>}
      </td>
      <td>
        <StatusMark tone={SIGN_OFF_TONES[signOff]}>{t(`states.${signOff}`)}</StatusMark>
      </td>
    </>
  );
}
