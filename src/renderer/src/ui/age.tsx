import { Tooltip } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { formatMoment } from '../lib/format/format.ts';
import { useLanguage } from '../lib/settings-store.ts';

/** How old a figure is, in days; the moment itself on asking. */
export function Age({ at, days }: { readonly at: string; readonly days: number }): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const moment = formatMoment(at, language);
  return (
    <Tooltip label={moment}>
      <time className="quiet" dateTime={at} aria-label={moment}>
        {days === 0 ? t('today') : t('daysAgo', { count: days })}
      </time>
    </Tooltip>
  );
}
