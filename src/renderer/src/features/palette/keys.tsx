import { Fragment, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { isMacOs } from '../../lib/shortcuts.ts';
import classes from './palette.module.css';

const SIGNS: Readonly<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Escape: 'Esc',
};

/** The keys of a command, each as a cap. */
export function Keys({ keys }: { readonly keys: string }): ReactElement {
  const { t } = useTranslation('palette');
  const nameOf = (part: string): string => {
    if (part === 'mod') return isMacOs() ? '⌘' : t('keys.mod');
    if (part === 'shift' || part === 'alt') return t(`keys.${part}`);
    return SIGNS[part] ?? (part.length === 1 ? part.toUpperCase() : part);
  };
  return (
    <span className={classes['keys']}>
      {keys.split('+').map((part, index) => (
        <Fragment key={index}>
          <kbd>{nameOf(part)}</kbd>
        </Fragment>
      ))}
    </span>
  );
}
