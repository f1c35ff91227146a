import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Screen } from '../../ui/screen.tsx';
import { InputPanel } from './input-panel.tsx';

/** Where files come in. */
export function ImportScreen(): ReactElement {
  const { t } = useTranslation();
  return (
    <Screen title={t('screens.import')}>
      <InputPanel />
    </Screen>
  );
}
