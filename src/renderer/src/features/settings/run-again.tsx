import { Button } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../lib/api.ts';
import { valueOf } from '../../lib/error-store.ts';
import { formatPeriod } from '../../lib/format/format.ts';
import { useChosenPeriod } from '../../lib/period-choice.ts';
import { useLanguage } from '../../lib/settings-store.ts';

/** After a setting was changed: the chosen period's result is older than it, and one press makes it new. */
export function RunAgain(): ReactElement | null {
  const { t } = useTranslation('settings');
  const language = useLanguage();
  const chosen = useChosenPeriod();
  if (chosen?.lastRun?.stale.includes('parameters') !== true) return null;
  return (
    <Button
      variant="default"
      onClick={() => void valueOf(api().jobs.startReconcilePeriod({ period: chosen.period }))}
    >
      {t('runAgain', { period: formatPeriod(chosen.period, language) })}
    </Button>
  );
}
