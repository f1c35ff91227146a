import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { EngineBanner } from '../features/engine/engine-banner.tsx';
import { WindowDrop } from '../features/import/window-drop.tsx';
import { JobsPanel } from '../features/jobs/jobs-panel.tsx';
import { Palette } from '../features/palette/palette.tsx';
import { PracticeBanner } from '../features/practice/practice-banner.tsx';
import { useEngine } from '../lib/engine-store.ts';
import { useNavigation } from '../lib/navigation.ts';
import { useAppCommands } from './app-commands.ts';
import classes from './frame.module.css';
import { Notices } from './notices.tsx';
import { Rail } from './rail.tsx';
import { ScreenBoundary } from './screen-boundary.tsx';
import { SCREEN_COMPONENTS } from './screens.ts';
import { StatusBar } from './status-bar.tsx';

/** The frame of the window: the rail, what must be known, the screen, the jobs and the status bar. */
export function Frame(): ReactElement {
  const { t } = useTranslation();
  const screen = useNavigation((place) => place.screen);
  const engineState = useEngine(({ engine }) => engine?.state);
  useAppCommands();
  const Content = SCREEN_COMPONENTS[screen];
  return (
    <div className={classes['frame']} data-engine-state={engineState}>
      <a className={classes['skip']} href="#content" onClick={focusContent}>
        {t('skip')}
      </a>
      <Rail />
      <div className={classes['middle']}>
        <EngineBanner />
        <PracticeBanner />
        <Notices />
        <main id="content" className={classes['content']} tabIndex={-1} data-pane="content">
          <ScreenBoundary key={screen}>
            <Content />
          </ScreenBoundary>
        </main>
      </div>
      <JobsPanel />
      <StatusBar />
      <Palette />
      <WindowDrop />
    </div>
  );
}

/** The hash of the address is the place in the app: the link moves the focus alone. */
function focusContent(event: { readonly preventDefault: () => void }): void {
  event.preventDefault();
  document.getElementById('content')?.focus();
}
