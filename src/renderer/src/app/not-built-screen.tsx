import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigation } from '../lib/navigation.ts';
import { Screen } from '../ui/screen.tsx';

/** Stands until the screen of this name lands; see `screens.ts`. */
export function NotBuiltScreen(): ReactElement {
  const { t } = useTranslation();
  const screen = useNavigation((place) => place.screen);
  return <Screen title={t(`screens.${screen}`)}>{null}</Screen>;
}
