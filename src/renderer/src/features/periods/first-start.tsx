import { Button } from '@mantine/core';
import { IconCloudDownload, IconFileImport, IconSchool, type IconProps } from '@tabler/icons-react';
import type { ComponentType, ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { goTo } from '../../lib/navigation.ts';
import { openPractice } from '../../lib/practice.ts';
import classes from './first-start.module.css';

/** Where nothing is held yet: three ways to begin. */
export function FirstStart({ onChooseFiles }: { readonly onChooseFiles: () => void }): ReactElement {
  const { t } = useTranslation('periods');
  return (
    <div className={classes['start']} data-state="first-start">
      <header className={classes['head']}>
        <h1 className={classes['title']}>{t('start.title')}</h1>
        <p className={classes['text']}>{t('start.text')}</p>
      </header>
      <ul className={classes['choices']}>
        <Choice name="files" icon={IconFileImport} isMain onChoose={onChooseFiles} />
        <Choice
          name="webex"
          icon={IconCloudDownload}
          onChoose={() => {
            goTo('settings', { section: 'connection' });
          }}
        />
        <Choice name="practice" icon={IconSchool} onChoose={() => void openPractice()} />
      </ul>
    </div>
  );
}

function Choice({
  name,
  icon: Icon,
  isMain = false,
  onChoose,
}: {
  readonly name: 'files' | 'webex' | 'practice';
  readonly icon: ComponentType<IconProps>;
  readonly isMain?: boolean;
  readonly onChoose: () => void;
}): ReactElement {
  const { t } = useTranslation('periods');
  return (
    <li className={classes['choice']} data-choice={name}>
      <Icon size={28} stroke={1.4} aria-hidden="true" className={classes['icon']} />
      <h2>{t(`start.${name}`)}</h2>
      <p className={classes['about']}>{t(`start.${name}Text`)}</p>
      <Button variant={isMain ? 'filled' : 'default'} onClick={onChoose}>
        {t(`start.${name}Action`)}
      </Button>
    </li>
  );
}
