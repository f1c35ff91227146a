/** The desktop app's first process: it opens the window and refuses everything that the window does not need. */
import { app, session } from 'electron';
import { denyPermissions } from './shell/security/deny-permissions.ts';
import { refuseNavigation } from './shell/security/refuse-navigation.ts';
import { openMainWindow } from './shell/window.ts';

if (app.requestSingleInstanceLock()) {
  app.on('web-contents-created', (_event, contents) => {
    refuseNavigation(contents);
  });
  app.on('window-all-closed', () => {
    app.quit();
  });
  await app.whenReady();
  denyPermissions(session.defaultSession);
  await openMainWindow();
} else {
  app.quit();
}
