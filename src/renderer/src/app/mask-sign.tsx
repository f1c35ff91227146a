import { Anchor, UnstyledButton } from '@mantine/core';
import { IconEyeOff } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { goTo } from '../lib/navigation.ts';
import { hideRevealed, usePrivacy } from '../lib/privacy.ts';
import classes from './status-bar.module.css';

/** Says that names are masked on the screen, and which are not for now. Nothing while nobody is masked. */
export function MaskSign(): ReactElement | null {
  const { t } = useTranslation();
  const privacy = usePrivacy();
  if (privacy === undefined || privacy.screen === 'nobody') return null;
  return (
    <span className={classes['masks']} data-masks={privacy.screen}>
      <UnstyledButton
        className={classes['jobs']}
        onClick={() => {
          goTo('settings', { section: 'privacy' });
        }}
      >
        <IconEyeOff size={14} stroke={1.75} aria-hidden="true" />
        {t(privacy.screen === 'users' ? 'masks.users' : 'masks.usersAndCustomers')}
      </UnstyledButton>
      {privacy.revealed > 0 && (
        <>
          <span>{t('masks.revealed', { count: privacy.revealed })}</span>
          <Anchor component="button" type="button" size="xs" onClick={() => void hideRevealed()}>
            {t('masks.hide')}
          </Anchor>
        </>
      )}
    </span>
  );
}
