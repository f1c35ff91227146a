import type { ReactElement } from 'react';
import type { WireError } from '#shared/ipc/envelope.ts';
import { errorSentence } from '#shared/messages/errors.ts';
import { fillMessage } from '#shared/messages/fill.ts';
import { useLocale, useSettings } from '../lib/settings-store.ts';

/** An error in three statements: what happened, what is unchanged, what to do. */
export function ErrorText({ error }: { readonly error: WireError }): ReactElement {
  const { language } = useSettings(({ settings }) => settings);
  const locale = useLocale();
  const { happened, unchanged, remedy } = errorSentence(error.code, error.params, language);
  return (
    <div className="error">
      <p className="bad-text">{happened}</p>
      {unchanged !== '' && <p>{unchanged}</p>}
      {remedy !== '' && <p>{remedy}</p>}
      {error.incidentId !== null && (
        <p className="quiet">{fillMessage(locale.app.incident, { id: error.incidentId })}</p>
      )}
    </div>
  );
}
