import { ActionIcon, Tooltip } from '@mantine/core';
import { IconEye } from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { isMask } from '#core/mask-text.ts';
import { revealMask } from '../lib/privacy.ts';
import classes from './masked-name.module.css';

/** A name or id; beside a mask the way to look behind it. Give it the text as its key. */
export function MaskedName({ text }: { readonly text: string }): ReactElement {
  const { t } = useTranslation();
  const [real, setReal] = useState<string>();
  if (real !== undefined || !isMask(text)) return <>{real ?? text}</>;
  return (
    <span className={classes['masked']}>
      {text}
      <Tooltip label={t('masks.revealNote')}>
        <ActionIcon
          variant="subtle"
          size="sm"
          data-reveal={text}
          aria-label={t('masks.reveal', { mask: text })}
          onClick={() => void revealMask(text).then(setReal)}
        >
          <IconEye size={16} stroke={1.75} aria-hidden="true" />
        </ActionIcon>
      </Tooltip>
    </span>
  );
}
