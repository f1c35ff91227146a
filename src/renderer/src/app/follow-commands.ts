import type { MenuCommand } from '#shared/ipc/contract/app.ts';
import { chooseFiles, reconcileImported } from '../features/import/import-acts.ts';
import { api } from '../lib/api.ts';
import { cancelJob, isRunning, useJobs } from '../lib/job-store.ts';
import { goTo } from '../lib/navigation.ts';
import { checkForUpdates } from '../lib/update-store.ts';

/** What each command of the menu does. */
const ACTIONS: Readonly<Record<MenuCommand, () => void>> = {
  'choose-files': () => {
    goTo('import');
    void chooseFiles();
  },
  reconcile: () => void reconcileImported(),
  export: () => {
    goTo('export');
  },
  'cancel-job': () => {
    const running = useJobs.getState().jobs.find(isRunning);
    if (running) cancelJob(running.jobId);
  },
  'show-periods': () => {
    goTo('periods');
  },
  'check-updates': () => void checkForUpdates(),
};

/** Carries out the commands of the menu. */
export const followCommands = (): (() => void) =>
  api().events.on('app:command-chosen', ({ command }) => {
    ACTIONS[command]();
  });
