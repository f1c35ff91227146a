import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { WebexConnectionState, WebexPermission } from '#shared/ipc/contract/webex.ts';
import { formatMoment } from '../../lib/format/format.ts';
import { useLanguage } from '../../lib/settings-store.ts';
import { ErrorText } from '../error-notice.tsx';
import { StatusMark, type Tone } from '../status-mark.tsx';
import classes from './connection.module.css';

const TONES: Readonly<Record<WebexPermission, Tone>> = { yes: 'good', no: 'warn', unknown: 'neutral' };
const PERMISSIONS = ['read', 'write', 'subPartners'] as const;

/** What is known of an access: how, where to, how long, what it allows, and when Webex was last heard of. */
export function ConnectionFacts({ connection }: { readonly connection: WebexConnectionState }): ReactElement {
  const { t } = useTranslation('connection');
  const { method, permissions } = connection;
  return (
    <dl className={classes['facts']}>
      {method !== null && (
        <>
          <dt>{t('facts.way')}</dt>
          <dd>{t(`connectedBy.${method}`)}</dd>
        </>
      )}
      <dt>{t('facts.host')}</dt>
      <dd translate="no">
        {connection.apiHost}
        {!connection.isDefaultApi && <span className="quiet"> ({t('facts.otherHost')})</span>}
      </dd>
      <dt>{t('facts.allowed')}</dt>
      <dd>
        <ul className={classes['allowed']}>
          {PERMISSIONS.map((name) => (
            <li key={name} data-permission={name} data-allowed={permissions[name]}>
              <StatusMark tone={TONES[permissions[name]]}>{t(`permission.${permissions[name]}`)}</StatusMark>
              {t(`permissions.${name}`)}
            </li>
          ))}
        </ul>
      </dd>
      <dt>{t('facts.lasts')}</dt>
      <dd>
        <Lasting connection={connection} />
      </dd>
      <dt>{t('facts.kept')}</dt>
      <dd>
        <Keeping connection={connection} />
      </dd>
      <dt>{t('facts.contact')}</dt>
      <dd>
        <Contact connection={connection} />
      </dd>
    </dl>
  );
}

function Lasting({ connection }: { readonly connection: WebexConnectionState }): ReactElement {
  const { t } = useTranslation('connection');
  const language = useLanguage();
  if (connection.lastsUntil === null) return <>{t('facts.unknown')}</>;
  const moment = formatMoment(connection.lastsUntil, language);
  return <>{connection.isRenewed ? t('facts.renewed', { moment }) : moment}</>;
}

function Keeping({ connection }: { readonly connection: WebexConnectionState }): ReactElement {
  const { t } = useTranslation('connection');
  const isPasted = connection.method === 'token';
  const isKept = connection.protection === 'keyring' && !isPasted;
  return (
    <>
      {t(isKept ? 'facts.keyring' : 'facts.session')}
      {!isKept && <p className="quiet">{t(isPasted ? 'facts.tokenWhy' : 'facts.sessionWhy')}</p>}
    </>
  );
}

function Contact({ connection }: { readonly connection: WebexConnectionState }): ReactElement {
  const { t } = useTranslation('connection');
  const language = useLanguage();
  const { contact } = connection;
  if (contact === null) return <>{t('facts.never')}</>;
  return (
    <>
      {formatMoment(contact.at, language)} · {t(`contact.${contact.outcome}`)}
      {contact.outcome === 'refused' && contact.error !== null && <ErrorText error={contact.error} />}
    </>
  );
}
