import { Button } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './triage.module.css';

/** The keys of triage. */
export type TriageKey = 'j' | 'k' | 'a' | 'r' | 'd' | 'c' | 'n' | 'u' | '?';

const BUTTONS = [
  ['a', 'accept'],
  ['r', 'reason'],
  ['d', 'dispute'],
  ['c', 'carry'],
  ['n', 'assign'],
  ['u', 'undo'],
  ['k', 'previous'],
  ['j', 'next'],
  ['?', 'help'],
] as const satisfies readonly (readonly [TriageKey, string])[];

/** What each key does, as buttons: for the mouse, and so that nobody has to know them by heart. */
export function TriageKeys({
  isDisabled,
  onPress,
}: {
  readonly isDisabled: boolean;
  readonly onPress: (key: TriageKey) => void;
}): ReactElement {
  const { t } = useTranslation('work');
  return (
    <div className={classes['keys']} role="group" aria-label={t('triage.keys')}>
      {BUTTONS.map(([key, name]) => (
        <Button
          key={key}
          variant={key === 'a' ? 'filled' : 'default'}
          disabled={isDisabled}
          aria-keyshortcuts={key.toUpperCase()}
          onClick={() => {
            onPress(key);
          }}
        >
          {t(`triage.${name}`)}
          <kbd className={classes['key']} aria-hidden="true">
            {key.toUpperCase()}
          </kbd>
        </Button>
      ))}
    </div>
  );
}
