import type { ReactElement } from 'react';
import { ChecksScreen } from '../features/checks/checks-screen.tsx';
import { ExportScreen } from '../features/export/export-screen.tsx';
import { ImportScreen } from '../features/import/import-screen.tsx';
import { ReconcileScreen } from '../features/reconcile/reconcile-screen.tsx';
import { ReportsScreen } from '../features/reports/reports-screen.tsx';
import { SettingsScreen } from '../features/settings/settings-screen.tsx';
import type { ScreenName } from '../lib/navigation.ts';
import { HomeScreen } from './home-screen.tsx';

/** What each place of the navigation shows. A screen without a component does not compile. */
export const SCREEN_COMPONENTS: Readonly<Record<ScreenName, () => ReactElement>> = {
  periods: HomeScreen,
  import: ImportScreen,
  reports: ReportsScreen,
  reconcile: ReconcileScreen,
  checks: ChecksScreen,
  export: ExportScreen,
  settings: SettingsScreen,
};
