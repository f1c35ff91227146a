import { useEffect, type ReactElement } from 'react';
import { THEMES, type Theme } from '#shared/ipc/themes.ts';
import { LANGUAGES } from '#shared/messages/language.ts';
import { api } from '../lib/api.ts';
import { valueOf } from '../lib/error-store.ts';
import { changeSettings, refreshInfo, useLocale, useSettings } from '../lib/settings-store.ts';

/** The name of the app and of its workspace, language and appearance. */
export function TopBar(): ReactElement {
  const locale = useLocale();
  const { settings, info } = useSettings();
  // The workspace may be another one after the engine has been started anew.
  useEffect(
    () =>
      api().events.on('engine:changed', ({ state }) => {
        if (state === 'starting') void refreshInfo();
      }),
    [],
  );
  return (
    <header className="top">
      <div>
        <h1>Tieout</h1>
        <p className="quiet">{locale.app.tagline}</p>
      </div>
      <div className="choices">
        <span className="quiet name" data-testid="workspace">
          {locale.app.workspace}: {info?.workspaceName}
        </span>
        <button type="button" onClick={() => void valueOf(api().app.chooseWorkspace())}>
          {locale.app.openWorkspace}
        </button>
        <div className="row" role="group" aria-label={locale.app.language}>
          {LANGUAGES.map((language) => (
            <button
              key={language}
              type="button"
              lang={language}
              aria-pressed={language === settings.language}
              onClick={() => void changeSettings({ language })}
            >
              {locale.languages[language]}
            </button>
          ))}
        </div>
        <label>
          <span className="quiet">{locale.app.theme} </span>
          <select
            value={settings.theme}
            onChange={({ target }) => void changeSettings({ theme: target.value as Theme })}
          >
            {THEMES.map((theme) => (
              <option key={theme} value={theme}>
                {locale.themes[theme]}
              </option>
            ))}
          </select>
        </label>
      </div>
    </header>
  );
}
