import { create } from 'zustand';
import type { AppInfo } from '#shared/ipc/contract/app.ts';
import type { Settings } from '#shared/ipc/contract/settings.ts';
import type { Language } from '#shared/messages/language.ts';
import { api } from './api.ts';
import { valueOf } from './error-store.ts';
import { speak } from './i18n.ts';

interface SettingsState {
  readonly settings: Settings;
  readonly info: AppInfo | undefined;
}

/** What a person has chosen about the app; main keeps it. */
export const useSettings = create<SettingsState>(() => ({
  settings: { language: 'en', theme: 'system', density: 'comfortable' },
  info: undefined,
}));

const take = (settings: Settings): void => {
  speak(settings.language);
  document.documentElement.dataset['density'] = settings.density;
  useSettings.setState({ settings });
};

/** Follows the settings as main has them; gives back how to stop. */
export function followSettings(): () => void {
  const stops = [
    api().events.on('settings:changed', take),
    // The workspace may be another one after the engine has been started anew.
    api().events.on('engine:changed', ({ state }) => {
      if (state === 'starting') void refreshInfo();
    }),
  ];
  void valueOf(api().settings.getSettings()).then((settings) => {
    if (settings) take(settings);
  });
  void refreshInfo();
  return () => {
    for (const stop of stops) stop();
  };
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

/** The language of the window. */
export const useLanguage = (): Language => useSettings(({ settings }) => settings.language);
