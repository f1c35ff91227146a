import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommands, type Command } from '../lib/command-store.ts';
import { toggleJobsPanel } from '../lib/jobs-panel-store.ts';
import { goBack, goTo, SCREENS } from '../lib/navigation.ts';
import { openPalette, openShortcuts } from '../lib/palette-store.ts';
import { focusNextPane } from '../lib/panes.ts';
import { changeSettings } from '../lib/settings-store.ts';

/** What can be done on every screen. */
export function useAppCommands(): void {
  const { t } = useTranslation(['palette', 'app', 'jobs']);
  const commands = useMemo(
    (): readonly Command[] => [
      ...SCREENS.map((screen, index): Command => ({
        id: `go:${screen}`,
        group: 'go',
        title: t('palette:goTo', { screen: t(`app:screens.${screen}`) }),
        keys: `mod+${index + 1}`,
        run: () => {
          goTo(screen);
        },
      })),
      { id: 'go:back', group: 'go', title: t('palette:back'), keys: 'alt+ArrowLeft', run: goBack },
      {
        id: 'view:next-pane',
        group: 'view',
        title: t('palette:nextPane'),
        keys: 'F6',
        run: () => {
          focusNextPane(1);
        },
      },
      {
        id: 'view:previous-pane',
        group: 'view',
        title: t('palette:previousPane'),
        keys: 'shift+F6',
        run: () => {
          focusNextPane(-1);
        },
      },
      { id: 'view:jobs', group: 'view', title: t('jobs:show'), keys: 'mod+J', run: toggleJobsPanel },
      {
        id: 'view:compact',
        group: 'view',
        title: t('palette:compact'),
        run: () => void changeSettings({ density: 'compact' }),
      },
      {
        id: 'view:comfortable',
        group: 'view',
        title: t('palette:comfortable'),
        run: () => void changeSettings({ density: 'comfortable' }),
      },
      {
        id: 'view:light',
        group: 'view',
        title: t('palette:light'),
        run: () => void changeSettings({ theme: 'light' }),
      },
      {
        id: 'view:dark',
        group: 'view',
        title: t('palette:dark'),
        run: () => void changeSettings({ theme: 'dark' }),
      },
      {
        id: 'view:english',
        group: 'view',
        title: t('palette:speakEnglish'),
        run: () => void changeSettings({ language: 'en' }),
      },
      {
        id: 'view:japanese',
        group: 'view',
        title: t('palette:speakJapanese'),
        run: () => void changeSettings({ language: 'ja' }),
      },
      { id: 'help:palette', group: 'help', title: t('palette:open'), keys: 'mod+K', run: openPalette },
      {
        id: 'help:shortcuts',
        group: 'help',
        title: t('palette:showShortcuts'),
        keys: '?',
        run: openShortcuts,
      },
    ],
    [t],
  );
  useCommands('app', commands);
}
