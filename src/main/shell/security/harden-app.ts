import type { App, Session } from 'electron';
import { blockForeignRequests } from './block-requests.ts';
import { denyPermissions } from './deny-permissions.ts';
import { refuseNavigation } from './refuse-navigation.ts';

/** The rules for every page that this app will ever have, whoever makes it. Before the first window. */
export function hardenContents(app: Pick<App, 'on'>): void {
  app.on('web-contents-created', (_event, contents) => {
    refuseNavigation(contents);
  });
}

/** The rules of the session that the windows share. */
export function hardenSession(session: Session): void {
  denyPermissions(session);
  blockForeignRequests(session);
}
