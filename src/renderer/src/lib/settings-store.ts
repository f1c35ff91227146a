import { create } from 'zustand';
import type { AppInfo } from '#shared/ipc/contract/app.ts';
import type { Settings } from '#shared/ipc/contract/settings.ts';
import { LOCALES, type Locale } from '../locales/locales.ts';
import { api } from './api.ts';
import { valueOf } from './error-store.ts';

interface SettingsState {
  readonly settings: Settings;
  readonly info: AppInfo | undefined;
}

/** What a person has chosen about the app; main keeps it. */
export const useSettings = create<SettingsState>(() => ({
  settings: { language: 'en', theme: 'system' },
  info: undefined,
}));

const take = (settings: Settings): void => {
  document.documentElement.lang = settings.language;
  useSettings.setState({ settings });
};

/** Follows the settings as main has them; gives back how to stop. */
export function followSettings(): () => void {
  const stop = api().events.on('settings:changed', take);
  void valueOf(api().settings.getSettings()).then((settings) => {
    if (settings) take(settings);
  });
  void refreshInfo();
  return stop;
}

/** Asks again what the app is working on. */
export async function refreshInfo(): Promise<void> {
  const info = await valueOf(api().app.getInfo());
  if (info) useSettings.setState({ info });
}

export async function changeSettings(changes: Partial<Settings>): Promise<void> {
  const settings = await valueOf(api().settings.changeSettings(changes));
  if (settings) take(settings);
}

/** The words of the window in the person's language. */
export const useLocale = (): Locale => LOCALES[useSettings(({ settings }) => settings.language)];
