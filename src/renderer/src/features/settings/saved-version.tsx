import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { formatMoment } from '../../lib/format/format.ts';
import { useLanguage } from '../../lib/settings-store.ts';

/** Which version of a setting counts, and since when. */
export function SavedVersion({
  version,
  at,
}: {
  readonly version: number | null;
  readonly at: string | null;
}): ReactElement {
  const { t } = useTranslation('settings');
  const language = useLanguage();
  return (
    <p className="quiet">
      {version === null || at === null
        ? t('defaults')
        : t('version', { version, at: formatMoment(at, language) })}
    </p>
  );
}
