import type { ReactElement, ReactNode } from 'react';
import classes from './screen.module.css';

/** What a screen is made of. */
export interface ScreenProps {
  readonly title: string;
  /** One sentence under the title, where the title alone is not enough. */
  readonly description?: ReactNode;
  /** Buttons of the whole screen; the main one last. */
  readonly actions?: ReactNode;
  /** `fill`: the content takes the height that is left and scrolls in its own parts; else the screen scrolls. */
  readonly layout?: 'scroll' | 'fill';
  /** `table`: no wider than the eye follows a row of a table with few columns; else as wide as the window. */
  readonly measure?: 'window' | 'table';
  readonly children: ReactNode;
}

/** The frame of a screen: its title, its actions, and the content below. */
export function Screen({
  title,
  description,
  actions,
  layout = 'scroll',
  measure = 'window',
  children,
}: ScreenProps): ReactElement {
  return (
    <div className={classes['screen']} data-layout={layout} data-measure={measure}>
      <header className={classes['head']}>
        <div>
          <h1 className={classes['title']}>{title}</h1>
          {description !== undefined && <p className={classes['description']}>{description}</p>}
        </div>
        {actions !== undefined && <div className={classes['actions']}>{actions}</div>}
      </header>
      <div className={classes['content']}>{children}</div>
    </div>
  );
}
