import type { ReactElement, ReactNode } from 'react';
import classes from './proof-pane.module.css';

/** A part of the proof with its heading. */
export function ProofSection({
  title,
  children,
}: {
  readonly title: string;
  readonly children: ReactNode;
}): ReactElement {
  return (
    <section className={classes['section']}>
      <h3>{title}</h3>
      {children}
    </section>
  );
}
