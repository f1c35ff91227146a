import { Button, UnstyledButton } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutputOf } from '#shared/ipc/contract/contract.ts';
import type { WebexConnectionState } from '#shared/ipc/contract/webex.ts';
import { formatMoment } from '../../lib/format/format.ts';
import { goTo } from '../../lib/navigation.ts';
import { useLanguage } from '../../lib/settings-store.ts';
import { isOffline } from '../../lib/webex-connection.ts';
import { Age } from '../../ui/age.tsx';
import { ConnectionStatus } from '../../ui/connection/connection-status.tsx';
import { ageInDays } from './report-ages.ts';
import classes from './reports.module.css';

type Listing = OutputOf<'reports:list-holdings'>['listing'];

/** How the connection is and how old Webex's list: the age of everything that is said of Webex on this screen. */
export function ListedStrip({
  connection,
  listing,
  onShow,
}: {
  readonly connection: WebexConnectionState;
  readonly listing: Listing;
  /** Shows the connection. */
  readonly onShow: () => void;
}): ReactElement {
  const { t } = useTranslation(['reports', 'connection']);
  const language = useLanguage();
  return (
    <div className={classes['strip']}>
      <UnstyledButton className={classes['status']} title={t('connection:show')} onClick={onShow}>
        <ConnectionStatus connection={connection} />
      </UnstyledButton>
      {listing === null ? (
        <span className="quiet">{t('reports:neverListed')}</span>
      ) : (
        <span className="quiet" data-listed={listing.listedAt}>
          {t('reports:listed', { age: '' })} <Age at={listing.listedAt} days={ageInDays(listing.listedAt)} />{' '}
          ({formatMoment(listing.listedAt, language)})
        </span>
      )}
      {listing?.isComplete === false && <span className="warn-text">{t('reports:incomplete')}</span>}
      {listing?.subPartners === 'no-scope' && <span className="quiet">{t('reports:noSubPartners')}</span>}
    </div>
  );
}

/** What stands in the way of asking Webex, in calm words, and what can be done. */
export function ConnectionNotice({
  connection,
  onConnect,
}: {
  readonly connection: WebexConnectionState;
  readonly onConnect: () => void;
}): ReactElement | null {
  const { t } = useTranslation(['reports', 'connection']);
  const language = useLanguage();
  if (connection.state !== 'connected') {
    return (
      <div className={classes['notice']} data-tone={connection.state === 'expired' ? 'warn' : 'plain'}>
        <p>{t(connection.state === 'expired' ? 'reports:expired' : 'reports:notConnected')}</p>
        <span className={classes['row']}>
          <Button size="xs" onClick={onConnect}>
            {t('reports:connect')}
          </Button>
          <Button
            variant="default"
            size="xs"
            onClick={() => {
              goTo('import');
            }}
          >
            {t('reports:importFiles')}
          </Button>
        </span>
      </div>
    );
  }
  if (!isOffline(connection) || connection.contact === null) return null;
  return (
    <div className={classes['notice']} data-offline="" role="status">
      <p>{t('connection:offline', { moment: formatMoment(connection.contact.at, language) })}</p>
    </div>
  );
}
