import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { WireError } from '#shared/ipc/envelope.ts';
import { errorSentence } from '#shared/messages/errors.ts';
import { useLanguage } from '../lib/settings-store.ts';
import classes from './error-notice.module.css';

/** An error in three statements: what happened, what is unchanged, what to do; and the incident's id. */
export function ErrorText({ error }: { readonly error: WireError }): ReactElement {
  const { t } = useTranslation();
  const { happened, unchanged, remedy } = errorSentence(error.code, error.params, useLanguage());
  return (
    <div className={classes['error']}>
      <p className={classes['happened']}>{happened}</p>
      {unchanged !== '' && <p>{unchanged}</p>}
      {remedy !== '' && <p>{remedy}</p>}
      {error.incidentId !== null && <p className="quiet">{t('incident', { id: error.incidentId })}</p>}
    </div>
  );
}
