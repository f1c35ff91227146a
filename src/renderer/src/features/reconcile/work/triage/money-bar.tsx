import { Progress } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { parsePicos } from '#core/work/exact-text.ts';
import type { WireWorkProgress } from '#shared/ipc/contract/work.ts';
import { formatCount, formatMoney } from '../../../../lib/format/format.ts';
import { useLanguage } from '../../../../lib/settings-store.ts';
import classes from './triage.module.css';

/** How much of the money is explained, live. Whole only when it is whole. */
export function MoneyBar({
  progress,
  isSaving,
}: {
  readonly progress: WireWorkProgress;
  readonly isSaving: boolean;
}): ReactElement {
  const { t } = useTranslation('work');
  const language = useLanguage();
  const { currency } = progress;
  const money = (text: string): string => [formatMoney(text, currency), currency].filter(Boolean).join(' ');
  const texts = {
    explained: money(progress.explained),
    total: money(progress.toExplain),
    settled: formatCount(progress.settled, language),
    differences: formatCount(progress.differences, language),
  };
  return (
    <div className={classes['bar']}>
      <div className={classes['barText']}>
        <strong>{t('triage.explained', texts)}</strong>
        <span>{t('triage.settled', texts)}</span>
        {progress.withoutAmount > 0 && (
          <span className="quiet">{t('triage.withoutAmount', { count: progress.withoutAmount })}</span>
        )}
        <span className={classes['saving']} role="status">
          {isSaving ? t('triage.saving') : ''}
        </span>
      </div>
      <Progress.Root size="md">
        <Progress.Section
          value={percentOf(progress)}
          aria-label={t('triage.bar')}
          aria-valuetext={t('triage.explained', texts)}
        />
      </Progress.Root>
    </div>
  );
}

/** Whole percents for the bar's width: 100 only where nothing is left. */
function percentOf({ explained, toExplain, settled, differences }: WireWorkProgress): number {
  const whole = parsePicos(toExplain);
  if (whole === 0n) return differences === 0 ? 100 : Math.floor((100 * settled) / differences);
  return Number((100n * parsePicos(explained)) / whole);
}
