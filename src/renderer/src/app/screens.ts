import type { ReactElement } from 'react';
import { ImportScreen } from '../features/import/import-screen.tsx';
import { PeriodsScreen } from '../features/periods/periods-screen.tsx';
import { ReportsScreen } from '../features/reports/reports-screen.tsx';
import { ChecksScreen } from '../features/checks/checks-screen.tsx';
import { ReconcileScreen } from '../features/reconcile/reconcile-screen.tsx';
import type { ScreenName } from '../lib/navigation.ts';
import { NotBuiltScreen } from './not-built-screen.tsx';

/** What each place of the navigation shows. A screen without a component does not compile. */
export const SCREEN_COMPONENTS: Readonly<Record<ScreenName, () => ReactElement>> = {
  periods: PeriodsScreen,
  import: ImportScreen,
  reports: ReportsScreen,
  reconcile: ReconcileScreen,
  checks: ChecksScreen,
  export: NotBuiltScreen,
  settings: NotBuiltScreen,
};
