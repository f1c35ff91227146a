import { SegmentedControl } from '@mantine/core';
import { useId, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { DENSITIES, THEMES } from '#shared/ipc/themes.ts';
import { LANGUAGES } from '#shared/messages/language.ts';
import { changeSettings, useSettings } from '../../lib/settings-store.ts';
import { Panel } from '../../ui/panel.tsx';
import classes from './settings.module.css';

/** Language, theme and density: of this computer, and of no figure. */
export function AppearanceSection(): ReactElement {
  const { t } = useTranslation(['settings', 'app']);
  const settings = useSettings((state) => state.settings);
  return (
    <Panel title={t('section.appearance')}>
      <p className={classes['lead']}>{t('appearance.text')}</p>
      <Choice
        label={t('appearance.language')}
        value={settings.language}
        options={LANGUAGES}
        labelOf={(language) => t(`app:languages.${language}`)}
        onChange={(language) => void changeSettings({ language })}
      />
      <Choice
        label={t('appearance.theme')}
        value={settings.theme}
        options={THEMES}
        labelOf={(theme) => t(`app:themes.${theme}`)}
        onChange={(theme) => void changeSettings({ theme })}
      />
      <Choice
        label={t('appearance.density')}
        value={settings.density}
        options={DENSITIES}
        labelOf={(density) => t(`app:densities.${density}`)}
        onChange={(density) => void changeSettings({ density })}
      />
    </Panel>
  );
}

function Choice<Option extends string>({
  label,
  value,
  options,
  labelOf,
  onChange,
}: {
  readonly label: string;
  readonly value: Option;
  readonly options: readonly Option[];
  readonly labelOf: (option: Option) => string;
  readonly onChange: (option: Option) => void;
}): ReactElement {
  const id = useId();
  return (
    <div className={classes['setting']}>
      <span id={id}>{label}</span>
      <div>
        <SegmentedControl
          aria-labelledby={id}
          value={value}
          data={options.map((option) => ({ value: option, label: labelOf(option) }))}
          onChange={(chosen) => {
            const option = options.find((one) => one === chosen);
            if (option !== undefined) onChange(option);
          }}
        />
      </div>
    </div>
  );
}
