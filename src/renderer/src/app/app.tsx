import { MantineProvider } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { QueryClientProvider } from '@tanstack/react-query';
import { useEffect, type ReactElement } from 'react';
import { followImports } from '../features/import/import-acts.ts';
import { followData, queryClient } from '../lib/api-query.ts';
import { followFocusInDialogs } from '../lib/focus-in-dialogs.ts';
import { followJobs } from '../lib/job-store.ts';
import { followAddress } from '../lib/navigation.ts';
import { followSettings } from '../lib/settings-store.ts';
import { loadLayouts } from '../ui/data-grid/layout-store.ts';
import { followShortcuts } from '../lib/shortcuts.ts';
import { theme } from '../lib/theme.ts';
import { followCommands } from './follow-commands.ts';
import { Frame } from './frame.tsx';

/** The window: what every part of it stands on. */
export function App(): ReactElement {
  useEffect(followSettings, []);
  useEffect(() => {
    void loadLayouts();
  }, []);
  useEffect(followData, []);
  useEffect(followJobs, []);
  useEffect(followAddress, []);
  useEffect(followShortcuts, []);
  useEffect(followCommands, []);
  useEffect(followImports, []);
  useEffect(followFocusInDialogs, []);
  // The theme is the native one: main sets it, and the page sees it as its preferred colour scheme.
  const isDark = useMediaQuery('(prefers-color-scheme: dark)', undefined, { getInitialValueInEffect: false });
  return (
    <QueryClientProvider client={queryClient}>
      <MantineProvider
        theme={theme}
        forceColorScheme={isDark ? 'dark' : 'light'}
        withCssVariables={false}
        withGlobalClasses={false}
      >
        <Frame />
      </MantineProvider>
    </QueryClientProvider>
  );
}
