import type { ReactElement } from 'react';
import classes from './aligned-figure.module.css';

/**
 * A figure of a column whose decimal points stand one under the other: room for so many decimals behind the point. More
 * of them are shown all the same.
 */
export function AlignedFigure({
  text,
  decimals,
  direction,
}: {
  /** As it is shown, separators and sign included. */
  readonly text: string;
  readonly decimals: 0 | 2 | 4;
  readonly direction?: 'over' | 'under' | 'nil';
}): ReactElement {
  const point = text.indexOf('.');
  return (
    <span className={classes['figure']} data-direction={direction}>
      {point < 0 ? text : text.slice(0, point)}
      <span className={classes['decimals']} data-decimals={decimals}>
        {point < 0 ? '' : text.slice(point)}
      </span>
    </span>
  );
}
