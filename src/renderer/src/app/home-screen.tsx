import type { ReactElement } from 'react';
import { chooseFiles } from '../features/import/import-acts.ts';
import { PeriodsScreen } from '../features/periods/periods-screen.tsx';
import { goTo } from '../lib/navigation.ts';

/** The home, and the way from its first start into the import. */
export function HomeScreen(): ReactElement {
  return (
    <PeriodsScreen
      onChooseFiles={() => {
        goTo('import');
        void chooseFiles();
      }}
    />
  );
}
