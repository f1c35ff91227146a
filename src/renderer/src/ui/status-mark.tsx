import type { ReactElement, ReactNode } from 'react';
import classes from './status-mark.module.css';

/** How a state is to be taken. */
export type Tone = 'good' | 'warn' | 'bad' | 'neutral' | 'accent';

const SIGNS: Readonly<Record<Tone, string>> = {
  good: '✓',
  warn: '!',
  bad: '✕',
  neutral: '–',
  accent: '•',
};

/** A state in a word, with a sign before it: colour never stands alone. */
export function StatusMark({
  tone,
  children,
}: {
  readonly tone: Tone;
  readonly children: ReactNode;
}): ReactElement {
  return (
    <span className={classes['mark']} data-tone={tone}>
      <span className={classes['sign']} aria-hidden="true">
        {SIGNS[tone]}
      </span>
      {children}
    </span>
  );
}
