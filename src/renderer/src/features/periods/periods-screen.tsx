import { useMemo, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommands, type Command } from '../../lib/command-store.ts';
import { periodKey, useChosenPeriod, usePeriods } from '../../lib/period-choice.ts';
import { openPractice } from '../../lib/practice.ts';
import { Screen } from '../../ui/screen.tsx';
import { ErrorState, LoadingState } from '../../ui/states.tsx';
import { Checklist } from './checklist.tsx';
import { ChooseInvoicesDialog } from './choose-invoices-dialog.tsx';
import { FirstStart } from './first-start.tsx';
import { PeriodTable } from './period-table.tsx';
import classes from './periods.module.css';
import { SignOffDialog } from './sign-off-dialog.tsx';
import { openPeriodDialog, startReconcile } from './start-reconcile.ts';
import { Trend } from './trend.tsx';

/** The home: what each month holds, what is left to do, and how the months went; or, with nothing held, where to begin. */
export function PeriodsScreen({ onChooseFiles }: { readonly onChooseFiles: () => void }): ReactElement {
  const { t } = useTranslation('periods');
  const { data, error, refetch } = usePeriods();
  const chosen = useChosenPeriod();
  usePeriodCommands();
  if (data === undefined) {
    return (
      <Screen measure="table" title={t('heading')} description={t('description')}>
        {error === null ? (
          <LoadingState />
        ) : (
          <ErrorState error={error.wireError} onRetry={() => void refetch()} />
        )}
      </Screen>
    );
  }
  if (data.rows.length === 0 && data.withoutPeriod.length === 0)
    return <FirstStart onChooseFiles={onChooseFiles} />;
  return (
    <Screen measure="table" title={t('heading')} description={t('description')}>
      <div className={classes['home']}>
        {chosen && <Checklist overview={chosen} />}
        <PeriodTable periods={data.rows} chosen={chosen && periodKey(chosen.period)} />
        {data.withoutPeriod.length > 0 && (
          <p className="quiet">
            {t('withoutPeriod')}: {data.withoutPeriod.map(({ fileName }) => fileName).join(', ')}
          </p>
        )}
        <Trend />
      </div>
      {chosen && <SignOffDialog overview={chosen} />}
      {chosen && <ChooseInvoicesDialog overview={chosen} />}
    </Screen>
  );
}

function usePeriodCommands(): void {
  const { t } = useTranslation('periods');
  const chosen = useChosenPeriod();
  const commands = useMemo((): readonly Command[] => {
    const canRun = chosen !== undefined && chosen.invoices.length > 0 && chosen.reports.length > 0;
    return [
      {
        id: 'period:reconcile',
        group: 'work',
        title: t('commands.reconcile'),
        keys: 'mod+Enter',
        isDisabled: !canRun,
        run: () => {
          if (chosen) startReconcile(chosen);
        },
      },
      {
        id: 'period:sign',
        group: 'work',
        title: t('commands.sign'),
        isDisabled: chosen === undefined || chosen.lastRun === null,
        run: () => {
          openPeriodDialog('sign');
        },
      },
      {
        id: 'period:practice',
        group: 'help',
        title: t('commands.practice'),
        run: () => void openPractice(),
      },
    ];
  }, [t, chosen]);
  useCommands('periods', commands);
}
