import { Radio, Stack } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { MASK_CHOICES, type MaskChoice } from '#shared/ipc/mask-choices.ts';
import { setMasks, usePrivacy } from '../../lib/privacy.ts';
import { Panel } from '../../ui/panel.tsx';
import { LoadingState } from '../../ui/states.tsx';
import classes from './settings.module.css';
import { WipePanel } from './wipe-panel.tsx';

/** Who is masked on the screen, and in files. */
export function PrivacySection(): ReactElement {
  const { t } = useTranslation('settings');
  const privacy = usePrivacy();
  if (privacy === undefined) return <LoadingState />;
  const { screen, files } = privacy;
  return (
    <>
      <Panel title={t('section.privacy')}>
        <p className={classes['lead']}>{t('privacy.text')}</p>
        <Choice
          name="screen"
          value={screen}
          onChange={(choice) => void setMasks({ screen: choice, files })}
        />
        <Choice name="files" value={files} onChange={(choice) => void setMasks({ screen, files: choice })} />
      </Panel>
      <WipePanel />
    </>
  );
}

function Choice({
  name,
  value,
  onChange,
}: {
  readonly name: 'screen' | 'files';
  readonly value: MaskChoice;
  readonly onChange: (choice: MaskChoice) => void;
}): ReactElement {
  const { t } = useTranslation('settings');
  return (
    <Radio.Group
      label={t(`privacy.${name}`)}
      description={t(`privacy.${name}Note`)}
      value={value}
      data-masks={name}
      onChange={(chosen) => {
        onChange(MASK_CHOICES.find((choice) => choice === chosen) ?? 'users-and-customers');
      }}
    >
      <Stack mt="xs" gap="xs">
        {MASK_CHOICES.map((choice) => (
          <Radio key={choice} value={choice} label={t(`privacy.choices.${choice}`)} />
        ))}
      </Stack>
    </Radio.Group>
  );
}
