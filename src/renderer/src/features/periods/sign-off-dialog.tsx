import { Button, Checkbox, Group, Textarea, TextInput } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { isSamePerson, SIGN_OFF_ROLES, type SignOffRole } from '#core/sign-off/sign-off.ts';
import type { WirePeriodOverview, WirePeriodRun, WireSignOff } from '#shared/ipc/contract/periods.ts';
import { DOMAIN_WORDS } from '#shared/messages/domain-words.ts';
import { api } from '../../lib/api.ts';
import { useApiAct } from '../../lib/api-query.ts';
import { formatCount, formatMoment, formatPercent, formatPeriod } from '../../lib/format/format.ts';
import { tellNews } from '../../lib/news-store.ts';
import { useLanguage } from '../../lib/settings-store.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { MoneyDifference } from '../../ui/figures.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';
import classes from './sign-off-dialog.module.css';
import { closePeriodDialog, usePeriodDialog } from './start-reconcile.ts';
import { WithdrawForm } from './withdraw-form.tsx';

/** Who stands behind a period's result: the signatures that there are, and the next one. */
export function SignOffDialog({ overview }: { readonly overview: WirePeriodOverview }): ReactElement {
  const { t } = useTranslation('periods');
  const language = useLanguage();
  const isOpen = usePeriodDialog(({ dialog }) => dialog === 'sign');
  const [withdrawing, setWithdrawing] = useState<SignOffRole>();
  const { lastRun, signOff, period } = overview;
  const next = SIGN_OFF_ROLES.find(
    (role) => !signOff.entries.some((entry) => entry.role === role && entry.suspendedBy.length === 0),
  );
  return (
    <Dialog
      isOpen={isOpen}
      onClose={() => {
        setWithdrawing(undefined);
        closePeriodDialog();
      }}
      title={t('signing.title', { period: formatPeriod(period, language) })}
    >
      <p>{t('signing.about')}</p>
      {lastRun && <ResultLine run={lastRun} />}
      <ul className={classes['parts']}>
        {SIGN_OFF_ROLES.map((role) => (
          <Part
            key={role}
            role={role}
            entries={signOff.entries}
            onWithdraw={() => {
              setWithdrawing(role);
            }}
          />
        ))}
      </ul>
      {withdrawing !== undefined && (
        <WithdrawForm
          period={period}
          role={withdrawing}
          onDone={() => {
            setWithdrawing(undefined);
          }}
        />
      )}
      {withdrawing === undefined && lastRun && (
        <NextPart key={next} overview={overview} run={lastRun} role={next} />
      )}
      <p className="quiet">{t('signing.honest')}</p>
    </Dialog>
  );
}

function ResultLine({ run }: { readonly run: WirePeriodRun }): ReactElement {
  const { t } = useTranslation('periods');
  const language = useLanguage();
  const { coverage, totals, currency } = run;
  return (
    <dl className={classes['result']}>
      <div>
        <dt>{t('verdict')}</dt>
        <dd>{DOMAIN_WORDS[language].verdicts[run.verdict]}</dd>
      </div>
      <div>
        <dt>{t('trend.coverage')}</dt>
        <dd>
          {t('coverageShare', {
            audited: formatCount(coverage.audited, language),
            rows: formatCount(coverage.invoiceRows, language),
            share: formatPercent(coverage.amountShare),
          })}
        </dd>
      </div>
      <div>
        <dt>{t('variance')}</dt>
        <dd>
          <MoneyDifference value={totals.variance} currency={currency} withCurrency />
        </dd>
      </div>
    </dl>
  );
}

function Part({
  role,
  entries,
  onWithdraw,
}: {
  readonly role: SignOffRole;
  readonly entries: readonly WireSignOff[];
  readonly onWithdraw: () => void;
}): ReactElement {
  const { t } = useTranslation('periods');
  const language = useLanguage();
  const entry = entries.find((one) => one.role === role);
  const isSameAccount =
    entry !== undefined && entries.some((one) => one.role !== role && one.account === entry.account);
  return (
    <li className={classes['part']} data-role={role}>
      <span className={classes['role']}>{t(`signing.roles.${role}`)}</span>
      {entry === undefined ? (
        <span className="quiet">{t('signing.notYet')}</span>
      ) : (
        <div className={classes['signature']}>
          <p>
            {t('signing.signedBy', { name: entry.name, at: formatMoment(entry.signedAt, language) })}{' '}
            {entry.suspendedBy.length > 0 && (
              <StatusMark tone="warn">
                {t('signing.suspendedBy', {
                  what: entry.suspendedBy.map((what) => t(`signing.what.${what}`)).join(', '),
                })}
              </StatusMark>
            )}
          </p>
          <p className="quiet">
            {[
              t('signing.account', { account: entry.account }),
              entry.isOverride ? t('signing.override') : undefined,
              isSameAccount ? t('signing.sameAccount') : undefined,
              entry.note ?? undefined,
            ]
              .filter((part) => part !== undefined)
              .join(' · ')}
          </p>
        </div>
      )}
      {entry !== undefined && (
        <Button size="xs" variant="default" onClick={onWithdraw}>
          {t('signing.withdraw')}
        </Button>
      )}
    </li>
  );
}

function NextPart({
  overview,
  run,
  role,
}: {
  readonly overview: WirePeriodOverview;
  readonly run: WirePeriodRun;
  readonly role: SignOffRole | undefined;
}): ReactElement {
  const { t } = useTranslation('periods');
  const language = useLanguage();
  const [name, setName] = useState('');
  const [note, setNote] = useState('');
  const [isSure, setSure] = useState(false);
  const sign = useApiAct(api().periods.signOff);
  if (role === undefined) return <p>{t('signing.complete')}</p>;
  if (run.stale.length > 0) return <p className="warn-text">{t('signing.runFirst')}</p>;
  if (run.verdict === 'blocked' || run.verdict === 'not-reconcilable') {
    return <p className="warn-text">{t('signing.blocked')}</p>;
  }
  const isDouble = overview.signOff.entries.some(
    (entry) => entry.role !== role && isSamePerson(entry.name, name),
  );
  return (
    <form
      className={classes['form']}
      onSubmit={(event) => {
        event.preventDefault();
        sign.mutate(
          { period: overview.period, role, runId: run.runId, name, note, override: isDouble && isSure },
          {
            onSuccess: () => {
              tellNews({
                text: t('signing.signed', {
                  period: formatPeriod(overview.period, language),
                  state: t(`states.${role}`),
                }),
              });
            },
          },
        );
      }}
    >
      {run.left.lines > 0 && <p className="warn-text">{t('signing.leftOpen', { count: run.left.lines })}</p>}
      <TextInput
        label={t('signing.name')}
        value={name}
        autoComplete="off"
        data-autofocus
        required
        maxLength={200}
        onChange={({ currentTarget }) => {
          setName(currentTarget.value);
        }}
      />
      <Textarea
        label={t('signing.note')}
        value={note}
        rows={2}
        maxLength={1000}
        onChange={({ currentTarget }) => {
          setNote(currentTarget.value);
        }}
      />
      {isDouble && (
        <Checkbox
          label={t('signing.samePerson')}
          checked={isSure}
          onChange={({ currentTarget }) => {
            setSure(currentTarget.checked);
          }}
        />
      )}
      <Group justify="flex-end">
        <Button type="submit" loading={sign.isPending} disabled={name.trim() === '' || (isDouble && !isSure)}>
          {t(`signing.sign.${role}`)}
        </Button>
      </Group>
    </form>
  );
}
