import { UnstyledButton } from '@mantine/core';
import {
  IconArrowsDiff,
  IconCalendarMonth,
  IconCloudDownload,
  IconFileExport,
  IconFileImport,
  IconListCheck,
  IconSearch,
  IconSettings,
  type IconProps,
} from '@tabler/icons-react';
import type { ComponentType, ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { openPalette } from '../lib/palette-store.ts';
import { goTo, SCREENS, useNavigation, type ScreenName } from '../lib/navigation.ts';
import { isMacOs } from '../lib/shortcuts.ts';
import { PeriodSwitch } from './period-switch.tsx';
import classes from './rail.module.css';

const ICONS: Readonly<Record<ScreenName, ComponentType<IconProps>>> = {
  periods: IconCalendarMonth,
  import: IconFileImport,
  reports: IconCloudDownload,
  reconcile: IconArrowsDiff,
  checks: IconListCheck,
  export: IconFileExport,
  settings: IconSettings,
};

/** The left edge of the window: the period that it is about, and the way to each screen. */
export function Rail(): ReactElement {
  const { t } = useTranslation(['app', 'palette']);
  const current = useNavigation((place) => place.screen);
  return (
    <header className={classes['rail']} data-pane="rail">
      <p className={classes['name']} translate="no">
        Tieout
      </p>
      <PeriodSwitch />
      <nav aria-label={t('navigation')}>
        <ul className={classes['list']}>
          {SCREENS.map((screen, index) => {
            const Icon = ICONS[screen];
            return (
              <li key={screen} data-apart={screen === 'settings' ? '' : undefined}>
                <a
                  className={classes['link']}
                  href={`#/${screen}`}
                  aria-current={screen === current ? 'page' : undefined}
                  aria-keyshortcuts={`Control+${index + 1}`}
                  onClick={(event) => {
                    event.preventDefault();
                    goTo(screen);
                  }}
                >
                  <Icon size={18} stroke={1.6} aria-hidden="true" />
                  {t(`screens.${screen}`)}
                </a>
              </li>
            );
          })}
        </ul>
      </nav>
      <UnstyledButton className={classes['palette']} onClick={openPalette}>
        <IconSearch size={16} stroke={1.6} aria-hidden="true" />
        {t('palette:open')}
        <kbd>{isMacOs() ? '⌘K' : 'Ctrl K'}</kbd>
      </UnstyledButton>
    </header>
  );
}
