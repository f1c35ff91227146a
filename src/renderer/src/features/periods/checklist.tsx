import { Button } from '@mantine/core';
import { useId, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { WirePeriodOverview } from '#shared/ipc/contract/periods.ts';
import { formatCount, formatPeriod } from '../../lib/format/format.ts';
import { isRunning, useJobs } from '../../lib/job-store.ts';
import { goTo } from '../../lib/navigation.ts';
import { useLanguage } from '../../lib/settings-store.ts';
import { MoneyDifference } from '../../ui/figures.tsx';
import { checklistSteps, levelsHeld, type Step } from './checklist-steps.ts';
import classes from './checklist.module.css';
import { openPeriodDialog, startReconcile } from './start-reconcile.ts';

const SIGNS = { done: '✓', open: '', attention: '!' } as const;

/** The way from the import to the workbook: what is done, what needs a look, and the one step that leads on. */
export function Checklist({ overview }: { readonly overview: WirePeriodOverview }): ReactElement {
  const { t } = useTranslation('periods');
  const language = useLanguage();
  const headingId = useId();
  return (
    <section className={classes['checklist']} aria-labelledby={headingId}>
      <h2 id={headingId}>{t('checklist.heading', { period: formatPeriod(overview.period, language) })}</h2>
      <ol className={classes['steps']}>
        {checklistSteps(overview).map((step) => (
          <StepItem key={step.name} step={step} overview={overview} />
        ))}
      </ol>
    </section>
  );
}

function StepItem({
  step,
  overview,
}: {
  readonly step: Step;
  readonly overview: WirePeriodOverview;
}): ReactElement {
  const { t } = useTranslation('periods');
  const action = useAction(step, overview);
  return (
    <li
      className={classes['step']}
      data-step={step.name}
      data-state={step.state}
      data-next={step.isNext ? '' : undefined}
      aria-current={step.isNext ? 'step' : undefined}
    >
      <h3 className={classes['title']}>
        <span className={classes['sign']} aria-hidden="true">
          {SIGNS[step.state]}
        </span>
        {t(`checklist.${step.name}`)}
        <span className="for-readers">, {t(`checklist.${step.state}`)}</span>
      </h3>
      <div className={classes['detail']}>
        <Detail step={step} overview={overview} />
      </div>
      <Button
        size="xs"
        variant={step.isNext ? 'filled' : 'default'}
        disabled={!step.isPossible || action.isBusy}
        onClick={action.run}
      >
        {action.label}
      </Button>
    </li>
  );
}

function Detail({
  step,
  overview,
}: {
  readonly step: Step;
  readonly overview: WirePeriodOverview;
}): ReactElement | string {
  const { t } = useTranslation('periods');
  const language = useLanguage();
  const { invoices, lastRun, signOff } = overview;
  switch (step.name) {
    case 'invoice':
      return invoices.length === 0
        ? t('checklist.invoiceMissing')
        : (invoices[0]?.number ?? t('checklist.invoicesHeld', { count: invoices.length }));
    case 'reports':
      return t('checklist.reportsHeld', { count: levelsHeld(overview) });
    case 'reconcile':
      if (!step.isPossible) return t('checklist.reconcileFirst');
      if (lastRun === null) return t('checklist.reconcileReady');
      return lastRun.stale.length > 0 ? t('checklist.outdated') : t('checklist.reconciled');
    case 'checks':
      if (lastRun === null) return t('checklist.afterReconcile');
      return lastRun.checks.check > 0
        ? t('checksOpen', { count: lastRun.checks.check })
        : t('checklist.checksDone');
    case 'differences':
      if (lastRun === null) return t('checklist.afterReconcile');
      if (lastRun.left.lines === 0) return t('checklist.nothingLeft');
      return (
        <>
          {t('leftLines', {
            count: lastRun.left.lines,
            formatted: formatCount(lastRun.left.lines, language),
          })}
          {' · '}
          <MoneyDifference value={lastRun.totals.variance} currency={lastRun.currency} withCurrency />
        </>
      );
    case 'signOff':
      return lastRun === null ? t('checklist.afterReconcile') : t(`states.${signOff.state}`);
    case 'export':
      return lastRun === null ? t('checklist.afterReconcile') : t('checklist.exportReady');
  }
}

function useAction(
  { name }: Step,
  overview: WirePeriodOverview,
): { readonly label: string; readonly run: () => void; readonly isBusy: boolean } {
  const { t } = useTranslation('periods');
  const isReconciling = useJobs(({ jobs }) => jobs.some((job) => isRunning(job) && job.kind === 'reconcile'));
  const to =
    (screen: Parameters<typeof goTo>[0], about: Record<string, string> = {}) =>
    (): void => {
      goTo(screen, about);
    };
  switch (name) {
    case 'invoice':
      return { label: t('checklist.import'), run: to('import'), isBusy: false };
    case 'reports':
      return { label: t('checklist.fetch'), run: to('reports'), isBusy: false };
    case 'reconcile':
      return {
        label: overview.lastRun === null ? t('checklist.run') : t('checklist.runAgain'),
        run: () => {
          startReconcile(overview);
        },
        isBusy: isReconciling,
      };
    case 'checks':
      return { label: t('checklist.look'), run: to('checks'), isBusy: false };
    case 'differences':
      return { label: t('checklist.resolve'), run: to('reconcile'), isBusy: false };
    case 'signOff':
      return {
        label: overview.signOff.state === 'approved' ? t('checklist.signatures') : t('checklist.sign'),
        run: () => {
          openPeriodDialog('sign');
        },
        isBusy: false,
      };
    case 'export':
      return { label: t('checklist.write'), run: to('export'), isBusy: false };
  }
}
