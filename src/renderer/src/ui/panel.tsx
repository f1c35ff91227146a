import { useId, type ReactElement, type ReactNode } from 'react';
import classes from './panel.module.css';

/** A sheet of paper with a heading. */
export function Panel({
  title,
  actions,
  children,
}: {
  readonly title: string;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}): ReactElement {
  const headingId = useId();
  return (
    <section className={classes['panel']} aria-labelledby={headingId}>
      <div className={classes['head']}>
        <h2 id={headingId}>{title}</h2>
        {actions}
      </div>
      {children}
    </section>
  );
}
