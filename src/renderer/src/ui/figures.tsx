import type { ReactElement } from 'react';
import {
  formatMoney,
  formatMoneyDifference,
  formatQuantity,
  formatQuantityDifference,
} from '../lib/format/format.ts';
import classes from './figures.module.css';

/** A figure that is not known is said to be so: it is never shown as zero. */
const UNKNOWN = '–';

interface FigureProps {
  /** A decimal in plain notation; null where it is not known. */
  readonly value: string | null;
  readonly currency?: string | null | undefined;
  /** The currency behind the figure; in a column its head says it. */
  readonly withCurrency?: boolean;
}

/** An amount of money. */
export function Money({ value, currency, withCurrency = false }: FigureProps): ReactElement {
  return (
    <span className={classes['figure']}>
      {value === null ? UNKNOWN : formatMoney(value, currency)}
      {withCurrency && value !== null && currency && <span className={classes['unit']}> {currency}</span>}
    </span>
  );
}

/** A difference of money: its sign says the direction, the colour repeats it. */
export function MoneyDifference({ value, currency, withCurrency = false }: FigureProps): ReactElement {
  return (
    <span className={classes['figure']} data-direction={directionOf(value)}>
      {value === null ? UNKNOWN : formatMoneyDifference(value, currency)}
      {withCurrency && value !== null && currency && <span className={classes['unit']}> {currency}</span>}
    </span>
  );
}

/** A quantity. */
export const Quantity = ({ value }: { readonly value: string | null }): ReactElement => (
  <span className={classes['figure']}>{value === null ? UNKNOWN : formatQuantity(value)}</span>
);

/** A difference of quantities. */
export const QuantityDifference = ({ value }: { readonly value: string | null }): ReactElement => (
  <span className={classes['figure']} data-direction={directionOf(value)}>
    {value === null ? UNKNOWN : formatQuantityDifference(value)}
  </span>
);

function directionOf(value: string | null): 'over' | 'under' | 'nil' {
  if (value === null || /^-?[0.]*$/.test(value)) return 'nil';
  return value.startsWith('-') ? 'under' : 'over';
}
