import { useEffect, type ReactElement } from 'react';
import { fillMessage } from '#shared/messages/fill.ts';
import { EngineBanner } from '../features/engine/engine-banner.tsx';
import { InputPanel } from '../features/inputs/input-panel.tsx';
import { JobList } from '../features/jobs/job-list.tsx';
import { PeriodList } from '../features/periods/period-list.tsx';
import { closeError, useError } from '../lib/error-store.ts';
import { closeUpdate, useUpdate } from '../lib/update-store.ts';
import { followSettings, useLocale, useSettings } from '../lib/settings-store.ts';
import { ErrorText } from '../ui/error-notice.tsx';
import { followCommands } from './follow-commands.ts';
import { TopBar } from './top-bar.tsx';

/** The window. */
export function App(): ReactElement {
  useEffect(followSettings, []);
  useEffect(followCommands, []);
  return (
    <>
      <TopBar />
      <EngineBanner />
      <Refusal />
      <UpdateNotice />
      <main>
        <div className="column">
          <InputPanel />
          <JobList />
        </div>
        <div className="column">
          <PeriodList />
        </div>
      </main>
      <Foot />
    </>
  );
}

/** The last refusal, until it is closed. */
function Refusal(): ReactElement | null {
  const { app } = useLocale();
  const error = useError((state) => state.error);
  if (!error) return null;
  return (
    <div className="banner bad" role="alert" data-error={error.code}>
      <ErrorText error={error} />
      <button type="button" onClick={closeError}>
        {app.close}
      </button>
    </div>
  );
}

/** What a check for updates came to, until it is closed. */
function UpdateNotice(): ReactElement | null {
  const { app, updates } = useLocale();
  const update = useUpdate((state) => state.update);
  if (!update) return null;
  const version = update.state === 'available' ? update.version : '';
  return (
    <div className="banner" role="status" data-update={update.state}>
      <p>{fillMessage(updates[update.state], { version })}</p>
      <button type="button" onClick={closeUpdate}>
        {app.close}
      </button>
    </div>
  );
}

function Foot(): ReactElement | null {
  const { app } = useLocale();
  const info = useSettings((state) => state.info);
  if (!info) return null;
  return (
    <footer className="quiet">
      <p>
        Tieout {info.version}
        {info.electronVersion !== '' && ` · Electron ${info.electronVersion}`}
      </p>
      <p>
        {app.commandLine}: <code translate="no">{info.commandLineHint}</code>
      </p>
    </footer>
  );
}
