import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { WireParameterEvent } from '#shared/ipc/contract/parameters.ts';
import { api } from '../../lib/api.ts';
import { useApiQuery } from '../../lib/api-query.ts';
import { formatMoment } from '../../lib/format/format.ts';
import { useLanguage } from '../../lib/settings-store.ts';
import type { SETTINGS } from '../../locales/en/settings.ts';
import { Panel } from '../../ui/panel.tsx';
import classes from './settings.module.css';

const SHOWN = 200;
type StateValue = NonNullable<WireParameterEvent['before']>[string];
type EventName = keyof (typeof SETTINGS)['history']['events'];
type ValueName = keyof (typeof SETTINGS)['history']['names'];
/** Names whose values say nothing to a person. */
const SILENT = new Set(['sha256', 'version']);

/** Who has changed which setting, newest first. */
export function HistorySection(): ReactElement {
  const { t } = useTranslation('settings');
  const { data } = useApiQuery(['parameters:list-history'], () =>
    api().parameters.listHistory({ offset: 0, limit: SHOWN }),
  );
  return (
    <Panel title={t('section.history')}>
      <p className={classes['lead']}>{t('history.text')}</p>
      {data?.rows.length === 0 && <p className="quiet">{t('history.none')}</p>}
      {data !== undefined && data.rows.length > 0 && (
        <table className="table" aria-label={t('section.history')}>
          <thead>
            <tr>
              <th scope="col">{t('history.at')}</th>
              <th scope="col">{t('history.who')}</th>
              <th scope="col">{t('history.what')}</th>
              <th scope="col">{t('history.change')}</th>
            </tr>
          </thead>
          <tbody>
            {data.rows.map((event) => (
              <EventRow key={event.sequence} event={event} />
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}

function EventRow({ event }: { readonly event: WireParameterEvent }): ReactElement {
  const { t } = useTranslation('settings');
  const language = useLanguage();
  return (
    <tr>
      <td>{formatMoment(event.at, language)}</td>
      <td>{event.who}</td>
      <td>{t(`history.events.${event.what as EventName}`)}</td>
      <td>
        {changesOf(event).map(({ name, before, after }) => (
          <p key={name}>
            {t(`history.names.${name}`)}: {before ?? t('history.nothing')} → {after ?? t('history.nothing')}
          </p>
        ))}
      </td>
    </tr>
  );
}

/** What differs between before and after, value by value. */
function changesOf({ before, after }: WireParameterEvent): readonly {
  readonly name: ValueName;
  readonly before: string | undefined;
  readonly after: string | undefined;
}[] {
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  const textOf = (value: StateValue | undefined): string | undefined => {
    if (value === null || value === undefined) return undefined;
    const text = typeof value === 'object' ? value.join(', ') : String(value);
    return text === '' ? undefined : text;
  };
  return names
    .filter((name) => !SILENT.has(name))
    .map((name) => ({
      name: name as ValueName,
      before: textOf(before?.[name]),
      after: textOf(after?.[name]),
    }))
    .filter((change) => change.before !== change.after);
}
