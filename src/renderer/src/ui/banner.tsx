import type { ReactElement, ReactNode } from 'react';
import classes from './banner.module.css';

/** A strip across the window: what everyone must know now, and what can be done. */
export function Banner({
  tone,
  role,
  actions,
  children,
  ...data
}: {
  readonly tone: 'plain' | 'warn' | 'bad';
  readonly role: 'status' | 'alert';
  readonly actions?: ReactNode;
  readonly children: ReactNode;
} & Readonly<Record<`data-${string}`, string>>): ReactElement {
  return (
    <div className={classes['banner']} data-tone={tone} role={role} {...data}>
      <div>{children}</div>
      {actions}
    </div>
  );
}
