import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { WebexConnectionState } from '#shared/ipc/contract/webex.ts';
import { isOffline } from '../../lib/webex-connection.ts';
import { StatusMark, type Tone } from '../status-mark.tsx';

const TONES: Readonly<Record<WebexConnectionState['state'], Tone>> = {
  connected: 'good',
  'signed-out': 'neutral',
  expired: 'warn',
};

/** How the connection is, in a word. */
export function ConnectionStatus({
  connection,
}: {
  readonly connection: WebexConnectionState;
}): ReactElement {
  const { t } = useTranslation('connection');
  const isAway = connection.state === 'connected' && isOffline(connection);
  return (
    <span data-connection={isAway ? 'offline' : connection.state}>
      <StatusMark tone={isAway ? 'neutral' : TONES[connection.state]}>
        {t(isAway ? 'states.offline' : `states.${connection.state}`)}
      </StatusMark>
    </span>
  );
}
