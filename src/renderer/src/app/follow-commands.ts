import type { MenuCommand } from '#shared/ipc/contract/app.ts';
import { chooseFiles, reconcileInputs } from '../features/inputs/input-store.ts';
import { usePeriods, writeWorkbook } from '../features/periods/period-store.ts';
import { api } from '../lib/api.ts';
import { cancelJob, isRunning, useJobs } from '../lib/job-store.ts';
import { LOCALES } from '../locales/locales.ts';
import { useSettings } from '../lib/settings-store.ts';
import { checkForUpdates } from '../lib/update-store.ts';

/** What each command of the menu does. */
const ACTIONS: Readonly<Record<MenuCommand, () => void>> = {
  'choose-files': () => void chooseFiles(),
  reconcile: () => void reconcileInputs(),
  export: () => {
    const newest = usePeriods.getState().periods?.find(({ lastRun }) => lastRun !== null);
    const { language } = useSettings.getState().settings;
    if (newest) void writeWorkbook(newest, LOCALES[language].periods.workbookName);
  },
  'cancel-job': () => {
    const running = useJobs.getState().jobs.find(isRunning);
    if (running) cancelJob(running.jobId);
  },
  'show-periods': () => {
    document.getElementById('periods-heading')?.scrollIntoView();
  },
  'check-updates': () => void checkForUpdates(),
};

/** Carries out the commands of the menu. */
export const followCommands = (): (() => void) =>
  api().events.on('app:command-chosen', ({ command }) => {
    ACTIONS[command]();
  });
