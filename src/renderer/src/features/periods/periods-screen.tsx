import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Screen } from '../../ui/screen.tsx';
import { PeriodList } from './period-list.tsx';

/** The home: what each month holds, and what is left to do. */
export function PeriodsScreen(): ReactElement {
  const { t } = useTranslation('periods');
  return (
    <Screen title={t('heading')} description={t('description')}>
      <PeriodList />
    </Screen>
  );
}
