import { Select } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { formatPeriod } from '../lib/format/format.ts';
import { choosePeriod, periodKey, useChosenPeriod, usePeriods } from '../lib/period-choice.ts';
import { useLanguage } from '../lib/settings-store.ts';

/** Which period the window is about. */
export function PeriodSwitch(): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const { data } = usePeriods();
  const chosen = useChosenPeriod();
  return (
    <Select
      label={t('period')}
      placeholder={t('noPeriod')}
      data={(data?.rows ?? []).map(({ period }) => ({
        value: periodKey(period),
        label: formatPeriod(period, language),
      }))}
      value={chosen ? periodKey(chosen.period) : null}
      onChange={(key) => {
        if (key !== null) choosePeriod(key);
      }}
      disabled={(data?.rows.length ?? 0) === 0}
      allowDeselect={false}
      checkIconPosition="right"
    />
  );
}
